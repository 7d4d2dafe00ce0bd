// driver_transaction.h - what both drivers' transactions do alike: savepoints, and nothing after a failed
// statement.
#pragma once

#include "shuniu/database/database.h"

namespace shuniu::database {

class DriverTransaction : public Transaction {
 public:
  std::int64_t execute(std::string_view sql, const std::vector<Value>& parameters,
                       const RowReader& reader) final;
  bool savepoint(const std::function<bool()>& work) final;
  /// A statement failed, and no savepoint took it back.
  bool has_failed() const { return failed_; }

 protected:
  /// Runs the module's statement. Any exception makes the transaction (or the savepoint) a failed one.
  virtual std::int64_t run_statement(std::string_view sql, const std::vector<Value>& parameters,
                                     const RowReader& reader) = 0;
  /// Runs SAVEPOINT, RELEASE and ROLLBACK TO.
  virtual void control(const std::string& sql) = 0;
  /// False when the engine has given the whole transaction up: then no savepoint can take it back.
  virtual bool is_alive() const = 0;

 private:
  void take_back(const std::string& name);

  bool failed_ = false;
  int depth_ = 0;
};

/// Marks the thread as being inside a command, for as long as it lives; a second one terminates.
class InsideCommand {
 public:
  InsideCommand();
  ~InsideCommand();
  InsideCommand(const InsideCommand&) = delete;
  InsideCommand& operator=(const InsideCommand&) = delete;
  /// Called where a command is handed in.
  static void refuse_nesting();
};

}  // namespace shuniu::database
