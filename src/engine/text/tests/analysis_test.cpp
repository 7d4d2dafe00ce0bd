#include "shuniu/text/analysis.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace shuniu::text {

namespace {

using Terms = std::vector<std::string>;

struct Row {
  const char* text;
  Terms terms;
};

class Analysis : public testing::TestWithParam<Row> {};

TEST_P(Analysis, gives_the_terms) {
  EXPECT_EQ(terms_of(GetParam().text), GetParam().terms);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Analysis,
    testing::Values(Row{"", {}}, Row{"锂", {"锂"}}, Row{"锂电池", {"锂电", "电池"}},
                    Row{"固態鋰電池", {"固态", "态锂", "锂电", "电池"}},      // Traditional
                    Row{"电 池", {"电", "池"}},                               // runs end at spaces
                    Row{"电池，回收", {"电池", "回收"}},                      // and at punctuation
                    Row{"The Batteries are charging", {"batteri", "charg"}},  // stop words, stems
                    Row{"ＡＩ芯片", {"ai", "芯片"}},                          // full width
                    Row{"time-sharing company's", {"time", "share", "compani"}},
                    Row{"5G网络 H₂O pm2", {"5g", "网络", "h2o", "pm2"}},  // letters and figures stay together
                    Row{"300mm", {"0.3m"}}, Row{"300 毫米", {"0.3m"}}, Row{"30 cm", {"0.3m"}},
                    Row{"25℃", {"298.15K"}}, Row{"77 °F", {"298.15K"}},
                    Row{"10～20毫米", {"0.01m", "0.02m"}},                       // either end
                    Row{"1,200.50", {"1200.5"}}, Row{"1990年", {"1990", "年"}},  // a date is no span
                    Row{"カメラ", {"カメ", "メラ"}}, Row{"été", {"été"}},
                    Row{"e\xff"
                        "bad",
                        {"e", "bad"}},
                    Row{"㎡ ①", {"m2", "1"}}));

TEST(Analysis, remembers_where_each_term_stood) {
  const std::string text = "固態鋰 Batteries 300毫米";
  const std::vector<Token> tokens = analyze(text);
  ASSERT_EQ(tokens.size(), 4U);
  const auto stood = [&](const Token& token) { return text.substr(token.begin, token.end - token.begin); };
  EXPECT_EQ(stood(tokens[0]), "固態");
  EXPECT_EQ(stood(tokens[2]), "Batteries");
  EXPECT_EQ(stood(tokens[3]), "300毫米");
}

TEST(Analysis, folds_for_exact_comparison) {
  EXPECT_EQ(folded("ＭＰａ 鋰電"), "mpa 锂电");
}

bool is_border(const std::string& text, std::uint32_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

// Pieces that exercise every branch, in any order and number.
rc::Gen<std::string> mixed_text() {
  const std::vector<std::string> pieces = {
      "锂",  "电池", "鋰", " ",  "mm", "3",  "0.5", "~",  "-",  "Ω", "μm", "Ａ", "²", "³", "é",  "'", "the",
      "ing", "℃",    "，", "\n", "𠮷", "か", "ー",  "한", "10", "^", "×",  "％", ".", ",", "至", "年"};
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces)),
                      [](const std::vector<std::string>& chosen) {
                        std::string text;
                        for (const std::string& piece : chosen) text += piece;
                        return text;
                      });
}

RC_GTEST_PROP(AnalysisProperty, tokens_ascend_and_stand_on_borders, ()) {
  const std::string text = *mixed_text();
  std::uint32_t before = 0;
  for (const Token& token : analyze(text)) {
    RC_ASSERT(token.begin >= before);
    RC_ASSERT(token.begin < token.end);
    RC_ASSERT(token.end <= text.size());
    RC_ASSERT(is_border(text, token.begin));
    RC_ASSERT(is_border(text, token.end));
    RC_ASSERT(!token.term.empty());
    before = token.begin;
  }
}

RC_GTEST_PROP(AnalysisProperty, any_bytes_are_accepted, (const std::string& bytes)) {
  for (const Token& token : analyze(bytes)) RC_ASSERT(token.end <= bytes.size());
}

RC_GTEST_PROP(AnalysisProperty, folding_again_changes_nothing, ()) {
  const std::string once = folded(*mixed_text());
  RC_ASSERT(folded(once) == once);
}

}  // namespace

}  // namespace shuniu::text
