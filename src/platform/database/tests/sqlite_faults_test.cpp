// What SQLite's driver does when the disk is full or fails, when COMMIT fails, and when the process is
// killed.
#include <gtest/gtest.h>

#include <signal.h>  // NOLINT(modernize-deprecated-headers): kill is POSIX
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <mutex>
#include <set>
#include <thread>

#include "faulty_disk.h"
#include "shuniu/database/database.h"

namespace shuniu::database {
namespace {

using Numbers = std::set<std::int64_t>;

struct NumberRow {
  std::int64_t id = 0;
};
SHUNIU_DESCRIBE(NumberRow, id)

void create_table(Database& database) {
  (void)database.write([](Transaction& tx) -> Result<Done> {
    tx.run("CREATE TABLE IF NOT EXISTS test_number (id BIGINT PRIMARY KEY, filling TEXT NOT NULL)");
    return Done{};
  });
}

Numbers stored(Database& database) {
  const auto rows = database.read(
      [](Transaction& tx) { return tx.rows<NumberRow>("SELECT id FROM test_number ORDER BY id"); });
  Numbers numbers;
  for (const NumberRow& row : rows) numbers.insert(row.id);
  EXPECT_EQ(numbers.size(), rows.size());
  return numbers;
}

class SqliteFaults : public testing::Test {
 protected:
  void SetUp() override {
    const std::string root = access("/dev/shm", W_OK) == 0 ? "/dev/shm/" : testing::TempDir();
    directory_ = root + "shuniu-faults-" + std::to_string(getpid());
    std::filesystem::remove_all(directory_);
    std::filesystem::create_directory(directory_);
    address_ = "sqlite:" + directory_ + "/hub.db";
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  /// Four callers write `count` numbers each; returns those that were acknowledged. The multiples of seven
  /// are refused.
  Numbers write_numbers(Database& database, std::int64_t from, int count, std::size_t filling) {
    Numbers acknowledged;
    std::mutex mutex;
    std::vector<std::thread> callers;
    for (int caller = 0; caller < 4; ++caller) {
      callers.emplace_back([&, caller] {
        for (int i = 0; i < count; ++i) {
          const std::int64_t number = from + i * 4 + caller;
          try {
            const auto done = database.write([&](Transaction& tx) -> Result<Done> {
              tx.run("INSERT INTO test_number (id, filling) VALUES ($1, $2)", number,
                     std::string(filling, 'x'));
              if (number % 7 == 0) return refuse("test.seventh", Kind::precondition);
              return Done{};
            });
            const std::lock_guard lock(mutex);
            if (done) acknowledged.insert(number);
          } catch (const DatabaseUnavailable&) {
            ++failed_;
          }
        }
      });
    }
    for (std::thread& caller : callers) caller.join();
    return acknowledged;
  }

  std::string directory_;
  std::string address_;
  std::atomic<int> failed_ = 0;
};

/// What is acknowledged is there, what is not is not; now and after opening the file again.
TEST_F(SqliteFaults, NothingAcknowledgedIsLostAndNothingElseIsKept) {
  using enum FaultyDisk::Operation;
  FaultyDisk disk;
  int failures = 0;
  std::int64_t from = 1;
  Numbers acknowledged;
  auto database = open_database(address_);
  create_table(*database);
  for (const auto& [operation, code] :
       {std::pair{write, SQLITE_FULL}, {write, SQLITE_IOERR_WRITE}, {sync, SQLITE_IOERR_FSYNC}}) {
    for (const int times : {1, 2, 1'000}) {
      for (const std::size_t filling : {std::size_t{10}, std::size_t{1'000'000}}) {
        for (const int after : {0, 1, 3, 8}) {
          disk.fail({operation, after, times, code});
          acknowledged.merge(write_numbers(*database, from, filling == 10 ? 5 : 2, filling));
          failures += disk.failures();
          disk.heal();
          from += 20;
        }
        ASSERT_EQ(stored(*database), acknowledged);
      }
    }
  }
  EXPECT_GT(failures, 50);
  EXPECT_GT(failed_, 0) << "a disk that stays full is told to the caller";
  EXPECT_FALSE(acknowledged.empty());
  EXPECT_GE(write_numbers(*database, from, 5, 10).size(), 17U) << "a disk that is well again works again";
  database.reset();
  database = open_database(address_);
  for (const std::int64_t number : acknowledged) EXPECT_TRUE(stored(*database).contains(number));
}

TEST_F(SqliteFaults, OneFailedCommitIsNotNoticedByTheCallers) {
  FaultyDisk disk;
  auto database = open_database(address_);
  create_table(*database);
  disk.fail({FaultyDisk::Operation::sync, 0, 1, SQLITE_IOERR_FSYNC});
  EXPECT_EQ(write_numbers(*database, 1, 5, 10).size(), 18U) << "the batch ran again, one command at a time";
  EXPECT_EQ(disk.failures(), 1);
  EXPECT_EQ(failed_, 0);
}

TEST_F(SqliteFaults, ACommandThatSwallowsTheFailureIsNotAcknowledged) {
  FaultyDisk disk;
  auto database = open_database(address_);
  create_table(*database);
  disk.fail({FaultyDisk::Operation::write, 0, 1'000'000, SQLITE_FULL});
  EXPECT_THROW((void)database->write([](Transaction& tx) -> Result<Done> {
    try {
      for (int i = 0; i < 10; ++i) {
        tx.run("INSERT INTO test_number (id, filling) VALUES ($1, $2)", i, std::string(1'000'000, 'x'));
      }
    } catch (const DatabaseError&) {
    }
    return Done{};
  }),
               DatabaseError);
  disk.heal();
  EXPECT_TRUE(stored(*database).empty());
}

TEST_F(SqliteFaults, ASecondServerIsRefused) {
  const auto first = open_database(address_);
  try {
    (void)open_database(address_);
    FAIL() << "two servers on one file";
  } catch (const DatabaseUnavailable& error) {
    EXPECT_NE(std::string(error.what()).find("another process (" + std::to_string(getpid()) + ")"),
              std::string::npos)
        << error.what();
  }
}

/// The child writes numbers from four threads and tells each acknowledgement through the pipe.
[[noreturn]] void write_until_killed(const std::string& address, int pipe) {
  const auto database = open_database(address);
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 4; ++caller) {
    callers.emplace_back([&, caller] {
      for (std::int64_t i = 0;; ++i) {
        const std::int64_t number = i * 4 + caller;
        (void)database->write([&](Transaction& tx) -> Result<Done> {
          tx.run("INSERT INTO test_number (id, filling) VALUES ($1, $2)", number, std::string(2'000, 'x'));
          return Done{};
        });
        if (::write(pipe, &number, sizeof(number)) != sizeof(number)) _exit(1);
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  _exit(1);
}

TEST_F(SqliteFaults, AKilledServerLosesNothingAcknowledged) {
  for (const int wanted : {1, 50, 500}) {
    TearDown();
    SetUp();
    create_table(*open_database(address_));
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    const pid_t child = fork();
    if (child == 0) write_until_killed(address_, ends[1]);
    close(ends[1]);
    Numbers acknowledged;
    std::int64_t number = 0;
    while (::read(ends[0], &number, sizeof(number)) == sizeof(number)) {
      acknowledged.insert(number);
      if (acknowledged.size() == static_cast<std::size_t>(wanted)) kill(child, SIGKILL);
    }
    close(ends[0]);
    waitpid(child, nullptr, 0);
    ASSERT_GE(acknowledged.size(), static_cast<std::size_t>(wanted));
    const auto database = open_database(address_);
    const Numbers found = stored(*database);
    EXPECT_TRUE(std::includes(found.begin(), found.end(), acknowledged.begin(), acknowledged.end()));
    EXPECT_LE(found.size(), acknowledged.size() + 4) << "at most what was under way beside it";
  }
}

}  // namespace
}  // namespace shuniu::database
