// cell_values.h - what the raw values of XLSX cells mean. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace shuniu::documents {

enum class Epoch { from_1900, from_1904 };

/// Column of "BC12" counted from 0; nothing where it is no reference.
std::optional<std::size_t> column_of(std::string_view reference);

/// Whether a number format shows a date: a built-in one by number, or one whose code names years, months or
/// days.
bool is_date_format(int number);
bool is_date_format(std::string_view code);

/// "45000" -> "2023-03-15"; with a fraction "2023-03-15T12:00:00"; nothing outside of 1900 to 9999.
std::optional<std::string> date_of(std::string_view serial, Epoch epoch);

/// The number without the noise of binary fractions: 1.1000000000000001 -> 1.1.
std::string number_as_shown(std::string_view number);

/// "_x000D_" and the like stand for the character of that code.
std::string unescaped(std::string_view text);

}  // namespace shuniu::documents
