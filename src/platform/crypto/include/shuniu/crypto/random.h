// random.h - randomness of the operating system (libsodium), ids and secrets.
//
//   const auto need = new_id<NeedId>(clock.now());
//   const std::string token = random_token();           // 32 bytes, base64url without padding
//
// Promises
//   - Every draw comes from the kernel's generator; thread-safe.
//   - Of ids made by one process at one millisecond, the later sorts later: rows of a file keep their order.
#pragma once

#include <string>

#include "shuniu/base/id.h"

namespace shuniu::crypto {

std::string random_bytes(std::size_t count);
std::string random_token();
std::string new_uuid(Instant now);

template <class SomeId>
SomeId new_id(Instant now) {
  return SomeId(new_uuid(now));
}

}  // namespace shuniu::crypto
