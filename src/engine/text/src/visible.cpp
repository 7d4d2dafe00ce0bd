#include "shuniu/text/visible.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <algorithm>
#include <cstdio>

#include "folding.h"

namespace shuniu::text {
namespace {

constexpr UChar32 blank_braille = 0x2800;

bool has(UChar32 c, UProperty property) {
  return u_hasBinaryProperty(c, property) != 0;
}

bool changes_direction(UChar32 c) {
  return has(c, UCHAR_BIDI_CONTROL);
}

bool is_hidden(UChar32 c, Lines lines) {
  const bool breaks_line = c == '\n' || c == '\r' || c == '\t';
  if (u_charType(c) == U_CONTROL_CHAR) return lines == Lines::one || !breaks_line;
  if (lines == Lines::many) return changes_direction(c);
  const auto mask = U_MASK(u_charType(c));
  if ((mask & (U_GC_CF_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK)) != 0) return true;
  return has(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) && !has(c, UCHAR_VARIATION_SELECTOR);
}

}  // namespace

std::size_t visible_characters(std::string_view text) {
  const FoldedText folded = fold(text);
  return static_cast<std::size_t>(std::count_if(folded.begin(), folded.end(), [](const FoldedChar& one) {
    const auto c = static_cast<UChar32>(one.folded);
    return c != blank_braille && !u_isUWhiteSpace(c) && u_charType(c) != U_CONTROL_CHAR;
  }));
}

std::string hidden_character(std::string_view text, Lines lines) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < size;) {
    UChar32 c = 0;
    U8_NEXT(bytes, at, size, c);
    if (c < 0 || !is_hidden(c, lines)) continue;
    char name[16];
    std::snprintf(name, sizeof name, "U+%04X", static_cast<unsigned>(c));
    return name;
  }
  return "";
}

}  // namespace shuniu::text
