"""The generator of docs/reference: what it reads, and each of its faults planted once."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parent.parent / "reference"

MODULES = [
    {"name": "base", "path": "src/base", "layer": "base", "depends": []},
    {"name": "http", "path": "src/platform/http", "layer": "platform", "depends": ["base"]},
    {"name": "market", "path": "src/module/market", "layer": "module", "depends": ["base"], "hears": []},
    {"name": "notice", "path": "src/module/notice", "layer": "module", "depends": ["base"],
     "hears": ["market"]},
    {"name": "wiring", "path": "app/wiring", "layer": "app", "depends": ["base", "market", "notice"]},
]
KEYS = ("http.slow", "http.version", "market.closed", "market.full", "market.gone", "market.late")

STATUS_OF = """int status_of(Kind kind) {
  switch (kind) {
    case Kind::invalid:
      return 400;
    case Kind::conflict:
    case Kind::precondition:
      return 409;
  }
}
"""
PASSED_ON = """Response refusal(int status, std::string_view key) {
  return with(status, refuse(key, Kind::invalid));
}
void Service::begin() {
  const auto refuse_with = [&](int code, std::string_view name) { return refusal(503, name); };
  if (old) return refuse_with(505, "http.version");
  log("http.started");
  return refusal(408, "http.slow");
}
"""
RULES = """// refuse("market.comment", Kind::invalid) is no refusal
Result<Done> check(const Lot& lot) {
  if (lot.gone) return refuse(errors::gone, Kind::precondition);
  if (lot.odd) return Reason(lot.late ? errors::late : "market.full", Kind::precondition, {{"a", "b, c"}});
  const auto key = lot.a ? "market.closed" : "market.full";
  return refuse(key, Kind::precondition, {{"lot", lot.id}});
}
void publish() { journal::append(tx, now, NeedPublished{need}); append<ItemDrafted>(tx, now, row); }
"""
ERRORS = """// errors.h - keys.
constexpr std::string_view gone = "market.gone";
inline constexpr std::string_view late = "market.late";
"""
EVENTS = """// events.h - facts.
struct NeedPublished {
  static constexpr journal::FactType fact{"market.need_published.v1", journal::Visibility::open};
  NeedId need;
};
SHUNIU_DESCRIBE(NeedPublished, need, title)
#define MARKET_FACT(Name, type, seen)                                        \\
  struct Name {                                                              \\
    static constexpr journal::FactType fact{type, journal::Visibility::seen}; \\
    ItemId item;                                                             \\
  };                                                                         \\
  SHUNIU_DESCRIBE(Name, item)
