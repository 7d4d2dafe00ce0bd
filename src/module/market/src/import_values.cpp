#include "import_values.h"

#include <algorithm>
#include <cstdio>

#include "shuniu/text/analysis.h"
#include "shuniu/text/quantity.h"

namespace shuniu::market {
namespace {

constexpr std::int64_t minor_per_unit = 100;
constexpr std::int64_t first_serial = 20'000, last_serial = 80'000;  // 1954 to 2119
constexpr std::int64_t serial_of_1970 = 25'569;
constexpr std::size_t longest_amount = 60;  // bytes

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

std::optional<Date> date_of(const std::string& year, const std::string& month, const std::string& day) {
  if (year.size() != 4 || month.size() > 2 || day.size() > 2) return std::nullopt;
  if (!all_digits(year) || !all_digits(month) || !all_digits(day)) return std::nullopt;
  const auto two = [](const std::string& number) { return number.size() < 2 ? "0" + number : number; };
  return parse_date(year + "-" + two(month) + "-" + two(day));
}

/// A day alone: spreadsheets write a date as one with the time 0:00.
std::string without_midnight(std::string text) {
  for (const std::string_view separator : {"t", " "}) {
    const std::size_t at = text.find(separator);
    if (at == std::string::npos || text.find(':', at) == std::string::npos) continue;
    if (text.find_first_not_of("0: ", at + 1) != std::string::npos) return text;
    return text.substr(0, at);
  }
  return text;
}

struct Amount {
  text::Decimal number;
  std::string unit;  // what stands around the number
};

/// "¥50万" -> 50 and "¥万"
std::optional<Amount> amount_in(const std::string& text) {
  const std::size_t begin = text.find_first_of("0123456789.");
  if (begin == std::string::npos || text.size() > longest_amount) return std::nullopt;
  for (std::size_t end = text.size(); end > begin; --end) {
    if (const auto number = text::parse_decimal(text.substr(begin, end - begin)))
      return Amount{*number, text.substr(0, begin) + text.substr(end)};
  }
  return std::nullopt;
}

/// Exactly, or nothing where it is no whole number of minor units, or too large.
std::optional<std::int64_t> in_minor(const text::Decimal& number, std::int64_t scale) {
  std::int64_t minor = number.mantissa;
  if (minor < 0 || __builtin_mul_overflow(minor, scale * minor_per_unit, &minor)) return std::nullopt;
  for (std::int32_t exponent = number.exponent; minor != 0 && exponent != 0;
       exponent += exponent < 0 ? 1 : -1) {
    if (exponent < 0 && minor % 10 != 0) return std::nullopt;
    if (exponent < 0)
      minor /= 10;
    else if (__builtin_mul_overflow(minor, std::int64_t{10}, &minor))
      return std::nullopt;
  }
  if (minor > largest_json_integer) return std::nullopt;
  return minor;
}

}  // namespace

std::string trimmed(std::string_view text) {
  static constexpr std::string_view spaces[] = {" ",        "\t",           "\r",          "\n",
                                                "\xC2\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF"};
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view space : spaces) {
      const bool begins = text.starts_with(space);
      if (begins) text.remove_prefix(space.size());
      const bool ends = text.ends_with(space);
      if (ends) text.remove_suffix(space.size());
      more = more || begins || ends;
    }
  }
  return std::string(text);
}

std::vector<std::string> split(std::string_view text, const std::vector<std::string_view>& separators) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (std::size_t at = 0; at <= text.size();) {
    const auto found = std::find_if(separators.begin(), separators.end(), [&](std::string_view separator) {
      return text.substr(at).starts_with(separator);
    });
    if (at < text.size() && found == separators.end()) {
      ++at;
      continue;
    }
    parts.push_back(trimmed(text.substr(from, at - from)));
    if (at == text.size()) break;
    at += found->size();
    from = at;
  }
  return parts;
}

std::optional<Date> read_date(std::string_view cell) {
  std::string text = without_midnight(trimmed(text::folded(cell)));
  std::erase(text, ' ');
  if (all_digits(text) && text.size() == 8)
    return date_of(text.substr(0, 4), text.substr(4, 2), text.substr(6));
  if (all_digits(text) && text.size() == 5) {
    const std::int64_t serial = std::stoll(text);
    if (serial < first_serial || serial > last_serial) return std::nullopt;
    return date_from_days(serial - serial_of_1970);
  }
  for (const std::string_view mark : {"年", "月", "/", "."}) replace_all(text, mark, "-");
  for (const std::string_view day : {"日", "号"}) {
    if (text.ends_with(day)) text.erase(text.size() - day.size());
  }
  const auto parts = split(text, {"-"});
  return parts.size() == 3 ? date_of(parts[0], parts[1], parts[2]) : std::nullopt;
}

std::optional<MoneyRange> read_money(const ImportBook& book, std::string_view cell, const MoneyUnit& unit) {
  const auto ends = split(text::folded(cell), {"~", "–", "—", "-", "至", "到"});
  if (ends.empty() || ends.size() > 2) return std::nullopt;
  auto low = amount_in(ends.front()), high = amount_in(ends.back());
  if (!low || !high) return std::nullopt;
  if (low->unit.empty()) low->unit = high->unit;  // "30-80万元"
  const auto unit_of = [&](const std::string& written) {
    return written.empty() ? std::optional(unit) : book.money_unit(written);
  };
  const auto low_unit = unit_of(low->unit), high_unit = unit_of(high->unit);
  if (!low_unit || !high_unit || low_unit->currency != high_unit->currency) return std::nullopt;
  const auto least = in_minor(low->number, low_unit->scale), most = in_minor(high->number, high_unit->scale);
  if (!least || !most) return std::nullopt;
  return MoneyRange{*least, *most, low_unit->currency};
}

std::optional<std::int64_t> read_whole(std::string_view cell) {
  std::string text = trimmed(text::folded(cell));
  for (const std::string_view prefix : {"trl-", "trl", "第"}) {
    if (text.size() > prefix.size() && text.starts_with(prefix)) text.erase(0, prefix.size());
  }
  constexpr std::string_view level = "级";
  if (text.ends_with(level)) text.erase(text.size() - level.size());
  const auto number = text::parse_decimal(text);
  if (!number || number->exponent < 0 || number->exponent > 9) return std::nullopt;
  std::int64_t whole = number->mantissa;
  for (std::int32_t i = 0; i < number->exponent; ++i) {
    if (__builtin_mul_overflow(whole, std::int64_t{10}, &whole)) return std::nullopt;
  }
  return whole;
}

}  // namespace shuniu::market
