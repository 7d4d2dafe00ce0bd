// every_engine.h - a fixture that runs each test on SQLite and on a real PostgreSQL, each time on an empty
// database.
//
//   class MyStore : public database::EveryEngine {};
//   INSTANTIATE_TEST_SUITE_P(Engines, MyStore, database::every_engine(), database::engine_name);
//   TEST_P(MyStore, Saves) { database().write(…); }
#pragma once

#include <gtest/gtest.h>

#include "postgres_server.h"
#include "shuniu/database/database.h"

namespace shuniu::database {

class EveryEngine : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    address_ = GetParam() == Engine::sqlite ? "sqlite::memory:" : PostgresServer::instance().new_database();
    database_ = open_database(address_, {.readers = 8, .table_rule = TableRule::own_module});
  }
  ~EveryEngine() override {
    database_.reset();
    if (!address_.empty() && GetParam() == Engine::postgresql) PostgresServer::instance().drop(address_);
  }
  Database& database() { return *database_; }
  const std::string& address() const { return address_; }

 private:
  std::string address_;
  std::unique_ptr<Database> database_;
};

inline auto every_engine() {
  return testing::Values(Engine::sqlite, Engine::postgresql);
}

inline std::string engine_name(const testing::TestParamInfo<Engine>& info) {
  return info.param == Engine::sqlite ? "Sqlite" : "PostgreSql";
}

}  // namespace shuniu::database
