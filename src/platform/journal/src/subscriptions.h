// subscriptions.h - hands facts to one subscriber: what its handler writes and its cursor commit together.
//
// Not thread-safe; the stream calls it from one thread at a time. Other processes are kept out by the
// cursor's row lock.
#pragma once

#include "shuniu/journal/stream.h"

namespace shuniu::journal {

class Subscription {
 public:
  Subscription(database::Database& database, const Clock& clock, Subscriber subscriber);
  /// Handles facts up to `last_seq` for some milliseconds; true when there is more to do.
  bool advance(std::int64_t last_seq);

 private:
  struct Step;
  Step take_step(database::Transaction& tx) const;
  std::string handle(database::Transaction& tx, const RecordedFact& fact) const;
  void report(const Step& step) const;

  database::Database& database_;
  const Clock& clock_;
  const Subscriber subscriber_;
  const std::string module_;
  std::int64_t cursor_ = -1;     // as this process last saw it
  std::int64_t failed_seq_ = 0;  // the fact that has failed once
};

}  // namespace shuniu::journal
