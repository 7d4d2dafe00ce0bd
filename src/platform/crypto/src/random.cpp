#include "shuniu/crypto/random.h"

#include <sodium.h>

#include <mutex>

#include "shuniu/crypto/hash.h"
#include "sodium_ready.h"

namespace shuniu::crypto {
namespace {

using UuidBits = std::array<std::uint8_t, 10>;

constexpr std::uint32_t counter_mask = (1U << 26) - 1;

/// The bits of a UUID below the version that sort first: 4 + 8 + 6 + 8.
void put_counter(UuidBits& bits, std::uint32_t counter) {
  bits[0] = static_cast<std::uint8_t>(counter >> 22);
  bits[1] = static_cast<std::uint8_t>(counter >> 14);
  bits[2] = static_cast<std::uint8_t>((counter >> 8) & 0x3F);
  bits[3] = static_cast<std::uint8_t>(counter);
}

/// Counts on within a millisecond, from a random start in the lower half (RFC 9562, section 6.2, method 1).
class UuidCounter {
 public:
  std::uint32_t next(std::int64_t milliseconds) {
    const std::scoped_lock lock(mutex_);
    if (milliseconds == last_milliseconds_) {
      counter_ = (counter_ + 1) & counter_mask;
    } else {
      counter_ = randombytes_random() & (counter_mask >> 1);
      last_milliseconds_ = milliseconds;
    }
    return counter_;
  }

 private:
  std::mutex mutex_;
  std::int64_t last_milliseconds_ = -1;
  std::uint32_t counter_ = 0;
};

}  // namespace

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
  static UuidCounter counter;
  UuidBits bits{};
  randombytes_buf(bits.data(), bits.size());
  put_counter(bits, counter.next(now.microseconds / 1'000));
  return make_uuid7(now, bits);
}

}  // namespace shuniu::crypto
