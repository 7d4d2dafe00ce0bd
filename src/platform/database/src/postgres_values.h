// postgres_values.h - values in PostgreSQL's text format, and the type that each parameter is sent as.
#pragma once

#include <libpq-fe.h>

#include <optional>
#include <string>

#include "shuniu/database/value.h"

namespace shuniu::database {

/// int8, text or bytea; 0 for a bare NULL, whose type the server infers.
Oid parameter_type(const Value& value);
/// Nothing for NULL.
std::optional<std::string> parameter_text(const Value& value);

/// One field of an answer. Throws DatabaseError for a type that SQLite could not give back as the same value.
Value field_value(const PGresult* answer, int row, int column);

}  // namespace shuniu::database
