// database.h - one transaction interface over SQLite and PostgreSQL: same SQL text, same meaning.
//
//   auto database = open_database("sqlite:data/hub.db", options);
//   Result<NeedId> id = database->write([&](Transaction& tx) -> Result<NeedId> {
//     auto row = tx.find<NeedRow>("SELECT * FROM market_need WHERE id = $1", need);
//     tx.run("UPDATE market_need SET status = $2 WHERE id = $1", need, Status::published);
//     return need;
//   });
//
// Promises
//   - write returns only when the change is durable (nothing is acknowledged before COMMIT); a refusal
//     changes nothing.
//   - A command may run more than once (retry, batch): it must be re-runnable: no network, no hashing of
//     passwords, no waiting.
//   - Infrastructure failures are DatabaseError; a broken unique constraint is UniqueViolation, so that a
//     command may turn it into a refusal.
//   - After a statement failed, only the end of the enclosing savepoint or of the command may follow (as
//     PostgreSQL has it).
//   - Both may be called from any thread; a write inside a write is a mistake of the program, and it
//     terminates.
// Does not build SQL. Text ids, BIGINT minor units, BIGINT microseconds, JSON as TEXT; `$n` binds the n-th
// parameter.
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "shuniu/base/result.h"
#include "shuniu/database/companion.h"
#include "shuniu/database/value.h"

namespace shuniu::database {

class DatabaseError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};
class UniqueViolation : public DatabaseError {
 public:
  using DatabaseError::DatabaseError;
};
/// Nothing is wrong with the statement: the disk is full, the server away, a lock taken. Trying later may
/// help.
class DatabaseUnavailable : public DatabaseError {
 public:
  using DatabaseError::DatabaseError;
};
/// The connection was lost during COMMIT and could not be had again in time to learn what became of the
/// command.
class OutcomeUnknown : public DatabaseUnavailable {
 public:
  using DatabaseUnavailable::DatabaseUnavailable;
};

/// Receives one row: the names of its columns (the same for all rows of a statement) and their values, which
/// it may take.
using RowReader = std::function<void(const std::vector<std::string>& columns, std::vector<Value>& values)>;

enum class Engine { sqlite, postgresql };

class Transaction {
 public:
  virtual ~Transaction() = default;

  /// Runs one statement; returns the number of rows changed.
  template <class... Parameters>
  std::int64_t run(std::string_view sql, const Parameters&... parameters) {
    return execute(sql, {Value(parameters)...}, nullptr);
  }
  /// All rows, each into a described struct, by column name. A column without a member, or a member without a
  /// column, is an error.
  template <class Row, class... Parameters>
  std::vector<Row> rows(std::string_view sql, const Parameters&... parameters) {
    std::vector<Row> result;
    read_rows(sql, {Value(parameters)...}, type_info<Row>(),
              [&result]() -> void* { return &result.emplace_back(); });
    return result;
  }
  /// The only row, or nothing. More than one row is an error.
  template <class Row, class... Parameters>
  std::optional<Row> find(std::string_view sql, const Parameters&... parameters) {
    auto found = rows<Row>(sql, parameters...);
    if (found.size() > 1) throw DatabaseError("more than one row: " + std::string(sql));
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
  }
  /// The first column of the only row, nothing when there is no row or it holds NULL: std::int64_t,
  /// std::string, bool, an Id, an Instant, a described enum, or an optional of these.
  template <class T, class... Parameters>
  std::optional<T> value(std::string_view sql, const Parameters&... parameters) {
    std::optional<T> result;
    read_value(sql, {Value(parameters)...}, type_info<T>(),
               [&result]() -> void* { return &result.emplace(); });
    return result;
  }
  /// INSERT of a described row: its members are the columns (nested records and lists as JSON text).
  template <class Row>
  void insert(std::string_view table, const Row& row) {
    insert_row(table, type_info<Row>(), &row);
  }
  /// UPDATE of all members of a described row where `id` equals its first member.
  template <class Row>
  std::int64_t update(std::string_view table, const Row& row) {
    return update_row(table, type_info<Row>(), &row);
  }

