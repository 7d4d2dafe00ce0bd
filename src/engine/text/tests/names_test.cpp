#include "shuniu/text/names.h"

#include <gtest/gtest.h>

namespace shuniu::text {

namespace {

NameBook book() {
  NameBook names;
  names.put("lab", "南京先进锂电研究院");
  names.put("person", "曾国华");
  names.put("abroad", "Tsinghua University");
  names.put("green", "绿色能源有限公司");
  names.put("short", "锂电");
  return names;
}

struct Row {
  const char* query;
  std::vector<std::string> ids;
};

class Names : public testing::TestWithParam<Row> {};

TEST_P(Names, are_found) {
  std::vector<std::string> ids;
  for (const NameHit& hit : book().find(GetParam().query, 10)) ids.push_back(hit.id);
  EXPECT_EQ(ids, GetParam().ids);
}

INSTANTIATE_TEST_SUITE_P(Table, Names,
                         testing::Values(Row{"锂电", {"short", "lab"}},  // whole before inside
                                         Row{"鋰電", {"short", "lab"}}, Row{"lidian", {"short", "lab"}},
                                         Row{"Li Dian", {"short", "lab"}}, Row{"lǐ diàn", {"short", "lab"}},
                                         Row{"njxj", {"lab"}},
                                         Row{"zeng", {"person"}},  // the surname's reading
                                         Row{"lüse", {"green"}}, Row{"lvse", {"green"}},
                                         Row{"lǜsè", {"green"}}, Row{"univ tsing", {"abroad"}},
                                         Row{"TSINGHUA", {"abroad"}},
                                         Row{"idian", {}},  // not the start of a syllable
                                         Row{"", {}}, Row{"。", {}}, Row{"水泵", {}}));

TEST(NameBook, replaces_and_forgets) {
  NameBook names = book();
  names.put("short", "水泵");
  EXPECT_EQ(names.find("锂电", 10).size(), 1U);
  names.erase("lab");
  EXPECT_TRUE(names.find("锂电", 10).empty());
  EXPECT_EQ(names.size(), 4U);
}

TEST(NameBook, gives_no_more_than_asked) {
  EXPECT_EQ(book().find("锂电", 1).size(), 1U);
}

}  // namespace

}  // namespace shuniu::text
