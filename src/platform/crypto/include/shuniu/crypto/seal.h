// seal.h - XChaCha20-Poly1305: bytes sealed under a key, bound to the address that they stand for.
//
//   row.secret = hex(seal(secret, key, account.text()));
//   std::optional<std::string> back = unseal(*from_hex(row.secret), key, account.text());
//
// Promises: pure but for the nonce, which is drawn anew for each seal; what was sealed for one address does
// not open at another.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace shuniu::crypto {

constexpr std::size_t key_bytes = 32;

/// nonce + sealed bytes; `address` is bound to it, so that sealed bytes cannot be swapped.
std::string seal(const std::string& plain, const std::string& key, const std::string& address);
/// Nothing when the bytes are not what was sealed.
std::optional<std::string> unseal(const std::string& sealed, const std::string& key,
                                  const std::string& address);

}  // namespace shuniu::crypto
