// code_app.h - an authenticator app: takes the Base32 secret, shows the code of a moment.
#pragma once

#include <string>
#include <string_view>

#include "shuniu/base/instant.h"
#include "shuniu/crypto/one_time_code.h"

namespace shuniu::identity::testing {

class CodeApp {
 public:
  explicit CodeApp(std::string_view base32) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::uint32_t held = 0;
    int bits = 0;
    for (const char c : base32) {
      held = (held << 5 | static_cast<std::uint32_t>(alphabet.find(c))) & 0xFFFFU;
      bits += 5;
      if (bits < 8) continue;
      bits -= 8;
      secret_ += static_cast<char>(held >> bits & 0xFFU);
    }
  }
  std::string code(Instant now) const {
    return crypto::one_time_code(secret_, now.microseconds / (30 * microseconds_per_second));
  }

 private:
  std::string secret_;
};

}  // namespace shuniu::identity::testing
