// password.h - passwords by argon2id, through a bounded queue, so that sign-ins cannot exhaust the machine.
//
//   PasswordHasher hasher({.threads = 1, .queue = 3});
//   Result<std::string> hash = hasher.hash(password);       // crypto.busy when four are at it already
//   auto place = hasher.take_place();                       // before other work that leads to a hash
//   Result<bool> same = place->verify(hash.value(), password);
//
// Promises
//   - 19 MiB and two passes (OWASP's least for argon2id); the hash names its own cost, so older hashes still
//     verify.
//   - At most `threads` + `queue` callers hold a place; whoever comes beyond that is told crypto.busy at
//     once.
//     A place is the right to wait: it is given back when it goes out of scope.
//   - The caller waits for its turn, at most `longest_wait`; then the answer is crypto.busy.
//   - At most `threads` computations run at a time, whoever asks.
// Does not copy, log or keep a password: the computation reads the caller's own text while the caller waits.
// Thread-safe; it must outlive the calls into it.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "shuniu/base/result.h"

namespace shuniu::crypto {

struct PasswordOptions {
  std::size_t threads = 1;
  std::size_t queue = 32;  // callers who may wait, beside those whose hash is being computed
  std::chrono::milliseconds longest_wait{5'000};
  std::size_t memory_bytes = 19 * 1024 * 1024;
  unsigned passes = 2;
};

class PasswordHasher {
  struct State;

 public:
  class Place {
   public:
    Result<std::string> hash(const std::string& password) const;
    /// False also for a text that is no hash.
    Result<bool> verify(const std::string& hash, const std::string& password) const;

   private:
    friend class PasswordHasher;
    explicit Place(std::shared_ptr<State> held) : held_(std::move(held)) {}
    std::shared_ptr<State> held_;  // its deleter gives the place back
  };

  explicit PasswordHasher(PasswordOptions options = {});
  ~PasswordHasher();
  Result<Place> take_place();
  Result<std::string> hash(const std::string& password);
  Result<bool> verify(const std::string& hash, const std::string& password);

 private:
  std::unique_ptr<State> state_;
};

}  // namespace shuniu::crypto
