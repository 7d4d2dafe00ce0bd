#include "shuniu/documents/separated.h"

#include <gtest/gtest.h>

namespace shuniu::documents {
namespace {

using Rows = std::vector<std::pair<std::int64_t, std::vector<std::string>>>;

Rows rows_of(std::string_view bytes, char separator = ',', const TableLimits& limits = {}) {
  Rows rows;
  EXPECT_TRUE(read_separated(bytes, separator, limits, [&](const TableRow& row) {
    rows.emplace_back(row.line, row.cells);
    return true;
  }));
  return rows;
}

std::string refusal_of(std::string_view bytes, const TableLimits& limits = {}) {
  const auto read = read_separated(bytes, ',', limits, [](const TableRow&) { return true; });
  return read ? "" : read.error().key;
}

TEST(Separated, ReadsRowsAsRfc4180SaysThem) {
  const struct {
    std::string_view name, bytes;
    Rows rows;
  } cases[] = {
      {"plain", "a,b\n1,2\n", {{1, {"a", "b"}}, {2, {"1", "2"}}}},
      {"crlf, no last line end", "a,b\r\n1,2", {{1, {"a", "b"}}, {2, {"1", "2"}}}},
      {"Excel's line about the separator", "sep=,\r\na,b\n", {{2, {"a", "b"}}}},
      {"quotes", "\"x,y\",\"say \"\"hi\"\"\"\n", {{1, {"x,y", "say \"hi\""}}}},
      {"line end in a cell", "\"x\r\ny\",z\nnext,row\n", {{1, {"x\ny", "z"}}, {3, {"next", "row"}}}},
      {"empty lines are skipped but counted", "a\n\n,,\nb\n", {{1, {"a"}}, {4, {"b"}}}},
      {"quote inside a plain cell", "5\" pipe,x\n", {{1, {"5\" pipe", "x"}}}},
      {"trailing separator", "a,\n", {{1, {"a", ""}}}},
  };
  for (const auto& each : cases) EXPECT_EQ(rows_of(each.bytes), each.rows) << each.name;
  EXPECT_EQ(rows_of("a\tb,c\n", '\t'), (Rows{{1, {"a", "b,c"}}}));
}

TEST(Separated, RefusesWhatItCannotTrust) {
  TableLimits small;
  small.rows = 2;
  small.columns = 3;
  small.cell_bytes = 4;
  EXPECT_EQ(refusal_of("\"never closed\n"), "documents.bad_quote");
  EXPECT_EQ(refusal_of("\"a\"b\n"), "documents.bad_quote");
  EXPECT_EQ(refusal_of("1\n2\n3\n", small), "documents.too_large");
  EXPECT_EQ(refusal_of("1,2,3,4\n", small), "documents.too_large");
  EXPECT_EQ(refusal_of("12345\n", small), "documents.too_large");
  EXPECT_EQ(refusal_of("1,2,3\n1234\n", small), "");
}

TEST(Separated, FindsTheSeparator) {
  const struct {
    std::string_view text;
    char expected, found;
  } cases[] = {
      {"a,b,c\n1,2,3\n", ',', ','},
      {"a;b;c\n1,5;2;3\n", ',', ';'},
      {"a\tb\n1,2,3\t4\n", ',', '\t'},
      {"a,b\n", '\t', ','},
      {"\"a,b,c\";d\n", ',', ';'},
      {"\"two\nlines, one, two\";x\n", ',', ';'},
      {"one column only\n1,2,3\n", '\t', ','},
      {"one column only", '\t', '\t'},
      {"a;b,c\n", ',', ','},
      {"a;b,c\n", '\t', ','},
      {"sep=;\na,b;c,d,e\n", ',', ';'},
      {"sep=;", '\t', ';'},
      {"", ',', ','},
  };
  for (const auto& each : cases) EXPECT_EQ(separator_of(each.text, each.expected), each.found) << each.text;
}

TEST(Separated, StopsWhenTheSinkHasEnough) {
  int seen = 0;
  EXPECT_TRUE(read_separated("1\n2\n\"3", ',', {}, [&](const TableRow&) { return ++seen < 2; }));
  EXPECT_EQ(seen, 2);
}

}  // namespace
}  // namespace shuniu::documents
