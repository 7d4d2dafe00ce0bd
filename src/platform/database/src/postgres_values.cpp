#include "postgres_values.h"

#include <charconv>

#include "shuniu/crypto/hash.h"
#include "shuniu/database/database.h"

namespace shuniu::database {
namespace {

// pg_type.dat: these numbers are fixed.
constexpr Oid type_bool = 16, type_bytea = 17, type_char = 18, type_name = 19, type_int8 = 20, type_int2 = 21,
              type_int4 = 23, type_text = 25, type_oid = 26, type_unknown = 705, type_bpchar = 1042,
              type_varchar = 1043, type_numeric = 1700, type_void = 2278;

[[noreturn]] void fail(const PGresult* answer, int column, std::string_view says) {
  throw DatabaseError(std::string("column ") + PQfname(answer, column) + ": " + std::string(says));
}

/// A sum of BIGINT is NUMERIC here and INTEGER on SQLite: a whole number is one, whatever its type.
Value whole_number(const PGresult* answer, int column, std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size())
    fail(answer, column, "no whole number of 64 bits");
  return Value(number);
}

}  // namespace

Oid parameter_type(const Value& value) {
  switch (value.type()) {
    case ValueType::number:
      return type_int8;
    case ValueType::text:
      return type_text;
    case ValueType::bytes:
      return type_bytea;
    case ValueType::unknown:
      break;
  }
  return 0;
}

std::optional<std::string> parameter_text(const Value& value) {
  const auto& storage = value.storage();
  if (const auto* number = std::get_if<std::int64_t>(&storage)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&storage)) return *text;
  if (const auto* bytes = std::get_if<Bytes>(&storage)) return "\\x" + crypto::hex(bytes->bytes);
  return std::nullopt;
}

Value field_value(const PGresult* answer, int row, int column) {
  if (PQgetisnull(answer, row, column)) return {};
  const std::string_view text(PQgetvalue(answer, row, column),
                              static_cast<std::size_t>(PQgetlength(answer, row, column)));
  switch (PQftype(answer, column)) {
    case type_bool:
      return Value(text == "t");
    case type_int8:
    case type_int2:
    case type_int4:
    case type_oid:
    case type_numeric:
      return whole_number(answer, column, text);
    case type_text:
    case type_char:
    case type_name:
    case type_unknown:
    case type_bpchar:
    case type_varchar:
      return Value(text);
    case type_bytea: {
      auto bytes = crypto::from_hex(text.substr(2));  // "\x…"
      if (!bytes) fail(answer, column, "bytea_output is not hex");
      return Value(Bytes{std::move(*bytes)});
    }
    case type_void:
      return {};
    default:
      fail(answer, column,
           "of PostgreSQL type " + std::to_string(PQftype(answer, column)) + "; cast it in the SQL");
  }
}

}  // namespace shuniu::database
