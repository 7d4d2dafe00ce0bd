#include "shuniu/database/database.h"
#include "sqlite_database.h"

namespace shuniu::database {

std::unique_ptr<Database> open_database(const std::string& address, const DatabaseOptions& options) {
  constexpr std::string_view sqlite = "sqlite:";
  if (address.starts_with(sqlite)) {
    return std::make_unique<SqliteDatabase>(address.substr(sqlite.size()), options);
  }
  throw DatabaseError("no database address: \"" + address + "\" (sqlite:PATH)");
}

}  // namespace shuniu::database
