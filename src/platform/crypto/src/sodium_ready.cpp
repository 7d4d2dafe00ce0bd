#include "sodium_ready.h"

#include <sodium.h>

#include "shuniu/base/assert.h"

namespace shuniu::crypto {

void make_sodium_ready() {
  static const bool ready = sodium_init() >= 0;
  SHUNIU_ASSERT(ready, "libsodium has a source of randomness");
}

}  // namespace shuniu::crypto
