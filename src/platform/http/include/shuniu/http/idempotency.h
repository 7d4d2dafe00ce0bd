// idempotency.h - the answer of a change is kept under the client's Idempotency-Key and given again to a
// repetition.
//
//   IdempotencyStore store(database, clock);
//   const KeyedCall call{scope, key, fingerprint};
//   auto answer = store.with_command(call, typeid(ItemState), render, [&] { return handler(request); });
//   return answer ? *answer : problem(answer.error(), actor);  // idempotency.key_reused, …
//
// Promises
//   - A key runs its command at most once in 24 hours; a repetition gets the stored answer, success or
//     refusal. The same key with another request is refused.
//   - with_command: key, answer and what the command changed commit together, so that a crash leaves all of
//     it or nothing, and a key without an answer has changed nothing. A repetition that comes at the same
//     time
//     waits and gets the answer of the first.
//   - around_command, for handlers that write more than once: the key is taken before. A repetition meanwhile
//     is refused (in_progress); after a crash the key answers idempotency.outcome_unknown: look, then decide.
// Does not store cookies, files or answers that say "try again later" (those release the key). Thread-safe.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <typeinfo>
#include <vector>

#include "shuniu/database/database.h"
#include "shuniu/database/migrations.h"
#include "shuniu/http/router.h"

namespace shuniu::http {

struct KeyedCall {
  std::string scope;        // account, organisation that it acts for, and route
  std::string key;          // as the client sent it
  std::string fingerprint;  // hash of path, query and body
};

class IdempotencyStore {
 public:
  using Handle = std::function<Response()>;
  /// The response that the outcome of a command becomes.
  using Render = std::function<Response(const database::Outcome&)>;

  IdempotencyStore(database::Database& database, const Clock& clock) : database_(database), clock_(clock) {}
  /// `handle` runs one command at most, whose Result holds `answer_type`; what it then answers is `render`
  /// of it.
  Result<Response> with_command(const KeyedCall& call, const std::type_info& answer_type,
                                const Render& render, const Handle& handle);
  /// `failure` is kept when `handle` throws: then nobody knows what has happened.
  Result<Response> around_command(const KeyedCall& call, const Response& failure, const Handle& handle);

 private:
  Result<std::optional<Response>> find(const KeyedCall& call);
  Result<std::optional<Response>> begin(const KeyedCall& call);
  Result<Response> keep(const KeyedCall& call, Response response);
  void finish(const KeyedCall& call, const Response& response);
  void forget_old();

  database::Database& database_;
  const Clock& clock_;
  std::atomic<std::int64_t> forgets_at_us_ = 0;
};

std::vector<database::Migration> migrations();

}  // namespace shuniu::http
