// held.h - why a SQLite database cannot be opened just now: another process has it.
//
//   try {
//     database = open_database("sqlite:data/hub.db", options);
//   } catch (const DatabaseHeld&) {
//     …  // ask the process that has it, or wait for its end
//   }
#pragma once

#include "shuniu/database/database.h"

namespace shuniu::database {

class DatabaseHeld : public DatabaseUnavailable {
 public:
  using DatabaseUnavailable::DatabaseUnavailable;
};

}  // namespace shuniu::database
