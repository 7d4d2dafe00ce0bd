// Each module may touch only its own tables: planted violations, and what is allowed.
#include <gtest/gtest.h>

#include "shuniu/database/migrations.h"

namespace shuniu::database {
namespace {

class TableGuard : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(migrate(*database_,
                        {{"identity", 1, "accounts",
                          "CREATE TABLE identity_account (id TEXT, name TEXT);\n"
                          "CREATE INDEX identity_account_id ON identity_account (id)",
                          ""},
                         {"market", 1, "needs", "CREATE TABLE market_need (id TEXT, account TEXT)", ""}}));
  }
  /// What the module "market" is told when it runs the statement; "" when it may.
  std::string refusal(const std::string& sql) {
    const ModuleScope scope("market");
    try {
      (void)database_->write([&](Transaction& tx) -> Result<Done> {
        tx.run(sql);
        return refuse("test.undo", Kind::precondition);
      });
    } catch (const DatabaseError& error) {
      return error.what();
    }
    return "";
  }

  std::unique_ptr<Database> database_ =
      open_database("sqlite::memory:", {.table_rule = TableRule::own_module});
};

TEST_F(TableGuard, StopsEveryWayIntoAnotherModulesTable) {
  for (const char* sql : {
           "SELECT name FROM identity_account",
           "SELECT count(*) FROM identity_account",
           "SELECT 1 FROM identity_account",
           "SELECT name FROM \"identity_account\"",
           "SELECT name FROM [Identity_Account]",
           "SELECT n.id FROM market_need n JOIN identity_account a ON a.id = n.account",
           "SELECT id FROM market_need WHERE account IN (SELECT id FROM identity_account)",
           "SELECT id FROM market_need WHERE EXISTS (SELECT 1 FROM identity_account)",
           "WITH market_names AS (SELECT name FROM identity_account) SELECT name FROM market_names",
           "INSERT INTO identity_account (id) VALUES ('1')",
           "INSERT INTO market_need (id) SELECT id FROM identity_account",
           "UPDATE identity_account SET name = 'x'",
           "UPDATE market_need SET account = (SELECT max(id) FROM identity_account)",
           "DELETE FROM identity_account",
           "DROP TABLE identity_account",
           "DROP INDEX identity_account_id",
           "ALTER TABLE identity_account ADD COLUMN secret TEXT",
           "CREATE INDEX market_index ON identity_account (id)",
           "CREATE TRIGGER market_trigger AFTER INSERT ON identity_account BEGIN SELECT 1; END",
           "CREATE TABLE need (id TEXT)",
           "CREATE TABLE marketing (id TEXT)",
       }) {
    EXPECT_NE(refusal(sql).find("module \"market\" may not touch the table"), std::string::npos)
        << sql << ": " << refusal(sql);
  }
}

TEST_F(TableGuard, StopsAViewAndATriggerThatReachOver) {
  const ModuleScope scope("market");
  (void)database_->write([&](Transaction& tx) -> Result<Done> {
    tx.run("CREATE VIEW market_names AS SELECT name FROM identity_account");
    EXPECT_THROW(tx.run("SELECT name FROM market_names"), DatabaseError);
    return refuse("test.undo", Kind::precondition);
  });
  (void)database_->write([&](Transaction& tx) -> Result<Done> {
    tx.run(
        "CREATE TRIGGER market_trigger AFTER INSERT ON market_need BEGIN DELETE FROM identity_account; END");
    EXPECT_THROW(tx.run("INSERT INTO market_need (id) VALUES ('1')"), DatabaseError);
    return refuse("test.undo", Kind::precondition);
  });
}

TEST_F(TableGuard, StopsAMigration) {
  EXPECT_THROW(
      (void)migrate(*database_,
                    {{"identity", 1, "accounts",
                      "CREATE TABLE identity_account (id TEXT, name TEXT);\n"
                      "CREATE INDEX identity_account_id ON identity_account (id)",
                      ""},
                     {"market", 1, "needs", "CREATE TABLE market_need (id TEXT, account TEXT)", ""},
                     {"market", 2, "more", "ALTER TABLE identity_account ADD COLUMN market TEXT", ""}}),
      DatabaseError);
}

TEST_F(TableGuard, LetsAModuleWorkOnItsOwnTables) {
  for (const char* sql : {
           "SELECT count(*) FROM market_need",
           "SELECT a.id FROM market_need a JOIN market_need b ON a.id = b.id",
           "WITH open AS (SELECT id FROM market_need) SELECT count(*) FROM open",
           "INSERT INTO market_need (id) VALUES ('1') ON CONFLICT DO NOTHING RETURNING id",
           "CREATE TABLE market_offer (id TEXT)",
           "CREATE INDEX market_need_id ON market_need (id)",
           "ALTER TABLE market_need ADD COLUMN title TEXT",
           "DROP TABLE market_need",
       }) {
    EXPECT_EQ(refusal(sql), "") << sql;
  }
}

TEST_F(TableGuard, KnowsTheModuleOfEachStatementNotOfTheFirstOne) {
  const auto count = [this](std::string_view module) {
    return database_->write([module](Transaction& tx) -> Result<std::int64_t> {
      const ModuleScope scope(module);
      return *tx.value<std::int64_t>("SELECT count(*) FROM identity_account");
    });
  };
  EXPECT_EQ(*count("identity"), 0);
  EXPECT_THROW((void)count("market"), DatabaseError) << "the same text, compiled for another module before";
  EXPECT_EQ(*count(""), 0) << "code of no module is not guarded";
}

TEST(TableRule, NamedModuleStopsAStatementOfNobody) {
  const auto database = open_database("sqlite::memory:", {.table_rule = TableRule::named_module});
  ASSERT_TRUE(
      migrate(*database, {{"market", 1, "needs", "CREATE TABLE market_need (id TEXT, account TEXT)", ""}}));
  const auto count = [](Transaction& tx) {
    return *tx.value<std::int64_t>("SELECT count(*) FROM market_need");
  };
  EXPECT_THROW(database->read(count), DatabaseError);
  EXPECT_TRUE(database->is_ready()) << "what touches no table needs no name";
  const ModuleScope scope("market");
  EXPECT_EQ(database->read(count), 0);
}

TEST_F(TableGuard, AllowsNoControlOfTheConnection) {
  for (const char* sql : {"COMMIT", "ROLLBACK", "SAVEPOINT x", "PRAGMA foreign_keys = OFF",
                          "ATTACH ':memory:' AS other", "CREATE TEMP TABLE market_x (id TEXT)"}) {
    EXPECT_NE(refusal(sql), "") << sql;
  }
}

}  // namespace
}  // namespace shuniu::database
