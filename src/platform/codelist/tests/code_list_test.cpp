#include "shuniu/codelist/code_list.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace shuniu::codelist {
namespace {

const std::string header = "code\tparent\tname_zh\tname_en\tconfirmed\tsource\n";

struct BadList {
  std::string what;
  std::string text;
  std::string path;  // of the only fault
};

TEST(CodeList, RefusesWhatIsNoList) {
  const std::vector<BadList> rows = {
      {"nothing", "", "line 1"},
      {"a column is missing", "code\tparent\tname_zh\tname_en\tconfirmed\n", "line 1"},
      {"a column stands twice", "code\tcode\tparent\tname_zh\tname_en\tconfirmed\tsource\n", "line 1"},
      {"a row is too short", header + "A\t\t甲\ta\tyes\n", "line 2"},
      {"a row is too long", header + "A\t\t甲\ta\tyes\tx\ty\n", "line 2"},
      {"no code", header + "\t\t甲\ta\tyes\tx\n", "line 2.code"},
      {"no Chinese name", header + "A\t\t\ta\tyes\tx\n", "line 2.name_zh"},
      {"no English name", header + "A\t\t甲\t\tyes\tx\n", "line 2.name_en"},
      {"no source", header + "A\t\t甲\ta\tyes\t\n", "line 2.source"},
      {"confirmed is a word of its own", header + "A\t\t甲\ta\tmaybe\tx\n", "line 2.confirmed"},
      {"a code stands twice", header + "A\t\t甲\ta\tyes\tx\nB\t\t乙\tb\tno\tx\nA\t\t丙\tc\tno\tx\n",
       "line 4.code"},
      {"an unknown parent", header + "A\t\t甲\ta\tyes\tx\nB\tC\t乙\tb\tyes\tx\n", "line 3.parent"},
      {"its own parent", header + "A\tA\t甲\ta\tyes\tx\n", "line 2.parent"},
  };
  for (const BadList& row : rows) {
    const auto list = CodeList::parse(row.text);
    ASSERT_FALSE(list) << row.what;
    EXPECT_EQ(list.error().key, "codelist.invalid");
    ASSERT_FALSE(list.error().faults.empty());
    EXPECT_EQ(list.error().faults.front().path, row.path) << row.what;
  }
}

TEST(CodeList, ReportsAllFaultsTogether) {
  const auto list = CodeList::parse(header + "A\tB\t\ta\tyes\tx\nA\t\t乙\tb\tperhaps\tx\n");
  ASSERT_FALSE(list);
  EXPECT_EQ(list.error().faults.size(), 4U);
}

TEST(CodeList, KeepsOrderParentsAndFurtherColumns) {
  const auto list = CodeList::parse(
      "code\tparent\tname_zh\tname_en\tconfirmed\tsource\torder\r\n"
      "B\t\t乙\tb\tyes\tsome law\t20\r\n"
      "A\tB\t甲\ta\tno\tour own\t10\r\n");
  ASSERT_TRUE(list);
  ASSERT_EQ(list->codes().size(), 2U);
  EXPECT_EQ(list->codes()[0].code, "B");
  const Code* found = list->find("A");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->parent, "B");
  EXPECT_EQ(found->name_zh, "甲");
  EXPECT_FALSE(found->confirmed);
  EXPECT_EQ(list->extra("A", "order"), "10");
  EXPECT_EQ(list->extra("C", "order"), "");
  EXPECT_EQ(list->extra("A", "colour"), "");
  EXPECT_EQ(list->find("a"), nullptr);
}

class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / ("codelist_test_" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  void write(const std::string& name, const std::string& text) const { std::ofstream(path_ / name) << text; }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

TEST(CodeBook, RefusesAParentThatTheOtherListLacks) {
  const Folder folder;
  folder.write("regions.tsv", header + "1\t\t省\tprovince\tyes\tx\n");
  folder.write("cities.tsv",
               "code\tparent:regions\tname_zh\tname_en\tconfirmed\tsource\n11\t1\t市\tcity\tyes\tx\n");
  ASSERT_TRUE(CodeBook::load(folder.path()));

  folder.write("towns.tsv",
               "code\tparent:regions\tname_zh\tname_en\tconfirmed\tsource\n21\t2\t镇\ttown\tyes\tx\n");
  folder.write("lost.tsv", "code\tparent:nowhere\tname_zh\tname_en\tconfirmed\tsource\n");
  const auto book = CodeBook::load(folder.path());
  ASSERT_FALSE(book);
  ASSERT_EQ(book.error().faults.size(), 2U);
  EXPECT_EQ(book.error().faults[0].path, "lost.tsv: line 1");
  EXPECT_EQ(book.error().faults[1].path, "towns.tsv: 21.parent");
}

TEST(CodeBook, RefusesAFolderWithoutLists) {
  EXPECT_EQ(CodeBook::load("/nowhere/at/all").error().key, "codelist.unreadable");
}

class Rulebook : public testing::Test {
 protected:
  const CodeBook book = CodeBook::load(std::string(SHUNIU_SOURCE_DIR) + "/rulebook/cn/codes").value();
};

TEST_F(Rulebook, HasEveryListThatTheHubAsksFor) {
  const std::vector<std::string> names = {
      "cities",           "contract_kinds", "contract_subkinds", "currencies",      "decline_reasons",
      "figure_operators", "industries",     "ip_kinds",          "ip_positions",    "ipc_sections",
      "licence_modes",    "party_kinds",    "readiness_levels",  "regions",         "return_reasons",
      "talk_end_reasons", "tech_fields",    "wipo35_fields",     "withdraw_reasons"};
  EXPECT_EQ(book.names(), names);
}

TEST_F(Rulebook, CountsWhatTheStandardsCount) {
  EXPECT_EQ(book.list("regions").codes().size(), 34U);
  EXPECT_EQ(book.list("wipo35_fields").codes().size(), 35U);
  EXPECT_EQ(book.list("industries").codes().size(), 20U + 97U);
  EXPECT_EQ(book.list("contract_kinds").codes().size(), 5U);
  EXPECT_EQ(book.list("ipc_sections").codes().size(), 8U);
  std::size_t fields = 0;
  for (const Code& field : book.list("tech_fields").codes()) {
    fields += field.parent.empty();
    EXPECT_EQ(field.confirmed, field.parent.empty()) << field.code << ": the second level is our own";
  }
  EXPECT_EQ(fields, 11U);
}

TEST_F(Rulebook, ProposesAFieldForEachWipoField) {
  for (const Code& wipo : book.list("wipo35_fields").codes()) {
    const auto field = book.list("wipo35_fields").extra(wipo.code, "proposed_tech_field");
    EXPECT_TRUE(book.list("tech_fields").find(field)) << wipo.code;
  }
}

TEST_F(Rulebook, RequiresCodes) {
  std::vector<Fault> faults;
  book.require("regions", "310000", "region", faults);
  EXPECT_TRUE(faults.empty());
  book.require("regions", "319999", "region", faults);
  book.require("readiness_levels", "TRL-9", "readiness", faults);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0], (Fault{"region", "fault.code", {{"list", "regions"}}, "319999"}));
}

TEST_F(Rulebook, DiesOnAListThatIsNotThere) {
  EXPECT_DEATH((void)book.list("colours"), "in the rulebook");
}

}  // namespace
}  // namespace shuniu::codelist
