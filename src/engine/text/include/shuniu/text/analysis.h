// analysis.h - turns text into the terms that are searched, and remembers where each stood.
//
//   for (const Token& token : text::analyze("固態鋰電池 Batteries 300毫米"))
//     ...;  // 固态 态锂 锂电 电池 batteri 0.3m, each with its bytes in the original
//
// Promises
//   - Text is compared after NFKC, folding of case, and Traditional to Simplified, character by character.
//   - Han, kana and hangul become pairs of neighbouring characters (one character where a run has only one).
//   - Other letters become words; English ones are stemmed (Porter2), and stop words are left out.
//   - A number with a known unit is one term in its base unit: 300 mm, 300毫米 and 30 cm are the same term.
//   - `begin` and `end` are bytes of the text as given, on borders of characters; tokens ascend by `begin`.
//   - Any bytes are accepted; what is not UTF-8 separates words.
// Does not know synonyms, and does not translate.
// Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace shuniu::text {

/// Raised with every change of what analyze() makes of a text: an index of older terms is to be rebuilt.
inline constexpr std::uint32_t analysis_version = 1;

struct Token {
  std::string term;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend bool operator==(const Token&, const Token&) = default;
};

[[nodiscard]] std::vector<Token> analyze(std::string_view text);

/// The terms alone, in order.
[[nodiscard]] std::vector<std::string> terms_of(std::string_view text);

/// The text as it is compared: NFKC, case folded, Simplified. For exact comparison of short texts.
[[nodiscard]] std::string folded(std::string_view text);

}  // namespace shuniu::text
