// sqlite_file.h - a SQLite file read as it is, without the hub's driver (no lock, no migration, no journal
// mode change).
#pragma once

#include <sqlite3.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace shuniu::backup {

class SqliteFile {
 public:
  SqliteFile(const std::string& path, int flags) {
    if (sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr) != SQLITE_OK) {
      const std::string message = sqlite3_errmsg(handle_);
      sqlite3_close(handle_);
      throw std::runtime_error("cannot open " + path + ": " + message);
    }
    sqlite3_busy_timeout(handle_, 10'000);
  }
  ~SqliteFile() { sqlite3_close(handle_); }
  SqliteFile(const SqliteFile&) = delete;
  SqliteFile& operator=(const SqliteFile&) = delete;

  /// The first column of every row, as text.
  std::vector<std::string> column(const std::string& sql, const std::string& parameter = {}) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) fail(sql);
    if (!parameter.empty()) sqlite3_bind_text(statement, 1, parameter.c_str(), -1, SQLITE_TRANSIENT);
    std::vector<std::string> values;
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
      values.emplace_back(text == nullptr ? "" : text);
    }
    sqlite3_finalize(statement);
    if (code != SQLITE_DONE) fail(sql);
    return values;
  }

 private:
  [[noreturn]] void fail(const std::string& sql) {
    throw std::runtime_error(std::string(sqlite3_errmsg(handle_)) + ": " + sql);
  }

  sqlite3* handle_ = nullptr;
};

}  // namespace shuniu::backup
