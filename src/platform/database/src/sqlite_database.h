// sqlite_database.h - SQLite behind the database interface: one writer thread that commits in batches, many
// readers.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "file_lock.h"
#include "memory_directory.h"
#include "shuniu/database/database.h"
#include "sqlite_connection.h"

namespace shuniu::database {

class SqliteDatabase final : public Database {
 public:
  /// ":memory:" is a file of its own in memory (tmpfs where there is one), removed at the end.
  SqliteDatabase(std::string path, const DatabaseOptions& options);
  ~SqliteDatabase() override;

  Engine engine() const override { return Engine::sqlite; }
  bool is_ready() override;
  std::unique_ptr<Leadership> lead(std::string_view task) override;

 protected:
  void run_write(const std::function<bool(Transaction&)>& command) override;
  void run_read(const std::function<void(Transaction&)>& question) override;

 private:
  /// One waiting caller. It lives on the caller's stack until `finished`.
  struct Command {
    const std::function<bool(Transaction&)>& work;
    std::string module;
    std::exception_ptr failure;
    bool finished = false;
    std::condition_variable answered;
  };
  using Batch = std::vector<Command*>;
  class ReaderLease;

  void run_writer();
  Batch gather();
  bool commit_together(const Batch& batch);
  void commit_alone(Command& command);
  void run_in_savepoint(Command& command);
  void roll_back();
  void acknowledge(const Batch& batch);

  const DatabaseOptions options_;
  const std::unique_ptr<MemoryDirectory> memory_;  // nullptr for a file
  const std::string path_;
  FileLock lock_;
  TableGuard guard_;
  std::unique_ptr<SqliteConnection> writer_;

  std::mutex queue_mutex_;
  std::condition_variable arrived_;
  std::deque<Command*> queue_;
  std::size_t last_batch_ = 1;
  bool stopping_ = false;

  std::mutex reader_mutex_;
  std::condition_variable reader_returned_;
  std::vector<std::unique_ptr<SqliteConnection>> readers_;

  std::thread writer_thread_;
};

}  // namespace shuniu::database
