// No fact is lost, doubled or out of causal order: with a process killed, with two processes, with a late
// COMMIT.
#include <gtest/gtest.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <filesystem>
#include <future>
#include <map>
#include <set>
#include <thread>

#include "every_engine.h"
#include "postgres_server.h"
#include "shuniu/database/migrations.h"
#include "shuniu/journal/stream.h"
#include "shuniu/json/json.h"

namespace shuniu::journal {
namespace {

using database::Database;
using database::Engine;
using database::PostgresServer;
using database::Transaction;
using namespace std::chrono_literals;

/// `number` is one caller's; `total` counts all changes of the row that every command locks: causal order.
struct Counted {
  static constexpr FactType fact{"test.counted.v1", Visibility::open};
  std::int64_t number = 0;
  std::int64_t total = 0;
};
SHUNIU_DESCRIBE(Counted, number, total)

struct SeenRow {
  std::int64_t seq = 0;
  std::int64_t times = 0;
};
SHUNIU_DESCRIBE(SeenRow, seq, times)

std::unique_ptr<Database> open_guarded(const std::string& address) {
  return database::open_database(address, {.table_rule = database::TableRule::own_module});
}

void prepare(Database& database) {
  auto all = migrations();
  all.push_back({"test", 1, "rows",
                 "CREATE TABLE test_seen (seq BIGINT NOT NULL);\n"
                 "CREATE TABLE test_total (id BIGINT PRIMARY KEY, total BIGINT NOT NULL);\n"
                 "INSERT INTO test_total (id, total) VALUES (1, 0);\n",
                 ""});
  ASSERT_TRUE(database::migrate(database, all));
}

void count(Database& database, std::int64_t number) {
  (void)database.write([&](Transaction& tx) -> Result<Done> {
    const auto before =
        *tx.value<std::int64_t>("SELECT total FROM test_total WHERE id = 1" + std::string(tx.for_update()));
    tx.run("UPDATE test_total SET total = $1 WHERE id = 1", before + 1);
    append(tx, SystemClock().now(), Counted{number, before + 1});
    return Done{};
  });
}

/// Has no unique constraint on purpose: a fact that is handled twice would show.
Subscriber seeing() {
  return {"test.seen", [](Transaction& tx, const RecordedFact& fact) {
            tx.run("INSERT INTO test_seen (seq) VALUES ($1)", fact.seq);
          }};
}

/// Checks the stream as a whole and returns the numbers in it.
std::set<std::int64_t> check_stream(Database& database) {
  std::set<std::int64_t> numbers;
  std::int64_t seq = 0;
  for (const RecordedFact& fact : Feed(database).read_all(0, 1'000'000)) {
    EXPECT_EQ(fact.seq, ++seq) << "gapless";
    const auto counted = json::decode<Counted>(fact.body.text).value();
    EXPECT_EQ(counted.total, seq) << "causal order";
    EXPECT_TRUE(numbers.insert(counted.number).second) << "doubled: " << counted.number;
  }
  const auto seen = database.read([](Transaction& tx) {
    EXPECT_EQ(tx.value<std::int64_t>("SELECT count(*) FROM journal_fact WHERE seq IS NULL"), 0);
    return tx.rows<SeenRow>("SELECT seq, count(*) AS times FROM test_seen GROUP BY seq ORDER BY seq");
  });
  EXPECT_EQ(seen.size(), numbers.size()) << "each fact was handled";
  for (const SeenRow& row : seen) EXPECT_EQ(row.times, 1) << "handled twice: " << row.seq;
  return numbers;
}

/// A hub process: four callers, a stream; each acknowledged number goes through the pipe.
[[noreturn]] void run_hub(const std::string& address, int pipe, std::int64_t first_number) {
  const auto database = open_guarded(address);
  const SystemClock clock;
  Stream stream(*database, clock);
  stream.subscribe(seeing());
  stream.start();
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 4; ++caller) {
    callers.emplace_back([&, caller] {
      for (std::int64_t i = 0;; ++i) {
        const std::int64_t number = first_number + i * 4 + caller;
        count(*database, number);
        if (::write(pipe, &number, sizeof(number)) != sizeof(number)) _exit(1);
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  _exit(1);
}

class Killed : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    if (GetParam() == Engine::postgresql) {
      address_ = PostgresServer::instance().new_database();
      return;
    }
    const std::string root = access("/dev/shm", W_OK) == 0 ? "/dev/shm/" : testing::TempDir();
    directory_ = root + "shuniu-killed-" + std::to_string(getpid());
    std::filesystem::remove_all(directory_);
    std::filesystem::create_directory(directory_);
    address_ = "sqlite:" + directory_ + "/hub.db";
  }
  void TearDown() override {
    if (!directory_.empty()) std::filesystem::remove_all(directory_);
  }

  std::string directory_;
  std::string address_;
};
INSTANTIATE_TEST_SUITE_P(Engines, Killed, testing::Values(Engine::sqlite, Engine::postgresql),
                         database::engine_name);

TEST_P(Killed, AHubLosesAndDoublesNoFact) {
  prepare(*open_guarded(address_));
  std::set<std::int64_t> acknowledged;
  for (int round = 0; round < 3; ++round) {
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    const pid_t hub = fork();
    if (hub == 0) run_hub(address_, ends[1], (round + 1) * 1'000'000);
    close(ends[1]);
    const std::size_t wanted = acknowledged.size() + 150;
    std::int64_t number = 0;
    while (::read(ends[0], &number, sizeof(number)) == sizeof(number)) {
      acknowledged.insert(number);
      if (acknowledged.size() == wanted) kill(hub, SIGKILL);
    }
    close(ends[0]);
    waitpid(hub, nullptr, 0);
    ASSERT_GE(acknowledged.size(), wanted);
  }
  const auto database = open_guarded(address_);
  const SystemClock clock;
  Stream stream(*database, clock);
  stream.subscribe(seeing());
  // A killed hub's sessions may still be ending on PostgreSQL; they hold locks that this waits for.
  stream.drain();
  const auto numbers = check_stream(*database);
  EXPECT_TRUE(std::includes(numbers.begin(), numbers.end(), acknowledged.begin(), acknowledged.end()));
  EXPECT_LE(numbers.size(), acknowledged.size() + 12) << "at most what was under way beside it";
}

/// Two processes, one PostgreSQL; the first one, which leads, is killed, and the second one takes over.
TEST(TwoHubs, ShareOneStreamAndOneMayDie) {
  const std::string address = PostgresServer::instance().new_database();
  prepare(*open_guarded(address));
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  const pid_t hub = fork();
  if (hub == 0) run_hub(address, ends[1], 1'000'000);
  close(ends[1]);
  std::set<std::int64_t> acknowledged;
  const auto read_acknowledged = [&](std::size_t wanted) {
    std::int64_t number = 0;
    while (acknowledged.size() < wanted && ::read(ends[0], &number, sizeof(number)) == sizeof(number)) {
      acknowledged.insert(number);
    }
  };
  read_acknowledged(50);
  const auto database = open_guarded(address);
  const SystemClock clock;
  Stream stream(*database, clock);
  stream.subscribe(seeing());
  stream.start();
  for (std::int64_t number = 1; number <= 50; ++number) count(*database, number);
  EXPECT_TRUE(stream.wait_for(99, 10s)) << "numbered by the other one";
  kill(hub, SIGKILL);
  read_acknowledged(1'000'000);
  close(ends[0]);
  waitpid(hub, nullptr, 0);
  for (std::int64_t number = 51; number <= 100; ++number) count(*database, number);
  const auto committed = static_cast<std::int64_t>(acknowledged.size()) + 100;
  EXPECT_TRUE(stream.wait_for(committed - 1, 20s)) << "numbered by this one, which has taken over";
  stream.stop();
  stream.drain();
  const auto numbers = check_stream(*database);
  for (std::int64_t number = 1; number <= 100; ++number) EXPECT_TRUE(numbers.contains(number));
  EXPECT_TRUE(std::includes(numbers.begin(), numbers.end(), acknowledged.begin(), acknowledged.end()));
}

/// Both number at the same time, without any election: the named lock alone keeps the stream right.
TEST(TwoHubs, MayNumberAtTheSameTime) {
  const std::string address = PostgresServer::instance().new_database();
  prepare(*open_guarded(address));
  const auto one = open_guarded(address), two = open_guarded(address);
  const SystemClock clock;
  std::atomic<int> running = 4;
  std::vector<std::thread> threads;
  for (int caller = 0; caller < 4; ++caller) {
    threads.emplace_back([&, caller] {
      for (std::int64_t i = 0; i < 60; ++i) count(caller % 2 == 0 ? *one : *two, i * 4 + caller);
      --running;
    });
  }
  for (Database* hub : {one.get(), two.get()}) {
    threads.emplace_back([&, hub] {
      Stream stream(*hub, clock);
      stream.subscribe(seeing());
      while (running > 0) stream.drain();
      stream.drain();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(check_stream(*one).size(), 240U);
}

/// A transaction draws its append_no, others overtake it and are numbered; it commits late and is numbered
/// late.
TEST(LateCommit, IsNumberedLateAndNotLost) {
  const auto database = open_guarded(PostgresServer::instance().new_database());
  prepare(*database);
  const SystemClock clock;
  Stream stream(*database, clock);
  const auto append_number = [&](Transaction& tx, std::int64_t number) {
    append(tx, clock.now(), Counted{number, 0});
  };
  std::promise<void> drawn, overtaken;
  std::thread late([&, waits = overtaken.get_future().share()] {
    (void)database->write([&](Transaction& tx) -> Result<Done> {
      append_number(tx, 1);
      drawn.set_value();
      waits.wait();
      return Done{};
    });
  });
  drawn.get_future().wait();
  for (std::int64_t number = 2; number <= 3; ++number) {
    (void)database->write([&](Transaction& tx) -> Result<Done> { return append_number(tx, number), Done{}; });
    stream.drain();
  }
  EXPECT_EQ(Feed(*database).last_seq(), 2);
  overtaken.set_value();
  late.join();
  stream.drain();
  const auto facts = Feed(*database).read_all(0, 10);
  ASSERT_EQ(facts.size(), 3U);
  for (const auto& [position, number] : {std::pair{0U, 2}, {1U, 3}, {2U, 1}}) {
    EXPECT_EQ(facts[position].seq, static_cast<std::int64_t>(position) + 1);
    EXPECT_EQ(json::decode<Counted>(facts[position].body.text)->number, number);
  }
}

}  // namespace
}  // namespace shuniu::journal
