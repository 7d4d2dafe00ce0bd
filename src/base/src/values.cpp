#include <algorithm>
#include <cstdio>

#include "shuniu/base/bounded.h"
#include "shuniu/base/describe.h"
#include "shuniu/base/id.h"
#include "shuniu/base/result.h"

namespace shuniu {
namespace {

constexpr std::size_t largest_decimal_digits = 18;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_local_part_character(char c) {
  const bool alphanumeric = is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return alphanumeric || std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
}

bool is_host_name(std::string_view host) {
  if (host.size() < 3 || host.size() > 253 || host.find('.') == std::string_view::npos) return false;
  std::size_t label = 0;
  for (std::size_t i = 0; i <= host.size(); ++i) {
    if (i == host.size() || host[i] == '.') {
      if (label == 0 || label > 63 || host[i - 1] == '-') return false;
      label = 0;
      continue;
    }
    const char c = host[i];
    const bool alphanumeric = is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!alphanumeric && (c != '-' || label == 0)) return false;
    ++label;
  }
  return true;
}

}  // namespace

std::string shortened(std::string_view value, std::size_t characters) {
  std::string result;
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    const bool begins_character = (byte & 0xC0) != 0x80;
    if (begins_character && characters-- == 0) return result + "…";
    result += byte < 0x20 || byte == 0x7F ? ' ' : c;
  }
  return result;
}

bool is_uuid(std::string_view text) noexcept {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const char c = text[i];
    if (dash ? c != '-' : !(is_digit(c) || (c >= 'a' && c <= 'f'))) return false;
  }
  return true;
}

std::string make_uuid7(Instant now, const std::array<std::uint8_t, 10>& random) {
  std::array<std::uint8_t, 16> bytes{};
  auto milliseconds = static_cast<std::uint64_t>(now.microseconds / 1000);
  for (std::size_t i = 6; i-- > 0; milliseconds >>= 8) bytes[i] = static_cast<std::uint8_t>(milliseconds);
  std::copy(random.begin(), random.end(), bytes.begin() + 6);
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x70);  // version 7
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);  // variant of RFC 9562
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += digits[bytes[i] >> 4];
    text += digits[bytes[i] & 0x0F];
  }
  return text;
}

bool is_decimal(std::string_view text) noexcept {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  const std::size_t dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  const std::string_view fraction = dot == std::string_view::npos ? "" : text.substr(dot + 1);
  if (whole.empty() || whole.size() + fraction.size() > largest_decimal_digits) return false;
  if (dot != std::string_view::npos && fraction.empty()) return false;
  if (whole.size() > 1 && whole.front() == '0') return false;
  return std::all_of(whole.begin(), whole.end(), is_digit) &&
         std::all_of(fraction.begin(), fraction.end(), is_digit);
}

bool is_email_address(std::string_view text) noexcept {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || at == 0 || at > 64) return false;
  const std::string_view local = text.substr(0, at);
  if (local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos) return false;
  return std::all_of(local.begin(), local.end(), is_local_part_character) &&
         is_host_name(text.substr(at + 1));
}

namespace detail {

TypeInfo integer_info(std::int64_t minimum, std::int64_t maximum) {
  TypeInfo info;
  info.shape = Shape::integer;
  info.minimum = minimum;
  info.maximum = maximum;
  return info;
}

TypeInfo text_info(std::size_t minimum, std::size_t maximum, std::string_view format,
                   bool (*accepts)(std::string_view)) {
  TypeInfo info;
  info.shape = Shape::text;
  info.minimum_length = minimum;
  info.maximum_length = maximum;
  info.format = format;
  info.accepts = accepts;
  return info;
}

bool accepts_date(std::string_view text) {
  return parse_date(text).has_value();
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): its place in the table takes a text
void store_date(void* object, std::string text) {
  if (const auto date = parse_date(text)) *static_cast<Date*>(object) = *date;
}

std::string load_date(const void* object) {
  return to_text(*static_cast<const Date*>(object));
}

/// "… [with T = shuniu::market::PostNeed; …]" -> "PostNeed"
std::string_view short_type_name(std::string_view qualified) {
  const std::size_t from = qualified.find("T = ");
  qualified.remove_prefix(from == std::string_view::npos ? 0 : from + 4);
  qualified = qualified.substr(0, qualified.find_first_of(";]"));
  const std::size_t colon = qualified.rfind(':');
  return colon == std::string_view::npos ? qualified : qualified.substr(colon + 1);
}

}  // namespace detail
}  // namespace shuniu
