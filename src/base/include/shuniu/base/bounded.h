// bounded.h - bounds as types: a described member says in its type what it accepts.
//
//   struct PostNeed { Text<1, 200> title; Whole<1, 9> readiness; Items<Figure, 50> figures; };
//
// Promises
//   - The bounds reach JSON decoding (faults), JSON Schema and OpenAPI from this one place.
//   - Text counts Unicode code points of valid UTF-8; control characters other than line feed and tab are
//     refused.
// Does not check on assignment inside the program: decoding is where outside values come in.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace shuniu {

template <std::size_t Minimum, std::size_t Maximum>
struct Text : std::string {
  static constexpr std::size_t minimum = Minimum;  // code points
  static constexpr std::size_t maximum = Maximum;
  using std::string::string;
  Text() = default;
  Text(std::string text) : std::string(std::move(text)) {}  // NOLINT: a text is a text
  Text& operator=(std::string text) {
    std::string::operator=(std::move(text));
    return *this;
  }
  const std::string& text() const { return *this; }
};

/// Base64 (RFC 4648), e-mail addresses and URLs are texts with a format of their own.
template <std::size_t Maximum = 254>
struct EmailAddress : Text<3, Maximum> {
  using Text<3, Maximum>::Text;
};

/// A password or a token: no fault repeats it.
template <std::size_t Minimum, std::size_t Maximum>
struct Secret : Text<Minimum, Maximum> {
  using Text<Minimum, Maximum>::Text;
};

template <std::int64_t Minimum, std::int64_t Maximum>
struct Whole {
  static constexpr std::int64_t minimum = Minimum;
  static constexpr std::int64_t maximum = Maximum;
  std::int64_t value = Minimum > 0 ? Minimum : 0;
  Whole() = default;
  Whole(std::int64_t number) : value(number) {}  // NOLINT: a number is a number
  operator std::int64_t() const { return value; }
};

/// A share in basis points: 10000 = the whole.
using Share = Whole<0, 10'000>;

template <class T, std::size_t Maximum>
struct Items : std::vector<T> {
  static constexpr std::size_t maximum = Maximum;
  using std::vector<T>::vector;
  Items() = default;
  Items(std::vector<T> items) : std::vector<T>(std::move(items)) {}  // NOLINT
};

/// A decimal number as text ("12.50"): exact, never floating point. At most 18 digits in all.
struct Decimal : std::string {
  using std::string::string;
  Decimal() = default;
  Decimal(std::string text) : std::string(std::move(text)) {}  // NOLINT
};

bool is_decimal(std::string_view text) noexcept;
bool is_email_address(std::string_view text) noexcept;

}  // namespace shuniu
