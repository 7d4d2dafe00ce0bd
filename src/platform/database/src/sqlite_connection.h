// sqlite_connection.h - one connection to a SQLite file: statements by text, parameters by name, errors as
// exceptions.
//
// Not thread-safe: used by one thread at a time.
#pragma once

#include <sqlite3.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "shuniu/database/database.h"
#include "sqlite_guard.h"

namespace shuniu::database {

class SqliteConnection {
 public:
  enum class Access { read_write, read_only };

  SqliteConnection(const std::string& path, Access access, TableGuard& guard);
  ~SqliteConnection() = default;

  /// BEGIN, COMMIT, SAVEPOINT, PRAGMA …: what a module's statement may not say.
  void control(const std::string& sql);
  std::int64_t execute(std::string_view sql, const std::vector<Value>& parameters, const RowReader& reader);
  /// Statements that still run then are ended; nothing: no longer.
  void end_at(std::optional<std::chrono::steady_clock::time_point> deadline);
  /// False once SQLite has given the transaction up (disk full, I/O error), whatever the failing call said.
  bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Close>;

  static int is_late(void* self);
  static int authorize(void* self, int action, const char* first, const char* second, const char* database,
                       const char* trigger);
  Statement take_statement(const std::string& key, std::string_view sql);
  void keep_statement(std::string key, Statement statement);
  void bind(sqlite3_stmt* statement, std::string_view sql, const std::vector<Value>& parameters) const;
  void step_all(sqlite3_stmt* statement, std::string_view sql, const RowReader& reader);
  [[noreturn]] void fail(int code, std::string_view sql) const;

  TableGuard& guard_;
  bool controlling_ = false;
  std::string violation_;
  std::optional<std::chrono::steady_clock::time_point> deadline_;
  std::unique_ptr<sqlite3, Close> handle_;
  std::unordered_map<std::string, Statement> statements_;
  std::unordered_map<std::string, Statement> controls_;
};

}  // namespace shuniu::database
