#include "shuniu/crypto/hash.h"

#include <sodium.h>

#include "sodium_ready.h"

namespace shuniu::crypto {
namespace {

const unsigned char* octets(std::string_view data) {
  return reinterpret_cast<const unsigned char*>(data.data());
}
unsigned char* octets(std::string& data) {
  return reinterpret_cast<unsigned char*>(data.data());
}

}  // namespace

std::string sha256(std::string_view data) {
  std::string digest(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(octets(digest), octets(data), data.size());
  return digest;
}

std::string hmac_sha256(std::string_view key, std::string_view data) {
  std::string code(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, octets(key), key.size());
  crypto_auth_hmacsha256_update(&state, octets(data), data.size());
  crypto_auth_hmacsha256_final(&state, octets(code));
  sodium_memzero(&state, sizeof state);
  return code;
}

std::string hex(std::string_view bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), octets(bytes), bytes.size());
  text.pop_back();  // libsodium ends it with a zero
  return text;
}

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes(text.size() / 2, '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  const int failed =
      sodium_hex2bin(octets(bytes), bytes.size(), text.data(), text.size(), nullptr, &length, &end);
  if (failed != 0 || end != text.data() + text.size()) return std::nullopt;
  return bytes;
}

std::string base64url(std::string_view bytes) {
  constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), octets(bytes), bytes.size(), variant);
  text.pop_back();
  return text;
}

bool equal_in_constant_time(std::string_view left, std::string_view right) {
  make_sodium_ready();
  return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace shuniu::crypto
