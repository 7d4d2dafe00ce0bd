#include "folding.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>
#include <opencc/SimpleConverter.hpp>
#include <stdexcept>
#include <unordered_map>

namespace shuniu::text {

namespace {

constexpr char32_t replacement = 0xFFFD;

const icu::Normalizer2& nfkc() {
  static const icu::Normalizer2& instance = []() -> const icu::Normalizer2& {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* found = icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFKC data");
    return *found;
  }();
  return instance;
}

struct Decoded {
  char32_t character = 0;
  std::uint32_t end = 0;
};

Decoded decode(std::string_view text, std::uint32_t at) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  auto position = static_cast<std::int32_t>(at);
  UChar32 character = 0;
  U8_NEXT(bytes, position, size, character);
  return {character < 0 ? replacement : static_cast<char32_t>(character),
          static_cast<std::uint32_t>(position)};
}

bool is_common_han(char32_t c) {
  return c >= 0x4E00 && c <= 0x9FFF;
}

bool is_superscript_figure(char32_t c) {
  return c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0x2070 && c <= 0x207B);
}

bool is_ignorable(char32_t c) {
  return c >= 0xAD && u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

void append_char(char32_t character, std::uint32_t begin, std::uint32_t end, FoldedText& out) {
  if (is_ignorable(character)) return;
  const char32_t simple = simplified(character);
  const auto lower = static_cast<char32_t>(u_foldCase(static_cast<UChar32>(simple), U_FOLD_CASE_DEFAULT));
  out.push_back({lower, simple, begin, end});
}

void append_normalized(std::string_view chunk, std::uint32_t begin, std::uint32_t end, FoldedText& out) {
  UErrorCode status = U_ZERO_ERROR;
  const auto given =
      icu::UnicodeString::fromUTF8(icu::StringPiece(chunk.data(), static_cast<std::int32_t>(chunk.size())));
  const icu::UnicodeString normal = nfkc().normalize(given, status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU cannot normalise");
  for (std::int32_t i = 0; i < normal.length(); i = normal.moveIndex32(i, 1)) {
    append_char(static_cast<char32_t>(normal.char32At(i)), begin, end, out);
  }
}

std::unordered_map<char32_t, char32_t> read_simplified_forms() {
  std::string every;
  std::vector<char32_t> characters;
  const auto add = [&](char32_t first, char32_t last) {
    for (char32_t c = first; c <= last; ++c) {
      characters.push_back(c);
      append_utf8(c, every);
      every += '\n';
    }
  };
  add(0x3400, 0x4DBF);
  add(0x4E00, 0x9FFF);
  add(0x20000, 0x2CEAF);
  const std::string converted = opencc::SimpleConverter("t2s.json").Convert(every);
  std::unordered_map<char32_t, char32_t> forms;
  std::uint32_t at = 0;
  for (const char32_t character : characters) {
    const Decoded form = decode(converted, at);
    const bool single = form.end < converted.size() && converted[form.end] == '\n';
    if (single && form.character != character) forms.emplace(character, form.character);
    at = static_cast<std::uint32_t>(converted.find('\n', at) + 1);
  }
  return forms;
}

// Most characters that are met are common ones: a plain table answers for those.
struct SimplifiedForms {
  std::unordered_map<char32_t, char32_t> all = read_simplified_forms();
  std::vector<char32_t> common;

  SimplifiedForms() {
    for (char32_t c = 0x4E00; c <= 0x9FFF; ++c) {
      const auto found = all.find(c);
      common.push_back(found == all.end() ? c : found->second);
    }
  }
};

bool is_ascii(std::string_view text, std::uint32_t at) {
  return at >= text.size() || static_cast<unsigned char>(text[at]) < 0x80;
}

CharKind kind_by_properties(char32_t character) {
  const auto c = static_cast<UChar32>(character);
  if (u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) != 0 || character == 0x3005) return CharKind::ideograph;
  const auto mask = U_MASK(u_charType(c));
  if ((mask & (U_GC_MN_MASK | U_GC_MC_MASK)) != 0) return CharKind::mark;
  if ((mask & U_GC_ND_MASK) != 0) return CharKind::digit;
  if ((mask & (U_GC_L_MASK | U_GC_NL_MASK)) == 0) return CharKind::separator;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(c, &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
      return CharKind::ideograph;
    default:
      // The prolonged sound mark of Japanese is of no script, and belongs to the run.
      return character == 0x30FC ? CharKind::ideograph : CharKind::letter;
  }
}

}  // namespace

char32_t simplified(char32_t character) {
  static const SimplifiedForms forms;
  if (character < 0x3400) return character;
  if (is_common_han(character)) return forms.common[character - 0x4E00];
  const auto found = forms.all.find(character);
  return found == forms.all.end() ? character : found->second;
}

FoldedText fold(std::string_view text) {
  FoldedText out;
  out.reserve(text.size() / 2);
  bool in_superscript = false;
  for (std::uint32_t at = 0; at < text.size();) {
    const Decoded first = decode(text, at);
    std::uint32_t end = first.end;
    if (is_ascii(text, at) && is_ascii(text, end)) {
      append_char(first.character, at, end, out);
      in_superscript = false;
      at = end;
      continue;
    }
    bool alone = true;
    while (end < text.size()) {
      const Decoded next = decode(text, end);
      if (next.character == replacement || nfkc().hasBoundaryBefore(static_cast<UChar32>(next.character)))
        break;
      end = next.end;
      alone = false;
    }
    const bool superscript = is_superscript_figure(first.character);
    if (superscript && !in_superscript) out.push_back({U'^', U'^', at, end});
    in_superscript = superscript;
    if (alone && (is_common_han(first.character) || first.character == replacement)) {
      append_char(first.character, at, end, out);
    } else if (first.character == replacement) {
      append_char(first.character, at, first.end, out);
      end = first.end;
    } else {
      append_normalized(text.substr(at, end - at), at, end, out);
    }
    at = end;
  }
  return out;
}

void append_utf8(char32_t character, std::string& out) {
  std::uint8_t bytes[4];
  std::int32_t length = 0;
  UBool failed = 0;
  U8_APPEND(bytes, length, 4, static_cast<UChar32>(character), failed);
  if (failed == 0) out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

CharKind kind_of(char32_t character) {
  if (character < 0x80) {
    if (character >= U'a' && character <= U'z') return CharKind::letter;
    if (character >= U'0' && character <= U'9') return CharKind::digit;
    return character >= U'A' && character <= U'Z' ? CharKind::letter : CharKind::separator;
  }
  return is_common_han(character) ? CharKind::ideograph : kind_by_properties(character);
}

}  // namespace shuniu::text
