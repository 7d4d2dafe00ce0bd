// sqlite_guard.h - which module may touch which table, asked by SQLite itself while it compiles a statement.
//
// A search in the SQL text misses joins, quoting, views and migrations; SQLite's authorizer sees what is
// really touched.
#pragma once

#include <mutex>
#include <set>
#include <string>

#include "shuniu/database/database.h"

struct sqlite3;

namespace shuniu::database {

/// Shared by all connections of one database. Thread-safe.
class TableGuard {
 public:
  explicit TableGuard(TableRule rule) : rule_(rule) {}
  TableRule rule() const { return rule_; }
  void learn_tables(sqlite3* connection);
  void learn_table(const std::string& table);
  /// "" when the module of the current ModuleScope may touch the table, otherwise what is wrong.
  std::string violation(const char* table, const char* column) const;

 private:
  const TableRule rule_;
  mutable std::mutex mutex_;
  std::set<std::string> tables_;  // lower case
};

}  // namespace shuniu::database