  /// " FOR UPDATE" on PostgreSQL, "" on SQLite (which has one writer): append it to the SELECT that a rule
  /// rests on.
  virtual std::string_view for_update() const = 0;
  virtual Engine engine() const = 0;
  /// Holds a lock by name until the transaction ends (nothing on SQLite): for a rule over rows that no single
  /// row guards.
  virtual void lock(std::string_view name) = 0;
  /// The one way in: everything above ends here.
  virtual std::int64_t execute(std::string_view sql, const std::vector<Value>& parameters,
                               const RowReader& reader) = 0;

  /// Runs `work` inside a savepoint; when it throws or refuses, what it changed is undone and the transaction
  /// goes on.
  virtual bool savepoint(const std::function<bool()>& work) = 0;

 private:
  void read_rows(std::string_view sql, const std::vector<Value>& parameters, const TypeInfo& row,
                 const std::function<void*()>& next);
  void read_value(std::string_view sql, const std::vector<Value>& parameters, const TypeInfo& value,
                  const std::function<void*()>& next);
  void insert_row(std::string_view table, const TypeInfo& row, const void* object);
  std::int64_t update_row(std::string_view table, const TypeInfo& row, const void* object);
};

/// Who runs a statement, for the guard that keeps each module to its own tables (tests switch it on).
class ModuleScope {
 public:
  explicit ModuleScope(std::string_view module);
  ~ModuleScope();
  ModuleScope(const ModuleScope&) = delete;
  ModuleScope& operator=(const ModuleScope&) = delete;
  static std::string_view current();

 private:
  std::string_view previous_;
};

/// While it lives, this process does a task that only one process of the hub may do. Losing the connection
/// loses it.
class Leadership {
 public:
  virtual ~Leadership() = default;
  virtual bool holds() = 0;
};

class Database {
 public:
  virtual ~Database() = default;

  /// Runs a command; returns when it is durable. The refusal of the command rolls it back.
  template <class Command>
  auto write(Command&& command) -> decltype(command(std::declval<Transaction&>())) {
    using R = decltype(command(std::declval<Transaction&>()));
    std::optional<R> answer;
    run_command(typeid(typename R::value_type), [&](Transaction& tx) -> Outcome {
      answer.emplace(command(tx));
      return *answer ? Outcome{&**answer, {}} : Outcome{nullptr, answer->error()};
    });
    return std::move(*answer);
  }
  /// Runs questions on one snapshot; may run more than once, as a command may.
  template <class Question>
  auto read(Question&& question) -> decltype(question(std::declval<Transaction&>())) {
    using R = decltype(question(std::declval<Transaction&>()));
    std::optional<R> answer;
    run_read([&](Transaction& tx) { answer.emplace(question(tx)); });
    return std::move(*answer);
  }

  virtual Engine engine() const = 0;
  /// True while the hub can reach it; for /readyz.
  virtual bool is_ready() = 0;
  /// Tries to become the one process that does `task`: nullptr while another one is. (On SQLite there is no
  /// other one.)
  virtual std::unique_ptr<Leadership> lead(std::string_view task) = 0;

 protected:
  virtual void run_write(const std::function<bool(Transaction&)>& command) = 0;
  virtual void run_read(const std::function<void(Transaction&)>& question) = 0;

 private:
  using Command = std::function<Outcome(Transaction&)>;
  /// With the companion of this thread (companion.h), where there is one.
  void run_command(const std::type_info& result, const Command& command);
};

/// What the guard of tables holds a statement to (SQLite only; tests switch it on).
enum class TableRule {
  any,
  own_module,    // a module touches only tables named after it; code outside of modules touches any
  named_module,  // and nobody touches a table without saying for which module (ModuleScope)
};

struct DatabaseOptions {
  std::size_t readers = 4;             // read connections (SQLite) or pool size (PostgreSQL)
  std::size_t batch_commands = 256;    // most commands in one SQLite transaction
  std::int64_t batch_wait_us = 2'000;  // longest wait for more commands
  /// A question (on PostgreSQL: a statement of one) that takes longer is ended, as DatabaseUnavailable. It is
  /// below the 30 s after which a request is answered without waiting for it.
  std::int64_t longest_read_ms = 25'000;
  TableRule table_rule = TableRule::any;
};

/// "sqlite:PATH", "sqlite::memory:" (tests) or "postgresql://…". Refuses (DatabaseError) a PostgreSQL with
/// fsync=off, synchronous_commit=off or a collation other than C, and a SQLite file that another server
/// holds.
std::unique_ptr<Database> open_database(const std::string& address, const DatabaseOptions& options = {});

}  // namespace shuniu::database
