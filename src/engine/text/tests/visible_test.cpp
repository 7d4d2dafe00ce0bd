// visible_test.cpp - texts that look like nothing, or like something else.
#include "shuniu/text/visible.h"

#include <gtest/gtest.h>

namespace shuniu::text {
namespace {

TEST(Visible, CountsWhatLeavesAMark) {
  const struct {
    std::string text;
    std::size_t visible;
  } table[] = {
      {"", 0},
      {"    ", 0},
      {"\u3000\u00A0\u2003\t\n", 0},
      {"\u200B\u200C\u200D\u2060\uFEFF\u00AD", 0},
      {"\u3164\u115F\u2800", 0},
      {"电池 隔热", 4},
      {"a\u200Bb", 2},
      {"①②", 2},
      {"葛\U000E0100城", 2},  // a variation selector shows its character
  };
  for (const auto& row : table) EXPECT_EQ(visible_characters(row.text), row.visible) << row.text;
}

TEST(Visible, NamesWhatATextHides) {
  const struct {
    std::string text, one, many;
  } table[] = {
      {"普通标题 ABC-1", "", ""},
      {"公司\u202Egpj.exe", "U+202E", "U+202E"},
      {"\u2066x\u2069", "U+2066", "U+2066"},
      {"零\u200B宽", "U+200B", ""},
      {"软\u00AD连字", "U+00AD", ""},
      {"two\nlines", "U+000A", ""},
      {"tab\there", "U+0009", ""},
      {"next\u0085line", "U+0085", "U+0085"},
      {"\u009B31m", "U+009B", "U+009B"},
      {"line\u2028break", "U+2028", ""},
      {"\u3164", "U+3164", ""},
      {"葛\U000E0100城", "", ""},
      {"\U000E0041", "U+E0041", ""},
  };
  for (const auto& row : table) {
    EXPECT_EQ(hidden_character(row.text, Lines::one), row.one) << row.text;
    EXPECT_EQ(hidden_character(row.text, Lines::many), row.many) << row.text;
  }
}

}  // namespace
}  // namespace shuniu::text
