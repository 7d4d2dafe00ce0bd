// password.h - passwords by argon2id, through a bounded queue, so that sign-ins cannot exhaust the machine.
//
//   PasswordHasher hasher({.threads = 1, .queue = 32});
//   Result<std::string> hash = hasher.hash(password);       // crypto.busy when the queue is full
//   Result<bool> same = hasher.verify(hash.value(), password);
//
// Promises: 19 MiB and two passes (OWASP's least for argon2id); the answer waits for its turn, at most `longest_wait`.
// Does not log or keep a password; its buffer is wiped.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "shuniu/base/result.h"

namespace shuniu::crypto {

struct PasswordOptions {
  std::size_t threads = 1;
  std::size_t queue = 32;
  std::chrono::milliseconds longest_wait{5'000};
  std::size_t memory_bytes = 19 * 1024 * 1024;
  unsigned passes = 2;
};

class PasswordHasher {
 public:
  explicit PasswordHasher(PasswordOptions options = {});
  ~PasswordHasher();
  Result<std::string> hash(const std::string& password);
  Result<bool> verify(const std::string& hash, const std::string& password);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace shuniu::crypto
