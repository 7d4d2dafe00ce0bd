// hash.h - SHA-256, HMAC-SHA-256, hexadecimal and base64url.
//
//   session.token_hash = hex(sha256(token));
//
// Promises: pure functions; equal_in_constant_time takes as long for a wrong secret as for a right one of the
// same length.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace shuniu::crypto {

std::string sha256(std::string_view data);  // 32 bytes
std::string hmac_sha256(std::string_view key, std::string_view data);
std::string hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);
std::string base64url(std::string_view bytes);  // without padding
bool equal_in_constant_time(std::string_view left, std::string_view right);

}  // namespace shuniu::crypto
