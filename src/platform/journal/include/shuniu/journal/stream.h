// stream.h - the background work of the journal: numbering facts and running subscribers.
//
//   Stream stream(database, clock);
//   stream.subscribe({"market.matches", [&](Transaction& tx, const RecordedFact& fact) { … }});
//   stream.start();                                   // one thread; stop() joins it
//
// Promises
//   - One sequencer per hub: the process that holds the advisory lock on PostgreSQL, the server itself on
//     SQLite.
//   - A handler's changes and its cursor commit together; after a crash it sees the fact again, never a hole.
//   - A fact whose handler throws twice is set aside (table journal_set_aside) and reported; the stream goes
//     on.
//   - `wait_for` returns true once a fact after `after` is numbered; false at the deadline or on stop. Any
//     thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "shuniu/base/instant.h"
#include "shuniu/journal/feed.h"

namespace shuniu::journal {

struct Subscriber {
  std::string name;  // of its cursor; up to the first dot it is the module whose tables the handler may touch
  std::function<void(database::Transaction&, const RecordedFact&)> handle;
};

/// A reader that keeps its own cursor outside the database (the search index): called with facts in order.
struct Follower {
  std::string name;
  std::function<std::int64_t()> cursor;  // the last seq that it has taken in
  /// May be called again with the same facts after a crash.
  std::function<void(const std::vector<RecordedFact>&)> take;
};

class Stream {
 public:
  Stream(database::Database& database, const Clock& clock);
  ~Stream();
  void subscribe(Subscriber subscriber);
  void follow(Follower follower);
  void start();
  void stop();
  /// Numbers what is committed and runs subscribers until nothing is left; for tests and commands without a
  /// server.
  void drain();
  /// Tells the stream that something was committed, so that it need not wait for its next look (20 ms).
  void nudge();
  bool wait_for(std::int64_t after, std::chrono::milliseconds longest);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

struct SetAsideFact {
  std::int64_t seq = 0;
  std::string subscriber;
  std::string type;
  std::string error;
  Instant at;
};
SHUNIU_DESCRIBE(SetAsideFact, seq, subscriber, type, error, at)

std::vector<SetAsideFact> set_aside_facts(database::Database& database);

}  // namespace shuniu::journal
