// postgres_database.h - PostgreSQL behind the database interface, for any number of processes.
//
// A command is its own transaction (READ COMMITTED), run again after a serialization failure, a deadlock or a
// connection lost before COMMIT. With COMMIT goes a row in database_command that carries the command's id.
// When the reply to COMMIT is lost, the same id is inserted once more as a fence: either the command's row is
// there, and it has happened; or the fence is, and then the command cannot commit any more, however late its
// COMMIT arrives, and may be run again.
#pragma once

#include <atomic>

#include "postgres_pool.h"

namespace shuniu::database {

class PostgresDatabase final : public Database {
 public:
  PostgresDatabase(std::string address, const DatabaseOptions& options);

  Engine engine() const override { return Engine::postgresql; }
  bool is_ready() override;
  std::unique_ptr<Leadership> lead(std::string_view task) override;

 protected:
  void run_write(const std::function<bool(Transaction&)>& command) override;
  void run_read(const std::function<void(Transaction&)>& question) override;

 private:
  enum class Fate { done, run_again };

  Fate try_write(const std::function<bool(Transaction&)>& command);
  Fate commit(PostgresConnection& connection);
  Fate learn_fate(const std::string& command_id);
  void forget_old_commands(PostgresConnection& connection);

  const std::string address_;
  const std::int64_t longest_read_ms_;
  PostgresPool pool_;
  std::atomic<std::uint64_t> commands_ = 0;
};

}  // namespace shuniu::database
