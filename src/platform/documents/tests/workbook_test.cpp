#include "shuniu/documents/workbook.h"

#include <gtest/gtest.h>

#include "shuniu/documents/xlsx.h"

namespace shuniu::documents {
namespace {

std::vector<std::vector<std::string>> rows_of(const std::string& bytes) {
  std::vector<std::vector<std::string>> rows;
  EXPECT_TRUE(read_rows(bytes, {}, [&](const TableRow& row) {
    rows.push_back(row.cells);
    return true;
  }));
  return rows;
}

TEST(Workbook, WritesWhatTheReaderReads) {
  const ChoiceRange regions{"代码 1", 1, 2};
  const std::string bytes = write_workbook(
      {{"需求",
        {{"标题", "必填", 40, Heading::required}, {"地区", "", 12, Heading::optional, regions}},
        {{"隔热垫\n第二行", "06"}, {"", "=1+1"}}},
       {"代码 1", {{"码", ""}, {"名", ""}}, {{"06", "上海"}, {"07", "北京"}}}});
  EXPECT_TRUE(looks_like_zip(bytes));
  EXPECT_EQ(rows_of(bytes),
            (std::vector<std::vector<std::string>>{{"标题", "地区"}, {"隔热垫\n第二行", "06"}, {"", "=1+1"}}))
      << "zeros stay, and a formula stays a text";
}

TEST(Workbook, RefusesANameThatNoSheetCanHave) {
  EXPECT_THROW(write_workbook({{"a/b", {}, {}}}), std::runtime_error);
  EXPECT_THROW(write_workbook({{std::string(32, 'x'), {}, {}}}), std::runtime_error);
}

}  // namespace
}  // namespace shuniu::documents
