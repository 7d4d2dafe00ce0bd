// migrations.h - the tables of every module, in numbered files, applied once and never changed.
//
//   migrate(*database, {{"journal", journal_migrations()}, {"market", market_migrations()}});
//
// Promises: applied under a lock, in order, each in its own transaction together with its mark (name and
// SHA-256); an applied file whose text has changed is refused (database.migration_changed), and so is one
// that is missing from the program.
// Does not translate: a text that differs between engines has two variants.
#pragma once

#include <string>
#include <vector>

#include "shuniu/base/result.h"
#include "shuniu/database/database.h"

namespace shuniu::database {

struct Migration {
  std::string module;      // "market": the file may touch only market_* tables
  int number = 0;          // 1, 2, 3 … per module, without gaps
  std::string name;        // "needs_and_offers"
  std::string sql;         // statements separated by ";\n"
  std::string postgresql;  // what PostgreSQL runs instead, when not empty
};

Result<Done> migrate(Database& database, const std::vector<Migration>& migrations);

}  // namespace shuniu::database
