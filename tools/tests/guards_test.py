"""Each guard is shown to fail: every rule has a planted violation here, and a clean tree that passes."""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).resolve().parent.parent

MODULES = [
    {"name": "base", "path": "src/base", "layer": "base", "depends": []},
    {"name": "text", "path": "src/engine/text", "layer": "engine", "depends": ["base"]},
    {"name": "http", "path": "src/platform/http", "layer": "platform", "depends": ["base"]},
    {"name": "database", "path": "src/platform/database", "layer": "platform", "depends": ["base"]},
    {"name": "market", "path": "src/module/market", "layer": "module", "depends": ["base", "http", "text"],
     "hears": []},
    {"name": "notice", "path": "src/module/notice", "layer": "module", "depends": ["base"],
     "hears": ["market"]},
    {"name": "wiring", "path": "app/wiring", "layer": "app", "depends": ["base", "market", "notice"]},
]


class Tree:
    """A small clean project that a test changes in one place."""

    def __init__(self, folder):
        self.root = pathlib.Path(folder)
        self.modules = json.loads(json.dumps(MODULES))
        for entry in self.modules:
            name, path = entry["name"], entry["path"]
            self.write(f"{path}/README.md", f"# {name}\n")
            self.write(f"{path}/include/shuniu/{name}/{name}.h", f"// {name}.h - a header.\n#pragma once\n")
            self.write(f"{path}/src/{name}.cpp", f'#include "shuniu/{name}/{name}.h"\n')
        self.write("src/module/market/events/shuniu/market/events.h", "// events.h - facts.\n#pragma once\n")
        self.write("src/module/notice/src/on_need.cpp", '#include "shuniu/market/events.h"\n')

    def write(self, name, text):
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def run(self, tool):
        (self.root / "modules.json").write_text(json.dumps({"modules": self.modules}), encoding="utf-8")
        done = subprocess.run([sys.executable, str(TOOLS / tool), str(self.root)],
                              capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr


class Guard(unittest.TestCase):
    tool = ""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.tree = Tree(self.folder.name)

    def refused(self, rule):
        code, output = self.tree.run(self.tool)
        self.assertEqual(code, 1, output)
        self.assertIn(rule, output)

    def accepted(self):
        code, output = self.tree.run(self.tool)
        self.assertEqual(code, 0, output)


class CheckDeps(Guard):
    tool = "check_deps"

    def entry(self, name):
        return next(entry for entry in self.tree.modules if entry["name"] == name)

    def test_clean_tree_passes(self):
        self.accepted()

    def test_engine_sees_platform(self):
        self.entry("text")["depends"].append("database")
        self.refused("layer: engine text")

    def test_platform_sees_engine(self):
        self.entry("database")["depends"].append("text")
        self.refused("layer: platform database")

    def test_module_links_module(self):
        self.entry("notice")["depends"].append("market")
        self.refused("sideways")

    def test_base_sees_above(self):
        self.entry("base")["depends"].append("http")
        self.refused("layer: base")

    def test_cycle(self):
        self.entry("http")["depends"].append("database")
        self.entry("database")["depends"].append("http")
        self.refused("cycle: ")

    def test_undeclared_include(self):
        self.tree.write("src/module/market/src/x.cpp", '#include "shuniu/database/database.h"\n')
        self.refused("does not list database")

    def test_include_of_another_module(self):
        self.tree.write("src/module/notice/src/x.cpp", '#include "shuniu/market/market.h"\n')
        self.refused("sideways: module notice")

    def test_fact_heard_without_saying_so(self):
        self.entry("notice")["hears"] = []
        self.refused("does not say so in `hears`")

    def test_header_of_nobody(self):
        self.tree.write("src/module/market/src/x.cpp", '#include "shuniu/nowhere/x.h"\n')
        self.refused("belongs to no entry")

    def test_beast_outside_http(self):
        self.tree.write("src/module/market/src/x.cpp", "#include <boost/beast/http.hpp>\n")
        self.refused("beast:")

    def test_way_out_of_the_folder(self):
        self.tree.write("src/module/market/src/x.cpp", '#include "../../notice/src/x.h"\n')
        self.refused("private:")

    def test_app_may_read_facts(self):
        self.tree.write("app/wiring/src/x.cpp", '#include "shuniu/market/events.h"\n')
        self.accepted()


class Tidy(Guard):
    tool = "tidy"

    def test_clean_tree_passes(self):
        self.accepted()

    def test_long_line(self):
        self.tree.write("src/base/src/x.cpp", "// " + "x" * 120 + "\n")
        self.refused("line: 123 columns")

    def test_long_function(self):
        self.tree.write("src/base/src/x.cpp", "int f(int a) {\n" + "  a += 1;\n" * 71 + "  return a;\n}\n")
        self.refused("function: 72 lines")

    def test_long_method_with_initialisers(self):
        body = "  a_ += 1;\n" * 71
        self.tree.write("src/base/src/x.cpp", "X::X(int a)\n    : a_(a), b_{a} {\n" + body + "}\n")
        self.refused("function: 71 lines")

    def test_braces_in_literals_do_not_hide_a_function(self):
        body = '  puts("}}}}");\n' * 71
        self.tree.write("src/base/src/x.cpp", "void f() {\n" + body + "}\n")
        self.refused("function: 71 lines")

    def test_short_functions_in_a_long_class_pass(self):
        methods = "  int f() {\n    return 1;\n  }\n" * 40
        self.tree.write("src/base/src/x.cpp", "class X {\n" + methods + "};\n")
        self.accepted()

    def test_marker_word(self):
        self.tree.write("src/base/src/x.cpp", "// FIX" + "ME later\n")
        self.refused("word: FIX" + "ME")

    def test_output(self):
        self.tree.write("src/base/src/x.cpp", "void f() { std::cout << 1; }\n")
        self.refused("output:")

    def test_output_of_the_command_line_passes(self):
        self.tree.write("app/cli/x.cpp", "void f() { std::cout << 1; }\n")
        self.accepted()

    def test_name(self):
        self.tree.write("src/base/src/x.cpp", "class NeedManager {};\n")
        self.refused("name:")

    def test_header_without_words(self):
        self.tree.write("src/base/include/shuniu/base/x.h", "#pragma once\n")
        self.refused("header: the first line")

    def test_header_without_guard(self):
        self.tree.write("src/base/include/shuniu/base/x.h", "// x.h - x.\n")
        self.refused("header: #pragma once")

    def test_dead_header(self):
        self.tree.write("src/base/include/shuniu/base/x.h", "// x.h - x.\n#pragma once\n")
        self.refused("dead:")

    def test_missing_readme(self):
        (self.tree.root / "src/base/README.md").unlink()
        self.refused("readme:")

    def test_blank_at_the_end(self):
        self.tree.write("src/base/src/x.cpp", "int x = 1; \n")
        self.refused("end: a blank")

    def test_no_line_feed_at_the_end(self):
        self.tree.write("src/base/src/x.cpp", "int x = 1;")
        self.refused("end: one line feed")



class Lint(unittest.TestCase):
    """tools/lint in a small project of its own, with the presets and the checks of this one."""

    CLEAN = "int largest_depth() {\n  return 64;\n}\n"

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        for name in ("tools/lint", ".clang-tidy", ".gitignore", "CMakePresets.json"):
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(TOOLS.parent / name, self.root / name)
        (self.root / "CMakeLists.txt").write_text(
            "cmake_minimum_required(VERSION 3.25)\nproject(small CXX)\n"
            "set(CMAKE_EXPORT_COMPILE_COMMANDS ON)\n"
            "add_library(small STATIC src/one.cpp src/two.cpp)\n", encoding="utf-8")
        for name in ("one", "two"):
            self.write(name, self.CLEAN.replace("largest", name))
        for words in (["init", "-q"], ["add", "."],
                      ["-c", "user.name=t", "-c", "user.email=t@t.example", "commit", "-qm", "begin"]):
            subprocess.run(["git", *words], cwd=self.root, check=True)

    def write(self, name, text):
        file = self.root / "src" / f"{name}.cpp"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def lint(self):
        done = subprocess.run([sys.executable, str(self.root / "tools/lint"), "--base", "HEAD"],
                              cwd=self.root, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def test_nothing_has_changed(self):
        self.assertEqual(self.lint(), (0, "0 sources looked at, 0 with findings\n"))

    def test_only_what_changed_is_held_to_the_checks(self):
        self.write("one", self.CLEAN.replace("largest_depth", "LargestDepth"))
        code, output = self.lint()
        self.assertEqual(code, 1, output)
        self.assertIn("invalid case style for function 'LargestDepth'", output)
        self.assertIn("1 sources looked at, 1 with findings", output)

    def test_a_clean_change_passes(self):
        self.write("two", self.CLEAN.replace("64", "65"))
        self.assertEqual(self.lint(), (0, "1 sources looked at, 0 with findings\n"))

if __name__ == "__main__":
    unittest.main()
