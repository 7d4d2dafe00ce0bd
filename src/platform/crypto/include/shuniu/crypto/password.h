// password.h - passwords by argon2id, through a bounded queue, so that sign-ins cannot exhaust the machine.
//
//   PasswordHasher hasher({.threads = 1, .queue = 32});
//   Result<std::string> hash = hasher.hash(password);       // crypto.busy when the queue is full
//   Result<bool> same = hasher.verify(hash.value(), password);
//
// Promises
//   - 19 MiB and two passes (OWASP's least for argon2id); the hash names its own cost, so older hashes still
//     verify.
//   - The caller waits for its turn, at most `longest_wait`; then, or when the queue is full, the answer is
//     crypto.busy.
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
  std::size_t queue = 32;  // waiting requests, beside those that are being computed
  std::chrono::milliseconds longest_wait{5'000};
  std::size_t memory_bytes = 19 * 1024 * 1024;
  unsigned passes = 2;
};

class PasswordHasher {
 public:
  explicit PasswordHasher(PasswordOptions options = {});
  ~PasswordHasher();
  Result<std::string> hash(const std::string& password);
  /// False also for a text that is no hash.
  Result<bool> verify(const std::string& hash, const std::string& password);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace shuniu::crypto
