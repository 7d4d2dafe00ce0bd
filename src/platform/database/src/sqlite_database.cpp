#include "sqlite_database.h"

#include "driver_transaction.h"

namespace shuniu::database {
namespace {

constexpr std::string_view in_memory = ":memory:";

class SqliteTransaction final : public DriverTransaction {
 public:
  explicit SqliteTransaction(SqliteConnection& connection) : connection_(connection) {}
  std::string_view for_update() const override { return ""; }
  Engine engine() const override { return Engine::sqlite; }
  void lock(std::string_view) override {}

 protected:
  std::int64_t run_statement(std::string_view sql, const std::vector<Value>& parameters,
                             const RowReader& reader) override {
    return connection_.execute(sql, parameters, reader);
  }
  void control(const std::string& sql) override { connection_.control(sql); }
  bool is_alive() const override { return connection_.in_transaction(); }

 private:
  SqliteConnection& connection_;
};

/// The lock file makes this process the only one, so it leads whatever it wants to.
class SoleLeadership final : public Leadership {
 public:
  bool holds() override { return true; }
};

}  // namespace

class SqliteDatabase::ReaderLease {
 public:
  explicit ReaderLease(SqliteDatabase& database) : database_(database) {
    std::unique_lock lock(database_.reader_mutex_);
    database_.reader_returned_.wait(lock, [this] { return !database_.readers_.empty(); });
    connection_ = std::move(database_.readers_.back());
    database_.readers_.pop_back();
  }
  ~ReaderLease() {
    const std::lock_guard lock(database_.reader_mutex_);
    database_.readers_.push_back(std::move(connection_));
    database_.reader_returned_.notify_one();
  }
  ReaderLease(const ReaderLease&) = delete;
  ReaderLease& operator=(const ReaderLease&) = delete;
  SqliteConnection& operator*() { return *connection_; }

 private:
  SqliteDatabase& database_;
  std::unique_ptr<SqliteConnection> connection_;
};

SqliteDatabase::SqliteDatabase(std::string path, const DatabaseOptions& options)
    : options_(options),
      memory_(path == in_memory ? std::make_unique<MemoryDirectory>() : nullptr),
      path_(memory_ ? memory_->file() : std::move(path)),
      lock_(path_ + ".lock"),
      guard_(options.table_rule),
      writer_(std::make_unique<SqliteConnection>(path_, SqliteConnection::Access::read_write, guard_)) {
  for (std::size_t i = 0; i < std::max<std::size_t>(options.readers, 1); ++i) {
    readers_.push_back(
        std::make_unique<SqliteConnection>(path_, SqliteConnection::Access::read_only, guard_));
  }
  writer_thread_ = std::thread([this] { run_writer(); });
}

SqliteDatabase::~SqliteDatabase() {
  {
    const std::lock_guard lock(queue_mutex_);
    stopping_ = true;
    arrived_.notify_all();
  }
  writer_thread_.join();
  readers_.clear();
  writer_.reset();  // last, so that it folds the WAL into the file
}

bool SqliteDatabase::is_ready() {
  try {
    run_read([](Transaction& tx) { tx.execute("SELECT 1", {}, nullptr); });
    return true;
  } catch (const DatabaseError&) {
    return false;
  }
}

std::unique_ptr<Leadership> SqliteDatabase::lead(std::string_view) {
  return std::make_unique<SoleLeadership>();
}

void SqliteDatabase::run_write(const std::function<bool(Transaction&)>& work) {
  InsideCommand::refuse_nesting();
  Command command{work, std::string(ModuleScope::current()), nullptr, false, {}};
  std::unique_lock lock(queue_mutex_);
  queue_.push_back(&command);
  arrived_.notify_one();
  command.answered.wait(lock, [&command] { return command.finished; });
  if (command.failure) std::rethrow_exception(command.failure);
}

void SqliteDatabase::run_read(const std::function<void(Transaction&)>& question) {
  ReaderLease connection(*this);
  (*connection).control("BEGIN");
  SqliteTransaction transaction(*connection);
  (*connection)
      .end_at(std::chrono::steady_clock::now() + std::chrono::milliseconds(options_.longest_read_ms));
  try {
    question(transaction);
  } catch (...) {
    (*connection).end_at(std::nullopt);
    if ((*connection).in_transaction()) (*connection).control("ROLLBACK");
    throw;
  }
  (*connection).end_at(std::nullopt);
  (*connection).control("COMMIT");
}

void SqliteDatabase::run_writer() {
  for (Batch batch = gather(); !batch.empty(); batch = gather()) {
    if (!commit_together(batch)) {
      for (Command* command : batch) commit_alone(*command);
    }
    acknowledge(batch);
  }
}

/// What waits, at least one command. While callers come in company, it waits a little for as many as came
/// last time; a caller that comes alone waits for nobody.
SqliteDatabase::Batch SqliteDatabase::gather() {
  std::unique_lock lock(queue_mutex_);
  arrived_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
  const std::size_t company = std::min(last_batch_, options_.batch_commands);
  arrived_.wait_for(lock, std::chrono::microseconds(options_.batch_wait_us),
                    [this, company] { return stopping_ || queue_.size() >= company; });
  const std::size_t count = std::min(queue_.size(), std::max<std::size_t>(options_.batch_commands, 1));
  Batch batch(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(count));
  queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(count));
  last_batch_ = std::max<std::size_t>(count, 1);
  return batch;
}

