#include <gtest/gtest.h>

#include <thread>

#include "every_engine.h"
#include "shuniu/database/migrations.h"

namespace shuniu::database {
namespace {

class Migrations : public EveryEngine {};
INSTANTIATE_TEST_SUITE_P(Engines, Migrations, every_engine(), engine_name);

const Migration first{"shop", 1, "goods",
                      "-- the goods;\nCREATE TABLE shop_good (id BIGINT PRIMARY KEY);\n\n"
                      "CREATE INDEX shop_good_id ON shop_good (id);\n",
                      ""};
const Migration second{"shop", 2, "prices", "CREATE TABLE shop_price (id BIGINT PRIMARY KEY)",
                       "CREATE TABLE shop_price (id BIGINT PRIMARY KEY, postgresql_only BIGINT)"};

TEST_P(Migrations, AreAppliedOnceAndInOrder) {
  ASSERT_TRUE(migrate(database(), {first}));
  ASSERT_TRUE(migrate(database(), {first}));
  ASSERT_TRUE(migrate(database(), {first, second}));
  database().read([](Transaction& tx) {
    EXPECT_EQ(tx.value<std::int64_t>("SELECT count(*) FROM database_migration"), 2);
    EXPECT_EQ(tx.value<std::int64_t>("SELECT count(*) FROM shop_price"), 0);
    return 0;
  });
}

TEST_P(Migrations, RefuseWhatChangedOrIsMissing) {
  ASSERT_TRUE(migrate(database(), {first, second}));
  Migration changed = first;
  changed.sql += " ";
  EXPECT_EQ(migrate(database(), {changed, second}).error().key, "database.migration_changed");
  Migration renamed = first;
  renamed.name = "wares";
  EXPECT_EQ(migrate(database(), {renamed, second}).error().key, "database.migration_changed");
  EXPECT_EQ(migrate(database(), {first}).error().key, "database.migration_missing");
  EXPECT_EQ(migrate(database(), {second}).error().key, "database.migration_out_of_order");
}

TEST_P(Migrations, AFaultyOneLeavesNothing) {
  const Migration faulty{"shop", 1, "goods", "CREATE TABLE shop_good (id BIGINT);\nCREATE NONSENSE", ""};
  EXPECT_THROW((void)migrate(database(), {faulty}), DatabaseError);
  ASSERT_TRUE(migrate(database(), {first}));
}

TEST_P(Migrations, MayBeStartedByManyAtOnce) {
  std::vector<std::thread> running;
  for (int i = 0; i < 4; ++i) {
    running.emplace_back([this] { EXPECT_TRUE(migrate(database(), {first, second})); });
  }
  for (std::thread& thread : running) thread.join();
}

}  // namespace
}  // namespace shuniu::database
