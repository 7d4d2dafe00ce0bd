#include "shuniu/crypto/random.h"

#include <sodium.h>

#include "shuniu/crypto/hash.h"
#include "sodium_ready.h"

namespace shuniu::crypto {

std::string random_bytes(std::size_t count) {
  make_sodium_ready();
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::string random_token() {
  return base64url(random_bytes(32));
}

std::string new_uuid(Instant now) {
  make_sodium_ready();
  std::array<std::uint8_t, 10> random{};
  randombytes_buf(random.data(), random.size());
  return make_uuid7(now, random);
}

}  // namespace shuniu::crypto
