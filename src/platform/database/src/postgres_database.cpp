#include "postgres_database.h"

#include <chrono>
#include <thread>

#include "driver_transaction.h"
#include "shuniu/crypto/hash.h"
#include "shuniu/crypto/random.h"

namespace shuniu::database {
namespace {

using namespace std::chrono_literals;

constexpr int most_attempts = 12;
constexpr std::chrono::milliseconds longest_pause = 1s;
constexpr std::chrono::seconds longest_doubt = 30s;  // to reach the server again after a lost COMMIT
constexpr std::uint64_t commands_between_cleanings = 4'096;

/// Advisory locks have numbers: FNV-1a of the name.
std::int64_t lock_number(std::string_view name) {
  std::uint64_t hash = 14'695'981'039'346'656'037U;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
  return static_cast<std::int64_t>(hash);
}

/// Twice as long after each attempt, by a random share, so that those who collided do not meet again.
void pause_after(int attempt) {
  const auto longest = std::min(5ms * (1 << std::min(attempt, 10)), longest_pause);
  const auto random = static_cast<unsigned char>(crypto::random_bytes(1)[0]);
  std::this_thread::sleep_for(longest * (random + 1) / 256);
}

class PostgresTransaction final : public DriverTransaction {
 public:
  explicit PostgresTransaction(PostgresConnection& connection) : connection_(connection) {}
  std::string_view for_update() const override { return " FOR UPDATE"; }
  Engine engine() const override { return Engine::postgresql; }
  void lock(std::string_view name) override {
    execute("SELECT pg_advisory_xact_lock($1)", {Value(lock_number(name))}, nullptr);
  }
  /// Even when the command swallowed the failure: its transaction cannot be completed, but may succeed the
  /// next time.
  void throw_if_to_run_again() const {
    if (to_run_again_) throw TryAgain(why_);
  }

 protected:
  std::int64_t run_statement(std::string_view sql, const std::vector<Value>& parameters,
                             const RowReader& reader) override {
    return noting_failures([&] { return connection_.execute(sql, parameters, reader); });
  }
  void control(const std::string& sql) override {
    noting_failures([&] { return connection_.control(sql), 0; });
  }
  bool is_alive() const override { return !to_run_again_ && connection_.is_connected(); }

 private:
  template <class Work>
  auto noting_failures(const Work& work) -> decltype(work()) {
    try {
      return work();
    } catch (const TryAgain& failure) {
      to_run_again_ = true;
      why_ = failure.what();
      throw;
    }
  }

  PostgresConnection& connection_;
  bool to_run_again_ = false;
  std::string why_;
};

class PostgresLeadership final : public Leadership {
 public:
  explicit PostgresLeadership(std::unique_ptr<PostgresConnection> connection)
      : connection_(std::move(connection)) {}
  bool holds() override {
    try {
      connection_->control("SELECT 1");
      return true;
    } catch (const DatabaseError&) {
      return false;
    }
  }

