// failing_database.h - a database that fails on purpose, in the ways in which real ones do.
//
//   Trouble trouble;                                       // outlives the database
//   FailingDatabase database(open_database(…), trouble);
//   trouble.arm({Failure::lost_reply, 0});       // the next write commits, and its caller never learns
//
// A failure strikes once, at the write or statement that it counts down to, and is gone then; `disarm` takes
// back one that has not struck. For one caller at a time.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <stdexcept>

#include "shuniu/database/database.h"

namespace shuniu::database {

enum class Failure {
  none,
  busy,              // the write cannot begin
  rerun,             // the command runs, is undone, and runs again
  broken_statement,  // a statement inside the command fails
  lost_reply,        // committed, but the caller is told that nobody knows
  crash,             // the process is killed inside the command
  crash_unheard,     // the process is killed behind the COMMIT, before the caller hears of it
};

struct Strike {
  Failure failure = Failure::none;
  std::int64_t after = 0;  // writes, or statements, that still go well
};

/// Not an exception of the database: nothing in the hub expects it.
struct Killed : std::runtime_error {
  Killed() : std::runtime_error("the process was killed") {}
};

/// What goes wrong next; shared by the simulation and the database.
class Trouble {
 public:
  void arm(const Strike& strike) {
    strike_ = strike;
    struck_ = false;
  }
  void disarm() { strike_ = {}; }
  bool has_struck() const { return struck_; }
  bool is_dead() const { return dead_; }
  void revive() { dead_ = false; }
  /// Called at the instant of a crash, to keep what a killed process leaves on the disk.
  std::function<void()> keep_the_disk;

  /// True when `failure` strikes here; it is gone then.
  bool strikes(Failure failure) {
    if (strike_.failure != failure) return false;
    if (strike_.after-- > 0) return false;
    strike_ = {};
    struck_ = true;
    return true;
  }
  [[noreturn]] void kill() {
    keep_the_disk();
    dead_ = true;
    throw Killed();
  }
  /// Until it is brought back, nothing reaches the database.
  void take_away() { away_ = true; }
  void bring_back() { away_ = false; }
  bool is_away() const { return away_ || dead_; }
  /// A dead process does nothing more.
  void check_reachable() const {
    if (is_away()) throw DatabaseUnavailable("the database is away on purpose");
  }

 private:
  Strike strike_;
  bool struck_ = false;
  bool dead_ = false;
  std::atomic<bool> away_ = false;
};

class FailingTransaction final : public Transaction {
 public:
  FailingTransaction(Transaction& real, Trouble& trouble) : real_(real), trouble_(trouble) {}
  std::string_view for_update() const override { return real_.for_update(); }
  Engine engine() const override { return real_.engine(); }
  void lock(std::string_view name) override { real_.lock(name); }
  bool savepoint(const std::function<bool()>& work) override { return real_.savepoint(work); }
  std::int64_t execute(std::string_view sql, const std::vector<Value>& parameters,
                       const RowReader& reader) override {
    trouble_.check_reachable();
    if (trouble_.strikes(Failure::crash)) trouble_.kill();
    if (trouble_.strikes(Failure::broken_statement)) {
      throw DatabaseUnavailable("a statement failed on purpose");
    }
    return real_.execute(sql, parameters, reader);
  }

 private:
  Transaction& real_;
  Trouble& trouble_;
};

class FailingDatabase final : public Database {
 public:
  FailingDatabase(std::unique_ptr<Database> real, Trouble& trouble)
      : real_(std::move(real)), trouble_(trouble) {}

  Engine engine() const override { return real_->engine(); }
  bool is_ready() override { return !trouble_.is_away() && real_->is_ready(); }
  std::unique_ptr<Leadership> lead(std::string_view task) override { return real_->lead(task); }

 protected:
  void run_write(const std::function<bool(Transaction&)>& command) override {
    trouble_.check_reachable();
    if (trouble_.strikes(Failure::busy)) throw DatabaseUnavailable("busy on purpose");
    const bool runs_twice = trouble_.strikes(Failure::rerun);
    const auto failing = [&](Transaction& tx) {
      FailingTransaction transaction(tx, trouble_);
      if (runs_twice) run_and_undo(transaction, command);
      return command(transaction);
    };
    ((*real_).*Inside::write)(failing);
    if (trouble_.strikes(Failure::crash_unheard)) trouble_.kill();
    if (trouble_.strikes(Failure::lost_reply)) throw OutcomeUnknown("the reply was lost on purpose");
  }
  void run_read(const std::function<void(Transaction&)>& question) override {
    trouble_.check_reachable();
    ((*real_).*Inside::read)([&](Transaction& tx) {
      FailingTransaction transaction(tx, trouble_);
      question(transaction);
    });
  }

 private:
  /// The way into another database, beside its public templates: those have been passed already.
  struct Inside : Database {
    static constexpr auto write = &Inside::run_write;
    static constexpr auto read = &Inside::run_read;
  };

  static void run_and_undo(Transaction& tx, const std::function<bool(Transaction&)>& command) {
    tx.savepoint([&] {
      command(tx);
      return false;
    });
  }

  const std::unique_ptr<Database> real_;
  Trouble& trouble_;
};

}  // namespace shuniu::database
