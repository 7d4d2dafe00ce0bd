#include "cell_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

#include "shuniu/base/instant.h"

namespace shuniu::documents {
namespace {

constexpr int significant_digits = 15;
constexpr double seconds_per_day = 86'400;
constexpr std::size_t most_letters = 3;  // XFD is the last column

std::optional<double> number_in(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

int hexadecimal(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// The code of "_xHHHH_" at the start of the text, -1 where there is none.
int escaped_code(std::string_view text) {
  if (text.size() < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_') return -1;
  int code = 0;
  for (std::size_t i = 2; i < 6; ++i) {
    const int digit = hexadecimal(text[i]);
    if (digit < 0) return -1;
    code = code * 16 + digit;
  }
  return code;
}

}  // namespace

std::optional<std::size_t> column_of(std::string_view reference) {
  std::size_t column = 0, letters = 0;
  while (letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z') {
    if (letters == most_letters) return std::nullopt;
    column = column * 26 + static_cast<std::size_t>(reference[letters] - 'A' + 1);
    ++letters;
  }
  if (letters == 0) return std::nullopt;
  return column - 1;
}

bool is_date_format(int number) {
  return (number >= 14 && number <= 22) || (number >= 27 && number <= 36) || (number >= 50 && number <= 58);
}

bool is_date_format(std::string_view code) {
  bool quoted = false, bracketed = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '"')
      quoted = !quoted;
    else if (quoted)
      continue;
    else if (c == '\\' || c == '_')
      ++i;
    else if (c == '[')
      bracketed = true;
    else if (c == ']')
      bracketed = false;
    else if (!bracketed && (c == 'y' || c == 'Y' || c == 'd' || c == 'D'))
      return true;
  }
  return false;
}

std::optional<std::string> date_of(std::string_view serial, Epoch epoch) {
  const auto value = number_in(serial);
  if (!value || *value < 1 || *value >= 2'958'466) return std::nullopt;  // 9999-12-31 is 2958465
  auto day = static_cast<std::int64_t>(std::floor(*value));
  auto seconds = static_cast<std::int64_t>(std::llround((*value - std::floor(*value)) * seconds_per_day));
  if (seconds == static_cast<std::int64_t>(seconds_per_day)) {
    ++day;
    seconds = 0;
  }
  // Day 60 of the 1900 system is a 29 February that never was.
  const std::int64_t before_1970 = epoch == Epoch::from_1904 ? 24'107 : day < 60 ? 25'568 : 25'569;
  std::string text = to_text(date_from_days(day - before_1970));
  if (seconds == 0) return text;
  const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return text + "T" + two(seconds / 3'600) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60);
}

std::string number_as_shown(std::string_view number) {
  const auto digits =
      std::count_if(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
  const auto value = number_in(number);
  if (digits <= significant_digits || !value) return std::string(number);
  std::array<char, 64> shown;
  const auto [end, error] = std::to_chars(shown.data(), shown.data() + shown.size(), *value,
                                          std::chars_format::general, significant_digits);
  return error == std::errc() ? std::string(shown.data(), end) : std::string(number);
}

std::string unescaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const int code = escaped_code(text.substr(i));
    if (code < 0 || code >= 0x80) {
      result += text[i++];
      continue;
    }
    if (code != '\r') result += static_cast<char>(code);  // lines end with LF alone
    i += 7;
  }
  return result;
}

}  // namespace shuniu::documents
