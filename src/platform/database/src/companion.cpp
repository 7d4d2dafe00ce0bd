#include "shuniu/database/companion.h"

#include "shuniu/base/assert.h"
#include "shuniu/database/database.h"

namespace shuniu::database {
namespace {

thread_local Accompaniment* of_this_thread = nullptr;

}  // namespace

Accompaniment::Accompaniment(Companion& companion, const std::type_info& answer)
    : companion_(companion), answer_(answer) {
  SHUNIU_ASSERT(of_this_thread == nullptr, "one thread has one accompaniment");
  of_this_thread = this;
}

Accompaniment::~Accompaniment() {
  of_this_thread = nullptr;
}

Accompaniment* Accompaniment::current() {
  return of_this_thread;
}

void Accompaniment::check(const std::type_info& result) const {
  if (is_committed_) throw DatabaseError("a command that is accompanied commits once");
  if (result != answer_) {
    throw DatabaseError(std::string("a command with the result ") + result.name() +
                        " runs where one with the result " + answer_.name() + " is accompanied");
  }
}

void Database::run_command(const std::type_info& result, const Command& command) {
  Accompaniment* const accompaniment = Accompaniment::current();
  if (accompaniment == nullptr) {
    return run_write([&command](Transaction& tx) { return command(tx).value != nullptr; });
  }
  accompaniment->check(result);
  bool is_kept = false;
  run_write([&](Transaction& tx) {
    is_kept = accompaniment->companion_.accompany(tx, [&] { return command(tx); });
    return is_kept;
  });
  accompaniment->is_committed_ = is_kept;
}

}  // namespace shuniu::database
