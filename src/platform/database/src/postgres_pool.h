// postgres_pool.h - a bounded number of connections, opened when needed, given up when broken. Thread-safe.
#pragma once

#include <condition_variable>
#include <mutex>

#include "postgres_connection.h"

namespace shuniu::database {

class PostgresPool {
 public:
  /// One connection for as long as it lives. What it left unfinished is rolled back.
  class Lease {
   public:
    explicit Lease(PostgresPool& pool) : pool_(pool), connection_(pool.take()) {}
    ~Lease() { pool_.give_back(std::move(connection_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    PostgresConnection& operator*() { return *connection_; }
    PostgresConnection* operator->() { return connection_.get(); }

   private:
    PostgresPool& pool_;
    std::unique_ptr<PostgresConnection> connection_;
  };

  PostgresPool(std::string address, std::size_t most)
      : address_(std::move(address)), most_(std::max<std::size_t>(most, 1)) {}
  /// After one connection was lost the idle ones are most likely lost, too.
  void forget_idle();

 private:
  std::unique_ptr<PostgresConnection> take();
  void give_back(std::unique_ptr<PostgresConnection> connection);

  const std::string address_;
  const std::size_t most_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<PostgresConnection>> idle_;
  std::size_t in_use_ = 0;
};

}  // namespace shuniu::database
