#include "sqlite_guard.h"

#include <sqlite3.h>

#include <algorithm>

namespace shuniu::database {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

int learn_row(void* guard, int, char** values, char**) {
  static_cast<TableGuard*>(guard)->learn_table(values[0]);
  return 0;
}

}  // namespace

void TableGuard::learn_tables(sqlite3* connection) {
  sqlite3_exec(connection, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')", learn_row, this,
               nullptr);
}

void TableGuard::learn_table(const std::string& table) {
  const std::lock_guard lock(mutex_);
  tables_.insert(lower(table));
}

std::string TableGuard::violation(const char* table, const char* column) const {
  const std::string module(ModuleScope::current());
  if (rule_ == TableRule::any || table == nullptr) return "";
  if (rule_ == TableRule::own_module && module.empty()) return "";
  const std::string name = lower(table);
  if (name.starts_with("sqlite_")) return "";
  if (!module.empty() && name.starts_with(module + "_")) return "";
  if (column != nullptr && *column == '\0') {
    // Named without a column: it may be a common table expression, which is no table at all.
    const std::lock_guard lock(mutex_);
    if (!tables_.contains(name)) return "";
  }
  if (module.empty()) return "no module is named for the table " + name;
  return "module \"" + module + "\" may not touch the table " + name;
}

}  // namespace shuniu::database
