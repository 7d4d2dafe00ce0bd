// companion.h - what belongs to a command without being its business, written in the command's own
// transaction.
//
//   class KeptAnswer : public Companion { bool accompany(Transaction& tx, const Command& command) override;
//   };
//   KeptAnswer kept(key);
//   Accompaniment accompaniment(kept, typeid(ItemState));
//   auto state = market.submit(actor, item);     // its write runs kept.accompany(tx, command)
//   if (accompaniment.is_committed()) …          // both are durable
//
// Promises
//   - The write of this thread, while the accompaniment lives, hands its command to the companion: what both
//     change commits together, or nothing does.
//   - Only a command whose Result holds the announced type is accompanied, and only one commits. Any other
//     write throws DatabaseError before it runs, so that nothing is committed beside the companion.
//   - A write that ended with an exception does not count; the command may be tried again.
// Does not concern reads, nor writes of other threads. At most one lives per thread.
#pragma once

#include <functional>
#include <typeinfo>

#include "shuniu/base/result.h"

namespace shuniu::database {

class Transaction;

/// How a command ended: what its Result holds, or (nullptr) why it refused.
struct Outcome {
  const void* value = nullptr;
  Reason refusal;
};

class Companion {
 public:
  using Command = std::function<Outcome()>;

  virtual ~Companion() = default;
  /// Runs the command, and its own statements beside it. True commits; false undoes everything. It may be run
  /// more than once, as a command may.
  virtual bool accompany(Transaction& tx, const Command& command) = 0;
};

class Accompaniment {
 public:
  Accompaniment(Companion& companion, const std::type_info& answer);
  ~Accompaniment();
  Accompaniment(const Accompaniment&) = delete;
  Accompaniment& operator=(const Accompaniment&) = delete;

  bool is_committed() const { return is_committed_; }

 private:
  friend class Database;
  /// That of this thread; nullptr when there is none.
  static Accompaniment* current();
  /// Throws where a command with such a result may not run.
  void check(const std::type_info& result) const;

  Companion& companion_;
  const std::type_info& answer_;
  bool is_committed_ = false;
};

}  // namespace shuniu::database