 private:
  std::unique_ptr<PostgresConnection> connection_;  // the lock belongs to its session
};

}  // namespace

PostgresDatabase::PostgresDatabase(std::string address, const DatabaseOptions& options)
    : address_(std::move(address)),
      longest_read_ms_(options.longest_read_ms),
      pool_(address_, options.readers) {
  PostgresPool::Lease connection(pool_);
  connection->control(
      "BEGIN; SELECT pg_advisory_xact_lock(" + std::to_string(lock_number("database.command")) +
      "); CREATE TABLE IF NOT EXISTS database_command (id TEXT PRIMARY KEY, fate TEXT NOT NULL,"
      " at TIMESTAMPTZ NOT NULL DEFAULT now());"
      " CREATE INDEX IF NOT EXISTS database_command_at ON database_command (at); COMMIT");
  forget_old_commands(*connection);
}

bool PostgresDatabase::is_ready() {
  try {
    PostgresPool::Lease connection(pool_);
    connection->control("SELECT 1");
    return true;
  } catch (const ConnectionLost&) {
    pool_.forget_idle();
    return false;
  } catch (const DatabaseError&) {
    return false;
  }
}

std::unique_ptr<Leadership> PostgresDatabase::lead(std::string_view task) {
  auto connection = std::make_unique<PostgresConnection>(address_);
  bool leads = false;
  connection->execute(
      "SELECT pg_try_advisory_lock($1)", {Value(lock_number(task))},
      [&leads](const auto&, const std::vector<Value>& values) { leads = values.at(0) == Value(true); });
  return leads ? std::make_unique<PostgresLeadership>(std::move(connection)) : nullptr;
}

void PostgresDatabase::run_write(const std::function<bool(Transaction&)>& command) {
  InsideCommand::refuse_nesting();
  for (int attempt = 1;; ++attempt) {
    try {
      if (try_write(command) == Fate::done) return;
    } catch (const ConnectionLost&) {
      if (attempt >= most_attempts) throw;
      pool_.forget_idle();
    } catch (const TryAgain&) {
      if (attempt >= most_attempts) throw;
    }
    pause_after(attempt);
  }
}

PostgresDatabase::Fate PostgresDatabase::try_write(const std::function<bool(Transaction&)>& command) {
  PostgresPool::Lease connection(pool_);
  connection->control("BEGIN ISOLATION LEVEL READ COMMITTED");
  PostgresTransaction transaction(*connection);
  bool accepted = false;
  try {
    const InsideCommand inside;
    accepted = command(transaction);
    if (accepted && transaction.has_failed())
      throw DatabaseError("the command went on after a failed statement");
  } catch (...) {
    transaction.throw_if_to_run_again();
    throw;
  }
  transaction.throw_if_to_run_again();
  return accepted ? commit(*connection) : Fate::done;  // a refusal: the lease rolls back
}

PostgresDatabase::Fate PostgresDatabase::commit(PostgresConnection& connection) {
  if (!connection.in_transaction()) throw DatabaseError("the command ended the transaction itself");
  const std::string id = crypto::hex(crypto::random_bytes(16));
  try {
    connection.control("INSERT INTO database_command (id, fate) VALUES ('" + id + "', 'done'); COMMIT");
  } catch (const ConnectionLost&) {
    pool_.forget_idle();
    return learn_fate(id);
  }
  if (++commands_ % commands_between_cleanings == 0) forget_old_commands(connection);
  return Fate::done;
}

PostgresDatabase::Fate PostgresDatabase::learn_fate(const std::string& command_id) {
  const auto deadline = std::chrono::steady_clock::now() + longest_doubt;
  for (int attempt = 1; std::chrono::steady_clock::now() < deadline; ++attempt) {
    try {
      PostgresConnection connection(address_);
      connection.control("SET statement_timeout = '10s'");
      // Waits for the lost session's transaction, if that one has got as far as its own row.
      connection.execute(
          "INSERT INTO database_command (id, fate) VALUES ($1, 'fenced') ON CONFLICT (id) DO NOTHING",
          {Value(command_id)}, nullptr);
      Fate fate = Fate::run_again;
      connection.execute("SELECT fate FROM database_command WHERE id = $1", {Value(command_id)},
                         [&fate](const auto&, const std::vector<Value>& values) {
                           if (values.at(0) == Value("done")) fate = Fate::done;
                         });
      return fate;
    } catch (const DatabaseUnavailable&) {
      pause_after(attempt);
    }
  }
  throw OutcomeUnknown(
      "the connection was lost during COMMIT, and PostgreSQL could not be asked what became of it");
}

/// The row is of use only while its command's reply is awaited.
void PostgresDatabase::forget_old_commands(PostgresConnection& connection) {
  try {
    connection.control("DELETE FROM database_command WHERE at < now() - interval '1 hour'");
  } catch (const DatabaseError&) {
    // Nothing depends on it; the next cleaning takes these rows along.
  }
}

void PostgresDatabase::run_read(const std::function<void(Transaction&)>& question) {
  for (int attempt = 1;; ++attempt) {
    try {
      PostgresPool::Lease connection(pool_);
      connection->control("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = " +
                          std::to_string(longest_read_ms_));
      PostgresTransaction transaction(*connection);
      try {
        question(transaction);
      } catch (...) {
        transaction.throw_if_to_run_again();
        throw;
      }
      transaction.throw_if_to_run_again();
      return connection->control("COMMIT");
    } catch (const ConnectionLost&) {
      if (attempt >= most_attempts) throw;
      pool_.forget_idle();
    } catch (const TryAgain&) {
      if (attempt >= most_attempts) throw;
    }
    pause_after(attempt);
  }
}

}  // namespace shuniu::database
