// folding.h - text as the characters that are compared, each with the bytes that it came from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace shuniu::text {

struct FoldedChar {
  char32_t folded = 0;  // NFKC, Simplified, lower case
  char32_t cased = 0;   // the same with its case kept: MPa is not mPa
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

using FoldedText = std::vector<FoldedChar>;

/// Bytes that are no UTF-8 become U+FFFD. A run of superscript figures is led by '^': 10⁶ is 10^6, not 106.
[[nodiscard]] FoldedText fold(std::string_view text);

/// The Simplified form of a character, by OpenCC.
[[nodiscard]] char32_t simplified(char32_t character);

void append_utf8(char32_t character, std::string& out);

enum class CharKind : std::uint8_t { separator, ideograph, letter, digit, mark };

[[nodiscard]] CharKind kind_of(char32_t character);

}  // namespace shuniu::text
