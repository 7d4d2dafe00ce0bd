#include "shuniu/documents/text_encoding.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include "text_checks.h"

namespace shuniu::documents {
namespace {

struct Mark {
  std::string_view bytes;
  Encoding encoding;
  const char* converter;
};

// The mark of UTF-32 LE begins like that of UTF-16 LE; such a text is refused for its zero characters.
constexpr std::array<Mark, 4> marks{{{"\xEF\xBB\xBF", Encoding::utf8, "UTF-8"},
                                     {"\xFF\xFE", Encoding::utf16, "UTF-16LE"},
                                     {"\xFE\xFF", Encoding::utf16, "UTF-16BE"},
                                     {"\x84\x31\x95\x33", Encoding::gb18030, "gb18030"}}};

struct Closing {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, Closing>;

Converter open_converter(const char* name) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name, &status));
  if (U_SUCCESS(status))
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU lacks the encoding " + std::string(name));
  return converter;
}

std::string as_hexadecimal(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (!text.empty()) text += ' ';
    text += digits[byte >> 4];
    text += digits[byte & 0xF];
  }
  return text;
}

std::string line_at(std::string_view bytes, std::size_t position) {
  const auto end = bytes.begin() + static_cast<std::ptrdiff_t>(std::min(position, bytes.size()));
  return std::to_string(1 + std::count(bytes.begin(), end, '\n'));
}

Reason unknown_encoding(std::string_view bytes, std::size_t position, std::string_view wrong) {
  return refuse("documents.unknown_encoding", Kind::invalid,
                {{"line", line_at(bytes, position)}, {"bytes", as_hexadecimal(wrong)}});
}

/// The bytes that the converter stopped at.
std::string wrong_bytes(UConverter* converter) {
  std::array<char, 16> bytes{};
  auto length = static_cast<std::int8_t>(bytes.size());
  UErrorCode status = U_ZERO_ERROR;
  ucnv_getInvalidChars(converter, bytes.data(), &length, &status);
  return U_SUCCESS(status) ? std::string(bytes.data(), static_cast<std::size_t>(length)) : "";
}

Result<std::string> converted(std::string_view bytes, const char* from) {
  const Converter source = open_converter(from), target = open_converter("UTF-8");
  std::string text;
  std::array<char, 16 * 1024> piece{};
  std::array<UChar, 4 * 1024> pivot{};
  UChar *pivot_read = pivot.data(), *pivot_write = pivot.data();
  const char* at = bytes.data();
  const char* const end = bytes.data() + bytes.size();
  UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
  for (bool first = true; status == U_BUFFER_OVERFLOW_ERROR; first = false) {
    status = U_ZERO_ERROR;
    char* out = piece.data();
    ucnv_convertEx(target.get(), source.get(), &out, piece.data() + piece.size(), &at, end, pivot.data(),
                   &pivot_read, &pivot_write, pivot.data() + pivot.size(), first, true, &status);
    text.append(piece.data(), static_cast<std::size_t>(out - piece.data()));
  }
  if (U_FAILURE(status))
    return unknown_encoding(bytes, static_cast<std::size_t>(at - bytes.data()), wrong_bytes(source.get()));
  return text;
}

Result<DecodedText> decoded(std::string_view bytes) {
  for (const Mark& mark : marks) {
    if (!bytes.starts_with(mark.bytes)) continue;
    auto text = converted(bytes.substr(mark.bytes.size()), mark.converter);
    if (!text) return text.error();
    return DecodedText{mark.encoding, std::move(*text)};
  }
  if (is_valid_utf8(bytes)) return DecodedText{Encoding::utf8, std::string(bytes)};
  auto text = converted(bytes, "gb18030");
  if (!text) return text.error();
  return DecodedText{Encoding::gb18030, std::move(*text)};
}

}  // namespace

Result<DecodedText> to_utf8(std::string_view bytes) {
  auto result = decoded(bytes);
  if (!result) return result;
  std::string& text = result->text;
  const std::size_t zero = text.find('\0');
  if (zero != std::string::npos)
    return refuse("documents.not_text", Kind::invalid, {{"line", line_at(text, zero)}});
  if (text.find('\n') == std::string::npos) std::replace(text.begin(), text.end(), '\r', '\n');
  return result;
}

}  // namespace shuniu::documents
