// seal.h - XChaCha20-Poly1305: bytes sealed under a key, bound to the address that they stand for.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace shuniu::files {

constexpr std::size_t key_bytes = 32;

/// nonce + sealed bytes; `address` is bound to it, so that files cannot be swapped.
std::string seal(const std::string& plain, const std::string& key, const std::string& address);
/// Nothing when the bytes are not what was sealed.
std::optional<std::string> unseal(const std::string& sealed, const std::string& key,
                                  const std::string& address);

}  // namespace shuniu::files
