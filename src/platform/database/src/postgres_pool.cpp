#include "postgres_pool.h"

namespace shuniu::database {

std::unique_ptr<PostgresConnection> PostgresPool::take() {
  {
    std::unique_lock lock(mutex_);
    returned_.wait(lock, [this] { return in_use_ < most_; });
    ++in_use_;
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
  }
  try {
    return std::make_unique<PostgresConnection>(address_);
  } catch (...) {
    give_back(nullptr);
    throw;
  }
}

void PostgresPool::give_back(std::unique_ptr<PostgresConnection> connection) {
  try {
    if (connection && connection->is_connected() && !connection->is_idle()) connection->control("ROLLBACK");
    if (connection && !connection->is_connected()) connection.reset();
  } catch (const DatabaseError&) {
    connection.reset();
  }
  const std::lock_guard lock(mutex_);
  --in_use_;
  if (connection) idle_.push_back(std::move(connection));
  returned_.notify_one();
}

void PostgresPool::forget_idle() {
  std::vector<std::unique_ptr<PostgresConnection>> closing;
  const std::lock_guard lock(mutex_);
  closing.swap(idle_);
}

}  // namespace shuniu::database
