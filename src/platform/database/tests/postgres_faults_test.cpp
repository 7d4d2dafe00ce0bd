// What PostgreSQL's driver does when replies are lost, sessions collide, the server crashes, or it is not to
// be trusted.
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "lossy_proxy.h"
#include "postgres_server.h"
#include "shuniu/database/database.h"

namespace shuniu::database {
namespace {

using namespace std::chrono_literals;

void run(Database& database, const std::string& sql) {
  (void)database.write([&](Transaction& tx) -> Result<Done> {
    tx.run(sql);
    return Done{};
  });
}

void make_counter(Database& database) {
  run(database, "CREATE TABLE test_counter (id BIGINT PRIMARY KEY, total BIGINT NOT NULL)");
  run(database, "INSERT INTO test_counter (id, total) VALUES (1, 0), (2, 0)");
}

Result<Done> count_one(Transaction& tx, int id = 1) {
  tx.run("UPDATE test_counter SET total = total + 1 WHERE id = $1", id);
  return Done{};
}

std::int64_t total(Database& database, int id = 1) {
  return database.read([id](Transaction& tx) {
    return *tx.value<std::int64_t>("SELECT total FROM test_counter WHERE id = $1", id);
  });
}

class LostReply : public testing::TestWithParam<LossyProxy::Cut> {};
INSTANTIATE_TEST_SUITE_P(Cuts, LostReply,
                         testing::Values(LossyProxy::Cut::before, LossyProxy::Cut::after,
                                         LossyProxy::Cut::late));

/// Whatever became of the lost COMMIT, the command has happened exactly once when write returns.
TEST_P(LostReply, IsDecidedNotGuessed) {
  auto& server = PostgresServer::instance();
  std::string address = server.new_database();
  const auto direct = open_database(address);
  make_counter(*direct);
  LossyProxy proxy(server.port());
  const std::string real_port = ":" + std::to_string(server.port()) + "/";
  address.replace(address.find(real_port), real_port.size(), ":" + std::to_string(proxy.port()) + "/");
  const auto database = open_database(address);
  for (int i = 1; i <= 4; ++i) {
    proxy.cut_next_commit(GetParam());
    ASSERT_TRUE(database->write([](Transaction& tx) { return count_one(tx); }));
    EXPECT_EQ(proxy.cuts(), i);
    EXPECT_EQ(total(*direct), i);
  }
  std::this_thread::sleep_for(700ms);  // the late COMMIT has come to nothing
  EXPECT_EQ(total(*direct), 4);
}

/// Two commands lock two rows in opposite order: PostgreSQL ends one, the driver runs it again.
TEST(PostgresFaults, ADeadlockIsRunAgain) {
  const auto database = open_database(PostgresServer::instance().new_database());
  make_counter(*database);
  std::atomic<int> runs = 0;
  std::mutex mutex;
  std::condition_variable changed;
  int holding = 0;
  const auto lock_both = [&](int first, int second) {
    const auto done = database->write([&](Transaction& tx) -> Result<Done> {
      ++runs;
      (void)count_one(tx, first);
      {
        std::unique_lock lock(mutex);
        ++holding;
        changed.notify_all();
        changed.wait_for(lock, 5s, [&] { return holding >= 2; });
      }
      return count_one(tx, second);
    });
    EXPECT_TRUE(done);
  };
  std::thread one([&] { lock_both(1, 2); }), two([&] { lock_both(2, 1); });
  one.join();
  two.join();
  EXPECT_GE(runs, 3);
  EXPECT_EQ(total(*database, 1), 2);
  EXPECT_EQ(total(*database, 2), 2);
}

/// The same, with a command that hides the failure: it must not be taken for a success.
TEST(PostgresFaults, ASwallowedSerializationFailureIsRunAgain) {
  const auto database = open_database(PostgresServer::instance().new_database());
  make_counter(*database);
  int runs = 0;
  ASSERT_TRUE(database->write([&](Transaction& tx) -> Result<Done> {
    (void)count_one(tx);
    if (++runs == 1) {
      try {
        tx.run("DO $do$ BEGIN RAISE EXCEPTION 'collision' USING ERRCODE = '40001'; END $do$");
      } catch (const DatabaseError&) {
      }
    }
    return Done{};
  }));
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(total(*database), 1);
}

TEST(PostgresFaults, RetriesAreBounded) {
  const auto database = open_database(PostgresServer::instance().new_database());
  int runs = 0;
  EXPECT_THROW((void)database->write([&](Transaction& tx) -> Result<Done> {
    ++runs;
    tx.run("DO $do$ BEGIN RAISE EXCEPTION 'collision' USING ERRCODE = '40P01'; END $do$");
    return Done{};
  }),
               DatabaseUnavailable);
  EXPECT_GT(runs, 3);
  EXPECT_LT(runs, 30);
}

TEST(PostgresFaults, ASessionThatIsEndedIsReplaced) {
  auto& server = PostgresServer::instance();
  const std::string address = server.new_database();
  const auto database = open_database(address);
  make_counter(*database);
  for (int i = 1; i <= 3; ++i) {
    server.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'shuniu'");
    EXPECT_TRUE(database->write([](Transaction& tx) { return count_one(tx); }));
    server.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'shuniu'");
    EXPECT_EQ(total(*database), i);
  }
  int runs = 0;
  EXPECT_TRUE(database->write([&](Transaction& tx) -> Result<Done> {
    (void)count_one(tx);
    if (++runs == 1)
      server.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'shuniu'");
    return count_one(tx);
  }));
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(total(*database), 5);
}

TEST(PostgresFaults, ACrashOfTheServerLosesAndDoublesNothing) {
  PostgresServer server("", {"wal_level=replica"});
  const auto database = open_database(server.new_database());
  make_counter(*database);
  std::atomic<bool> stopping = false;
  std::atomic<std::int64_t> acknowledged = 0, unknown = 0;
  std::vector<std::thread> callers;
  for (int i = 0; i < 4; ++i) {
    callers.emplace_back([&] {
      while (!stopping) {
        try {
          (void)database->write([](Transaction& tx) { return count_one(tx); });
          ++acknowledged;
        } catch (const OutcomeUnknown&) {
          ++unknown;
        } catch (const DatabaseUnavailable&) {
        }
      }
    });
  }
  for (int crash = 0; crash < 3; ++crash) {
    std::this_thread::sleep_for(300ms);
    server.crash();
    server.start();
  }
  const std::int64_t before = acknowledged;
  for (int i = 0; i < 200 && acknowledged < before + 20; ++i) std::this_thread::sleep_for(50ms);
  stopping = true;
  for (std::thread& caller : callers) caller.join();
  EXPECT_GE(acknowledged, before + 20) << "it goes on after the crash";
  EXPECT_GE(total(*database), acknowledged);
  EXPECT_LE(total(*database), acknowledged + unknown);
}

std::string refusal(const std::string& address) {
  try {
    (void)open_database(address);
  } catch (const DatabaseError& error) {
    return error.what();
  }
  return "";
}

TEST(PostgresFaults, AServerThatCouldLoseOrMisorderIsRefused) {
  auto& server = PostgresServer::instance();
  std::string address = server.new_database();
  const auto name = address.substr(address.rfind('/') + 1, address.rfind('?') - address.rfind('/') - 1);
  server.query("ALTER DATABASE " + name + " SET synchronous_commit = off");
  EXPECT_NE(refusal(address).find("synchronous_commit=off"), std::string::npos) << refusal(address);
  server.query("ALTER DATABASE " + name + " SET synchronous_commit = local");
  EXPECT_EQ(refusal(address), "");
  EXPECT_NE(refusal(server.new_database("TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"))
                .find("the collation C.UTF-8"),
            std::string::npos);
  EXPECT_NE(refusal(server.new_database("TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'"))
                .find("the encoding SQL_ASCII"),
            std::string::npos);
  EXPECT_NE(refusal(server.new_database(
                "TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'zh' LOCALE 'C'")),
            "");
  PostgresServer careless("", {"fsync=off"});
  EXPECT_NE(refusal(careless.new_database()).find("fsync=off"), std::string::npos);
  EXPECT_NE(refusal("postgresql://postgres@127.0.0.1:1/nothing").find("cannot connect"), std::string::npos);
}

TEST(PostgresFaults, OnlyOneSessionLeads) {
  const std::string address = PostgresServer::instance().new_database();
  const auto one = open_database(address), two = open_database(address);
  auto leadership = one->lead("test.task");
  ASSERT_TRUE(leadership);
  EXPECT_FALSE(two->lead("test.task"));
  EXPECT_TRUE(two->lead("test.other"));
  leadership.reset();
  std::unique_ptr<Leadership> next;
  for (int i = 0; i < 100 && !next; ++i) {
    next = two->lead("test.task");
    if (!next) std::this_thread::sleep_for(20ms);
  }
  EXPECT_TRUE(next);
  PostgresServer::instance().query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'shuniu'");
  std::this_thread::sleep_for(200ms);
  EXPECT_FALSE(next->holds()) << "a lost session leads no more";
}

}  // namespace
}  // namespace shuniu::database