/// True when the whole batch is durable. False when the transaction is gone (disk full, I/O error, failed
/// COMMIT): then nothing of it has happened.
bool SqliteDatabase::commit_together(const Batch& batch) {
  try {
    writer_->control("BEGIN IMMEDIATE");
    for (Command* command : batch) {
      run_in_savepoint(*command);
      if (!writer_->in_transaction()) return false;
    }
    writer_->control("COMMIT");
    return true;
  } catch (...) {
    roll_back();
    return false;
  }
}

void SqliteDatabase::commit_alone(Command& command) {
  try {
    writer_->control("BEGIN IMMEDIATE");
    run_in_savepoint(command);
    if (writer_->in_transaction()) {
      writer_->control("COMMIT");
    } else if (!command.failure) {
      throw DatabaseUnavailable("the disk is full or failed while the command ran");
    }
  } catch (...) {
    command.failure = std::current_exception();
    roll_back();
  }
}

/// The command's own failure goes to its caller alone; a failure of the savepoint itself ends the
/// transaction.
void SqliteDatabase::run_in_savepoint(Command& command) {
  const InsideCommand inside;
  const ModuleScope scope(command.module);
  command.failure = nullptr;
  bool accepted = false;
  writer_->control("SAVEPOINT command");
  SqliteTransaction transaction(*writer_);
  try {
    accepted = command.work(transaction);
    if (accepted && transaction.has_failed())
      throw DatabaseError("the command went on after a failed statement");
  } catch (...) {
    command.failure = std::current_exception();
    accepted = false;
  }
  if (!writer_->in_transaction()) return;
  if (!accepted) writer_->control("ROLLBACK TO SAVEPOINT command");
  writer_->control("RELEASE SAVEPOINT command");
}

void SqliteDatabase::roll_back() {
  try {
    if (writer_->in_transaction()) writer_->control("ROLLBACK");
    return;
  } catch (const DatabaseError&) {
    // A connection that cannot even roll back is given up below; the next one recovers from the file.
  }
  try {
    writer_ = std::make_unique<SqliteConnection>(path_, SqliteConnection::Access::read_write, guard_);
  } catch (const DatabaseError&) {
    // The disk is still away: the next command fails at BEGIN and comes here again.
  }
}

void SqliteDatabase::acknowledge(const Batch& batch) {
  const std::lock_guard lock(queue_mutex_);
  for (Command* command : batch) {
    command->finished = true;
    command->answered.notify_one();
  }
}

}  // namespace shuniu::database
