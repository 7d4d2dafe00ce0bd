// whole_database.h - every row of every table of a hub as text, so that a test can say that nothing has
// changed.
//
//   const WholeDatabase before(hub);
//   …                                                    // what should leave nothing behind
//   EXPECT_EQ(WholeDatabase(hub).difference_from(before), "");
//
// Does not look at what a refusal is meant to leave: the security log, counted attempts, and when a session
// or a key was last used. Nor at files_*: bytes are kept before the command that names them, and forgotten
// later when none does.
#pragma once

#include <regex>
#include <set>

#include "shuniu/wiring/hub.h"

namespace shuniu::testing {

class WholeDatabase {
 public:
  explicit WholeDatabase(wiring::Hub& hub) {
    for (const database::Migration& migration : wiring::all_migrations()) {
      if (migration.module == "files") continue;
      const database::ModuleScope scope(migration.module);
      for (const std::string& table : tables_of(migration)) {
        if (kept_on_refusal().contains(table)) continue;
        hub.database().read([&](database::Transaction& tx) -> Done {
          read(tx, table);
          return {};
        });
      }
    }
  }

  /// One line per row that came or went; "" when none did.
  std::string difference_from(const WholeDatabase& before) const {
    std::string told;
    for (const std::string& row : before.rows_) told += rows_.contains(row) ? "" : "- " + row + "\n";
    for (const std::string& row : rows_) told += before.rows_.contains(row) ? "" : "+ " + row + "\n";
    return told;
  }
  std::size_t tables() const { return tables_; }
  std::size_t rows() const { return rows_.size(); }

 private:
  static const std::set<std::string>& kept_on_refusal() {
    static const std::set<std::string> tables{"identity_security_event", "identity_attempt"};
    return tables;
  }
  static bool is_about_use(const std::string& column) {
    return column == "last_seen_at" || column == "last_used_at" || column == "user_agent";
  }
  static std::vector<std::string> tables_of(const database::Migration& migration) {
    static const std::regex creation("CREATE TABLE (?:IF NOT EXISTS )?([a-z_]+)");
    std::vector<std::string> tables;
    for (std::sregex_iterator found(migration.sql.begin(), migration.sql.end(), creation), end; found != end;
         ++found) {
      tables.push_back((*found)[1]);
    }
    return tables;
  }
  static std::string as_text(const database::Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value.storage())) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&value.storage())) return *text;
    return value.is_null() ? "NULL" : "(bytes)";
  }

  void read(database::Transaction& tx, const std::string& table) {
    ++tables_;
    tx.execute("SELECT * FROM " + table, {},
               [&](const std::vector<std::string>& columns, std::vector<database::Value>& values) {
                 std::string row = table + ":";
                 for (std::size_t i = 0; i < columns.size(); ++i) {
                   if (!is_about_use(columns[i])) row += " " + columns[i] + "=" + as_text(values[i]);
                 }
                 rows_.insert(std::move(row));
               });
  }

  std::size_t tables_ = 0;
  std::set<std::string> rows_;
};

}  // namespace shuniu::testing
