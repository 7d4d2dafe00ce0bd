#include "shuniu/crypto/one_time_code.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

namespace shuniu::crypto {
namespace {

constexpr std::size_t sha1_bytes = 20;

std::array<unsigned char, sha1_bytes> hmac_sha1(std::string_view key, std::string_view data) {
  std::array<unsigned char, sha1_bytes> code{};
  unsigned int length = 0;
  const unsigned char* made =
      HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(data.data()), data.size(), code.data(), &length);
  if (made == nullptr || length != code.size()) throw std::runtime_error("OpenSSL makes no HMAC-SHA-1");
  return code;
}

std::string big_endian(std::int64_t counter) {
  std::string bytes(8, '\0');
  auto rest = static_cast<std::uint64_t>(counter);
  for (std::size_t i = bytes.size(); i-- > 0; rest >>= 8) bytes[i] = static_cast<char>(rest & 0xFF);
  return bytes;
}

}  // namespace

std::string one_time_code(std::string_view secret, std::int64_t counter, int digits) {
  const auto code = hmac_sha1(secret, big_endian(counter));
  const std::size_t at = code.back() & 0x0FU;
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | code[at + i];
  number &= 0x7FFF'FFFFU;
  std::string text(static_cast<std::size_t>(digits), '0');
  for (std::size_t i = text.size(); i-- > 0; number /= 10) text[i] = static_cast<char>('0' + number % 10);
  return text;
}

std::string base32(std::string_view bytes) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char byte : bytes) {
    held = (held << 8 | static_cast<unsigned char>(byte)) & 0xFFFFU;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[held >> (bits - 5) & 31U];
  }
  if (bits > 0) text += alphabet[held << (5 - bits) & 31U];
  return text;
}

}  // namespace shuniu::crypto
