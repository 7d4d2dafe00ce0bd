// idempotency.h - the answer of a change is kept under the client's Idempotency-Key and given again to a
// repetition.
//
//   IdempotencyStore store(database, clock);
//   auto begun = store.begin({account_and_route, key, fingerprint});
//   if (!begun) return problem(begun.error(), actor);  // idempotency.key_reused, idempotency.in_progress
//   if (begun->replay) return *begun->replay;
//   … run the command …
//   store.finish(call, response);
//
// Promises
//   - A key runs its command at most once in 24 hours; a repetition gets the stored answer, success or
//     refusal.
//   - The same key with another request is refused; so is a repetition while the first one still runs.
//   - After a crash between the command and its stored answer the key answers idempotency.outcome_unknown:
//     look, then decide. It never runs the command again.
// Does not store cookies, files or answers that say "try again later" (those release the key). Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shuniu/database/database.h"
#include "shuniu/database/migrations.h"
#include "shuniu/http/router.h"

namespace shuniu::http {

struct KeyedCall {
  std::string scope;        // account and route
  std::string key;          // as the client sent it
  std::string fingerprint;  // hash of path, query and body
};

struct BegunCall {
  std::optional<Response> replay;  // empty: run the command
};

class IdempotencyStore {
 public:
  IdempotencyStore(database::Database& database, const Clock& clock) : database_(database), clock_(clock) {}
  Result<BegunCall> begin(const KeyedCall& call);
  void finish(const KeyedCall& call, const Response& response);

 private:
  database::Database& database_;
  const Clock& clock_;
};

std::vector<database::Migration> migrations();

}  // namespace shuniu::http
