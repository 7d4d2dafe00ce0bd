#include "shuniu/text/names.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace shuniu::text {

namespace {

NameBook book() {
  NameBook names;
  names.put("lab", {"南京先进锂电研究院", "Nanjing Lithium Lab"});
  names.put("person", {"曾国华"});
  names.put("abroad", {"Tsinghua University", "清华大学"});
  names.put("green", {"绿色能源有限公司"});
  names.put("short", {"锂电"});
  names.put("fudan", {"复旦大学"});
  names.put("chong", {"重庆长行厦门银行"});
  names.put("firm", {"沪测五金(上海)有限公司", "91310000MA1FL5E91L"});
  return names;
}

std::vector<std::string> found(const NameBook& names, std::string_view query, const NameSearch& search = {}) {
  std::vector<std::string> ids;
  for (const NameHit& hit : names.find(query, search)) ids.push_back(hit.id);
  return ids;
}

struct Row {
  const char* query;
  std::vector<std::string> ids;
};

class Names : public testing::TestWithParam<Row> {};

TEST_P(Names, are_found) {
  EXPECT_EQ(found(book(), GetParam().query), GetParam().ids) << GetParam().query;
}

INSTANTIATE_TEST_SUITE_P(
    Table, Names,
    testing::Values(Row{"锂电", {"short", "lab"}},  // whole before inside
                    Row{"鋰電", {"short", "lab"}}, Row{"lidian", {"short", "lab"}},
                    Row{"Li Dian", {"short", "lab"}}, Row{"lǐ diàn", {"short", "lab"}},
                    Row{"lid", {"short", "lab"}},  // ends within a syllable
                    Row{"njxj", {"lab"}}, Row{"nll", {"lab"}}, Row{"复旦", {"fudan"}},
                    Row{"復旦大學", {"fudan"}}, Row{"fudan", {"fudan"}}, Row{"fddx", {"fudan"}},
                    Row{"dx", {"abroad", "fudan"}}, Row{"zeng", {"person"}},
                    Row{"ceng", {"person"}},  // both readings
                    Row{"chongqing", {"chong"}}, Row{"zhongqing", {"chong"}}, Row{"xiamen", {"chong"}},
                    Row{"lüse", {"green"}}, Row{"lvse", {"green"}}, Row{"lǜsè", {"green"}},
                    Row{"univ tsing", {"abroad"}}, Row{"TSINGHUA", {"abroad"}}, Row{"大学 清", {"abroad"}},
                    Row{"五金（上海） 有限", {"firm"}},  // width and spaces do not matter
                    Row{"91310000ma1fl5e91l", {"firm"}}, Row{"9131", {"firm"}}, Row{"5E91", {}},
                    Row{"l", {"short", "green", "lab"}}, Row{"ithium", {}}, Row{"university", {"abroad"}},
                    Row{"idian", {}},         // not the start of a syllable
                    Row{"公司91310000", {}},  // no name goes on in the next
                    Row{"", {}}, Row{"。", {}}, Row{"%", {}}, Row{"=", {}}, Row{"水泵", {}}));

TEST(NameBook, replaces_and_forgets) {
  NameBook names = book();
  names.put("short", {"水泵"});
  EXPECT_EQ(found(names, "锂电"), (std::vector<std::string>{"lab"}));
  EXPECT_EQ(found(names, "shuibeng"), (std::vector<std::string>{"short"}));
  names.erase("lab");
  names.erase("nobody");
  EXPECT_TRUE(found(names, "锂电").empty());
  EXPECT_EQ(found(names, "fddx"), (std::vector<std::string>{"fudan"})) << "the others stay";
  EXPECT_EQ(names.size(), 7U);
}

TEST(NameBook, forgets_names_however_often_they_change) {
  NameBook names = book();
  for (int i = 0; i < 100; ++i) {
    names.put("short", {"第" + std::to_string(i) + "水泵厂", "Pump Works"});
    names.erase("lab");
    names.put("lab", {"锂电研究院"});
    EXPECT_EQ(found(names, "shuibeng"), (std::vector<std::string>{"short"}));
    EXPECT_EQ(found(names, "pump"), (std::vector<std::string>{"short"}));
    EXPECT_EQ(found(names, "lidian"), (std::vector<std::string>{"lab"}));
    EXPECT_TRUE(found(names, "第" + std::to_string(i - 1) + "水").empty());
  }
  EXPECT_EQ(found(names, "fddx"), (std::vector<std::string>{"fudan"}));
  EXPECT_EQ(names.size(), 8U);
}

TEST(NameBook, gives_the_kind_of_match) {
  const NameBook names = book();
  EXPECT_EQ(names.find("复旦大学", {}).at(0).match, NameMatch::whole);
  EXPECT_EQ(names.find("复旦", {}).at(0).match, NameMatch::start);
  EXPECT_EQ(names.find("旦大", {}).at(0).match, NameMatch::inside);
  EXPECT_EQ(names.find("fudan", {}).at(0).match, NameMatch::pinyin_start);
  EXPECT_EQ(names.find("daxue", {}).at(0).match, NameMatch::pinyin);
  EXPECT_EQ(names.find("fddx", {}).at(0).match, NameMatch::initials_start);
  EXPECT_EQ(names.find("ddx", {}).at(0).match, NameMatch::initials);
  EXPECT_EQ(names.find("lab nanjing", {}).at(0).match, NameMatch::words);
}

TEST(NameBook, pages_hold_each_hit_once_and_in_order) {
  NameBook names;
  for (int i = 0; i < 250; ++i) {
    const std::string name = "第" + std::to_string(i * 7919 % 250) + "研究院" + std::string(i % 3, 'a');
    names.put("id-" + std::to_string(1000 + i), {name});
  }
  const auto every = found(names, "研究", {.limit = 1000});
  EXPECT_EQ(every.size(), 250U);
  std::vector<std::string> paged;
  for (std::string after;;) {
    const auto page = found(names, "研究", {.limit = 40, .after = after});
    if (page.empty()) break;
    paged.insert(paged.end(), page.begin(), page.end());
    after = page.back();
  }
  EXPECT_EQ(paged, every);
  EXPECT_TRUE(found(names, "研究", {.after = "nobody"}).empty());
}

TEST(NameBook, leaves_out_what_is_not_accepted) {
  const NameSearch search{.limit = 1, .accepts = [](std::string_view id) { return id != "short"; }};
  EXPECT_EQ(found(book(), "锂电", search), (std::vector<std::string>{"lab"}));
}

TEST(NameBook, finds_a_name_by_each_of_its_parts) {
  const std::string name = "重庆长江先进zigbee材料5G厦门研究院";
  NameBook names;
  names.put("one", {name});
  const std::u32string characters = U"重庆长江先进zigbee材料5G厦门研究院";
  for (std::size_t first = 0; first < characters.size(); ++first) {
    for (std::size_t length = 1; first + length <= characters.size(); ++length) {
      std::string part;
      for (const char32_t c : characters.substr(first, length)) {
        if (c < 0x80) {
          part += static_cast<char>(c);
        } else {
          part += static_cast<char>(0xE0 | (c >> 12));
          part += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
          part += static_cast<char>(0x80 | (c & 0x3F));
        }
      }
      const bool begins_in_word = (first > 6 && first < 12) || first == 15;
      EXPECT_EQ(found(names, part).size(), begins_in_word ? 0U : 1U) << part;
    }
  }
  for (const std::string& spoken : name_forms(name).spoken)
    EXPECT_EQ(found(names, spoken).size(), 1U) << spoken;
}

TEST(NameTerms, are_those_that_are_sought) {
  const std::vector<std::string> terms = name_terms("曾国华");
  const auto holds = [&](std::string_view query) {
    const auto sought = sought_name_terms(query);
    return std::any_of(sought.begin(), sought.end(), [&](const std::string& term) {
      return std::find(terms.begin(), terms.end(), term) != terms.end();
    });
  };
  for (const char* query : {"曾", "华", "zengguohua", "Zeng Guohua", "guohua zeng", "cengguohua", "zgh",
                            "ZGH", "Zēng Guóhuá", "zeng"}) {
    EXPECT_TRUE(holds(query)) << query;
  }
  for (const char* query : {"z", "zengg", "engguo", "电池", "李", "zeng guohua 5", ""}) {
    EXPECT_FALSE(holds(query)) << query;
  }
  EXPECT_TRUE(sought_name_terms("a paragraph of many words that nobody is called by at all").empty());
}

}  // namespace

}  // namespace shuniu::text
