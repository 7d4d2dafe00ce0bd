// assert.h - invariants that end the process when broken, in every build.
//
//   SHUNIU_ASSERT(balance >= 0, "the ledger never overdraws");
//
// Promises: on failure one line (file, line, invariant) goes to stderr and the process aborts, so nothing
// wrong is saved.
// Does not: judge input. What a user or a peer can cause is a Reason (result.h), never an assertion.
#pragma once

namespace shuniu {

[[noreturn]] void assertion_failed(const char* condition, const char* says, const char* file,
                                   int line) noexcept;

}  // namespace shuniu

#define SHUNIU_ASSERT(condition, says) \
  ((condition) ? void(0) : ::shuniu::assertion_failed(#condition, says, __FILE__, __LINE__))
