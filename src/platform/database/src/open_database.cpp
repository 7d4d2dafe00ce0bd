#include "postgres_database.h"
#include "shuniu/database/database.h"
#include "sqlite_database.h"

namespace shuniu::database {

std::unique_ptr<Database> open_database(const std::string& address, const DatabaseOptions& options) {
  constexpr std::string_view sqlite = "sqlite:";
  if (address.starts_with(sqlite)) {
    return std::make_unique<SqliteDatabase>(address.substr(sqlite.size()), options);
  }
  if (address.starts_with("postgresql://") || address.starts_with("postgres://")) {
    return std::make_unique<PostgresDatabase>(address, options);
  }
  throw DatabaseError("no database address: \"" + address + "\" (sqlite:PATH or postgresql://…)");
}

}  // namespace shuniu::database