MARKET_FACT(ItemDrafted, "market.item_drafted.v1", parties)
#undef MARKET_FACT
"""
HEARER = """#include "shuniu/market/events.h"
void on(const RecordedFact& fact) { if (fact.type == market::NeedPublished::fact.name) {} }
"""
SETTINGS = """const std::vector<config::Setting>& settings() {
  static const std::vector<config::Setting> all{
      {"http.port", Type::whole, "8080", "Port to listen on, "
       "0 takes any", 0, 65'535},
      {"data", Type::text, "", "Folder"},
  };
}
"""


class Reference(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.modules = json.loads(json.dumps(MODULES))
        self.write("src/platform/http/src/problem.cpp", STATUS_OF)
        self.write("src/platform/http/src/service.cpp", PASSED_ON)
        self.write("src/module/market/src/rules.cpp", RULES)
        self.write("src/module/market/include/shuniu/market/errors.h", ERRORS)
        self.write("src/module/market/events/shuniu/market/events.h", EVENTS)
        self.write("src/module/notice/src/on_need.cpp", HEARER)
        self.write("app/wiring/src/settings.cpp", SETTINGS)
        self.words(KEYS, KEYS)

    def write(self, name, text):
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def plant(self, code):
        self.write("src/module/market/src/x.cpp", code)

    def words(self, chinese, english):
        for language, keys in (("zh", chinese), ("en", english)):
            lines = "".join(f"{key}\tWords in {language}.\n" for key in keys)
            self.write(f"rulebook/messages/{language}.tsv", "# key<TAB>text\n" + lines)

    def run_tool(self, *flags):
        self.write("modules.json", json.dumps({"modules": self.modules}))
        done = subprocess.run([sys.executable, str(TOOL), *flags, str(self.root)],
                              capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def page(self, name):
        code, output = self.run_tool()
        self.assertEqual(code, 0, output)
        return (self.root / "docs" / "reference" / name).read_text(encoding="utf-8")

    def refused(self, fault, *flags):
        code, output = self.run_tool(*flags)
        self.assertEqual(code, 1, output)
        self.assertIn(fault, output)

    def test_keys_are_found_in_every_form(self):
        page = self.page("errors.md")
        for key in KEYS:
            self.assertIn(f"| `{key}` |", page)
        self.assertIn("| `market.late` | precondition | Words in zh. | Words in en. |", page)
        self.assertIn("| precondition | 409 |", page)
        self.assertNotIn("market.comment", page)
        self.assertNotIn("http.started", page)

    def test_constant_of_another_module(self):
        self.write("app/wiring/src/export.cpp",
                   "Done f() { return refuse(market::errors::gone, Kind::precondition); }\n")
        self.assertIn("| `market.gone` | precondition |", self.page("errors.md"))

    def test_status_beside_the_key_wins(self):
        self.assertIn("| `http.slow` | 408 |", self.page("errors.md"))
        self.assertIn("| `http.version` | 505 |", self.page("errors.md"))

    def test_facts_with_their_hearers(self):
        page = self.page("facts.md")
        self.assertIn("| `market.need_published.v1` | market | open | need, title | notice (on_need) |", page)
        self.assertIn("| `market.item_drafted.v1` | market | parties | item | – |", page)

    def test_settings(self):
        page = self.page("settings.md")
        self.assertIn("| `http.port` | whole | `8080` | 0 to 65535 | `SHUNIU_HTTP_PORT` |"
                      " Port to listen on, 0 takes any |", page)
        self.assertIn("| `data` | text | empty | – | `SHUNIU_DATA` | Folder |", page)

    def test_excerpts_follow_the_example(self):
        self.write("examples/walk.sh", "#!/bin/sh\n# [one]\n\necho 1\necho 1b\n\n# [two]\necho 2\n")
        self.write("docs/walk.md", "# Walk\n\n<!-- examples/walk.sh: one -->\n```sh\nold\n```\n\nText.\n")
        self.refused("docs/walk.md: drift", "--check")
        self.page("errors.md")
        self.assertEqual((self.root / "docs/walk.md").read_text(encoding="utf-8"),
                         "# Walk\n\n<!-- examples/walk.sh: one -->\n```sh\necho 1\necho 1b\n```\n\nText.\n")

    def test_excerpt_of_nothing(self):
        self.write("docs/walk.md", "<!-- examples/walk.sh: one -->\n```sh\nold\n```\n")
        self.refused("docs/walk.md: excerpt: examples/walk.sh has no part [one]")

    def test_fresh_pages_pass_the_check(self):
        self.page("errors.md")
        self.assertEqual(self.run_tool("--check"), (0, ""))

    def test_missing_page(self):
        self.refused("docs/reference/facts.md: drift", "--check")

    def test_drift(self):
        self.page("errors.md")
        self.write("app/wiring/src/settings.cpp", SETTINGS.replace("8080", "9000"))
        self.refused("docs/reference/settings.md: drift", "--check")

    def test_key_without_chinese(self):
        self.words(KEYS[1:], KEYS)
        self.refused("http.slow: wording: none in rulebook/messages/zh.tsv")

    def test_key_without_english(self):
        self.words(KEYS, KEYS[:-1])
        self.refused("market.late: wording: none in rulebook/messages/en.tsv", "--check")

    def test_wording_in_one_language_only(self):
        self.words((*KEYS, "market.warning"), KEYS)
        self.refused("market.warning: wording: none in rulebook/messages/en.tsv")

    def test_fault_without_words(self):
        self.plant('void f() { faults.push_back({"title", "fault.too_short", {}, ""}); }\n')
        self.refused("fault.too_short: wording: none in rulebook/messages/zh.tsv and en.tsv")

    def test_words_for_a_fault_that_nobody_finds(self):
        self.words((*KEYS, "fault.old"), (*KEYS, "fault.old"))
        self.refused("fault.old: wording: no source names this fault")

    def test_faults_stand_on_the_page(self):
        self.plant('void f() { faults.push_back({"title", "fault.too_short", {}, ""}); }\n')
        self.words((*KEYS, "fault.too_short"), (*KEYS, "fault.too_short"))
        self.assertIn("| `fault.too_short` | Words in zh. | Words in en. |", self.page("errors.md"))

    def test_key_that_cannot_be_read(self):
        self.plant("Done f() { return refuse(text_of(lot), Kind::invalid); }\n")
        self.refused("src/module/market/src/x.cpp:1: unresolved: text_of(lot)")

    def test_parameter_that_nobody_gives(self):
        self.plant("Done g(std::string_view k) { return refuse(k, Kind::invalid); }\n")
        self.refused("src/module/market/src/x.cpp:1: unresolved: k")

    def test_refusal_without_kind(self):
        self.plant('Done f() { return refuse("market.full", kind); }\n')
        self.refused("unresolved: no Kind")

    def test_one_key_of_two_kinds(self):
        self.plant('Done f() { return refuse("market.full", Kind::conflict); }\n')
        self.refused("market.full: kind: refused as conflict and as precondition")

    def test_tests_do_not_count(self):
        self.write("src/module/market/tests/x_test.cpp",
                   'Done f() { return refuse("test.no", Kind::conflict); }\n')
        self.page("errors.md")

    def test_fact_named_after_another_module(self):
        self.write("src/module/market/events/shuniu/market/events.h",
                   EVENTS.replace("market.need_p", "notice.need_p"))
        self.refused("notice.need_published.v1 is not named after market")

    def test_fact_declared_twice(self):
        self.write("src/module/market/events/shuniu/market/more.h", EVENTS)
        self.refused("market.need_published.v1 is declared twice")

    def test_fact_that_nobody_records(self):
        self.write("src/module/market/src/rules.cpp", RULES.replace("append<ItemDrafted>(tx, now, row);", ""))
        self.refused("market.item_drafted.v1 is recorded by nobody")

    def test_fact_heard_without_saying_so(self):
        self.modules[3]["hears"] = []
        self.refused("hears: market.need_published.v1")


if __name__ == "__main__":
    unittest.main()
