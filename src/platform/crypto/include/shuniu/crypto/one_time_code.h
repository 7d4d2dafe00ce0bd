// one_time_code.h - the codes of an authenticator app: HOTP (RFC 4226) with SHA-1, and Base32 for its secret.
//
//   const std::string secret = random_bytes(one_time_secret_bytes);
//   base32(secret);                                          // what the app is given
//   one_time_code(secret, seconds / 30);                     // "287082": RFC 6238 with steps of 30 seconds
//
// Promises: pure; the codes are those of the RFCs' test vectors.
// Does not know the time, and remembers no code that was used.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace shuniu::crypto {

constexpr std::size_t one_time_secret_bytes = 20;  // as RFC 4226 recommends

/// With leading zeros; `digits` from 6 to 8.
std::string one_time_code(std::string_view secret, std::int64_t counter, int digits = 6);
/// Of RFC 4648, without padding.
std::string base32(std::string_view bytes);

}  // namespace shuniu::crypto
