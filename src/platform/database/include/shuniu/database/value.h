// value.h - what goes into a statement ($1…$n): null, a whole number, text or bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "shuniu/base/describe.h"

namespace shuniu::database {

struct Bytes {
  std::string bytes;
  friend bool operator==(const Bytes&, const Bytes&) = default;
};

/// What a parameter is sent as; NULL has a type, too, where it comes from an optional or an id.
enum class ValueType { unknown, number, text, bytes };

/// A parameter or a column. Described enums bind as their name, Instants as microseconds, Dates as
/// "2026-11-24".
class Value {
 public:
  using Storage = std::variant<std::monostate, std::int64_t, std::string, Bytes>;

  Value() = default;
  explicit Value(ValueType null_of) : null_of_(null_of) {}
  Value(std::nullopt_t) {}                                       // NOLINT: parameters are written as they are
  Value(bool flag) : storage_(std::int64_t{flag}) {}             // NOLINT
  Value(int number) : storage_(std::int64_t{number}) {}          // NOLINT
  Value(std::int64_t number) : storage_(number) {}               // NOLINT
  Value(std::string text) : storage_(std::move(text)) {}         // NOLINT
  Value(std::string_view text) : storage_(std::string(text)) {}  // NOLINT
  Value(const char* text) : storage_(std::string(text)) {}       // NOLINT
  Value(Bytes bytes) : storage_(std::move(bytes)) {}             // NOLINT
  Value(Instant instant) : storage_(instant.microseconds) {}     // NOLINT
  Value(Date date) : storage_(to_text(date)) {}                  // NOLINT
  Value(const JsonDocument& document) : storage_(document.text) {}  // NOLINT
  template <class Tag>
  Value(const Id<Tag>& id) {  // NOLINT: an empty id is no id
    if (!id.empty()) storage_ = id.text();
    null_of_ = ValueType::text;
  }
  template <std::size_t Minimum, std::size_t Maximum>
  Value(const Text<Minimum, Maximum>& text) : storage_(text.text()) {}  // NOLINT
  template <std::int64_t Minimum, std::int64_t Maximum>
  Value(const Whole<Minimum, Maximum>& number) : storage_(number.value) {}  // NOLINT
  template <class E, class = std::enable_if_t<std::is_enum_v<E>>, class = void>
  Value(E value) {  // NOLINT
    const TypeInfo& info = type_info<E>();
    storage_ = std::string(info.names[static_cast<std::size_t>(info.load_integer(&value))]);
  }
  template <class T>
  Value(const std::optional<T>& value) {  // NOLINT
    if (value)
      storage_ = Value(*value).storage_;
    else
      null_of_ = Value(T{}).type();
  }

  bool is_null() const { return std::holds_alternative<std::monostate>(storage_); }
  const Storage& storage() const { return storage_; }
  Storage& storage() { return storage_; }
  ValueType type() const { return is_null() ? null_of_ : static_cast<ValueType>(storage_.index()); }
  friend bool operator==(const Value& left, const Value& right) { return left.storage_ == right.storage_; }

 private:
  Storage storage_;
  ValueType null_of_ = ValueType::unknown;
};

}  // namespace shuniu::database
