#include "driver_transaction.h"

#include "parameters.h"
#include "shuniu/base/assert.h"

namespace shuniu::database {
namespace {

thread_local bool inside_command = false;

}  // namespace

std::int64_t DriverTransaction::execute(std::string_view sql, const std::vector<Value>& parameters,
                                        const RowReader& reader) {
  if (!is_alive()) throw DatabaseUnavailable("the transaction is lost; not run: " + std::string(sql));
  if (failed_) throw DatabaseError("an earlier statement failed; not run: " + std::string(sql));
  try {
    check_parameters(parameters);
    return run_statement(sql, parameters, reader);
  } catch (...) {
    failed_ = true;
    throw;
  }
}

bool DriverTransaction::savepoint(const std::function<bool()>& work) {
  if (failed_ || !is_alive()) throw DatabaseError("an earlier statement failed; no savepoint is possible");
  const std::string name = "s" + std::to_string(++depth_);
  bool keeps = false;
  try {
    control("SAVEPOINT " + name);
    keeps = work();
    if (keeps && failed_) throw DatabaseError("the work of a savepoint went on after a failed statement");
    if (keeps) control("RELEASE SAVEPOINT " + name);
  } catch (...) {
    take_back(name);
    throw;
  }
  if (keeps) --depth_;
  if (!keeps) take_back(name);
  return keeps;
}

void DriverTransaction::take_back(const std::string& name) {
  --depth_;
  failed_ = true;
  if (!is_alive()) return;
  control("ROLLBACK TO SAVEPOINT " + name);
  control("RELEASE SAVEPOINT " + name);
  failed_ = false;
}

InsideCommand::InsideCommand() {
  inside_command = true;
}

InsideCommand::~InsideCommand() {
  inside_command = false;
}

void InsideCommand::refuse_nesting() {
  SHUNIU_ASSERT(!inside_command, "a command does not start another command");
}

}  // namespace shuniu::database
