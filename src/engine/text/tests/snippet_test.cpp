#include "shuniu/text/snippet.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace shuniu::text {

namespace {

std::vector<std::string> marked(const Snippet& snippet) {
  std::vector<std::string> out;
  for (const Range& mark : snippet.marks)
    out.push_back(snippet.text.substr(mark.begin, mark.end - mark.begin));
  return out;
}

TEST(Snippet, shows_the_passage_with_the_most_weight) {
  const std::string text =
      "本公司是一家专业的电池企业。我们需要固态锂电池的热失控防护方案，要求能量密度高。另外还有别的。";
  const Snippet shown = snippet(text, {{"热失", 5}, {"失控", 5}, {"锂电", 3}}, {.length = 24});
  EXPECT_EQ(marked(shown), (std::vector<std::string>{"锂电", "热失控"}));
  EXPECT_TRUE(shown.starts_inside);
  EXPECT_TRUE(shown.ends_inside);
}

TEST(Snippet, joins_terms_that_touch_into_one_mark) {
  EXPECT_EQ(marked(snippet("固態鋰電池", {{"固态", 1}, {"态锂", 1}})), (std::vector<std::string>{"固態鋰"}));
}

TEST(Snippet, shows_the_start_when_nothing_is_found) {
  const Snippet shown = snippet("水泵与阀门", {{"电池", 1}}, {.length = 3});
  EXPECT_EQ(shown.text, "水泵与");
  EXPECT_TRUE(shown.marks.empty());
  EXPECT_FALSE(shown.starts_inside);
}

TEST(Snippet, shows_a_short_text_whole) {
  const Snippet shown = snippet("a battery", {{"batteri", 1}});
  EXPECT_EQ(shown.text, "a battery");
  EXPECT_EQ(marked(shown), (std::vector<std::string>{"battery"}));
  EXPECT_FALSE(shown.ends_inside);
}

RC_GTEST_PROP(SnippetProperty, marks_ascend_within_a_text_of_the_wanted_length, ()) {
  const std::vector<std::string> pieces = {"锂电", "池", "，", "pump ", "a", "300mm", "\n", "é"};
  std::string text;
  for (const auto& piece : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces)))
    text += piece;
  const std::size_t length = *rc::gen::inRange<std::size_t>(1, 30);
  const Snippet shown = snippet(text, {{"锂电", 3}, {"pump", 2}, {"0.3m", 1}}, {.length = length});
  RC_ASSERT(text.find(shown.text) != std::string::npos);
  std::size_t characters = 0;
  for (const char c : shown.text) characters += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  RC_ASSERT(characters <= length);
  std::int64_t end = -1;
  for (const Range& mark : shown.marks) {
    RC_ASSERT(static_cast<std::int64_t>(mark.begin) > end);
    RC_ASSERT(mark.begin < mark.end);
    RC_ASSERT(mark.end <= shown.text.size());
    end = mark.end;
  }
}

}  // namespace

}  // namespace shuniu::text
