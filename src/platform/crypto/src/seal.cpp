#include "shuniu/crypto/seal.h"

#include <sodium.h>

#include "shuniu/base/assert.h"
#include "shuniu/crypto/random.h"

namespace shuniu::crypto {
namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(key_bytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

const unsigned char* raw(const std::string& bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* raw(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

}  // namespace

std::string seal(const std::string& plain, const std::string& key, const std::string& address) {
  SHUNIU_ASSERT(key.size() == key_bytes, "bytes are sealed under a whole key");
  std::string sealed = random_bytes(nonce_bytes);
  sealed.resize(nonce_bytes + plain.size() + tag_bytes);
  unsigned long long length = 0;
  crypto_aead_xchacha20poly1305_ietf_encrypt(raw(sealed) + nonce_bytes, &length, raw(plain), plain.size(),
                                             raw(address), address.size(), nullptr, raw(sealed), raw(key));
  return sealed;
}

std::optional<std::string> unseal(const std::string& sealed, const std::string& key,
                                  const std::string& address) {
  if (sealed.size() < nonce_bytes + tag_bytes || key.size() != key_bytes) return std::nullopt;
  std::string plain(sealed.size() - nonce_bytes - tag_bytes, '\0');
  unsigned long long length = 0;
  const int wrong = crypto_aead_xchacha20poly1305_ietf_decrypt(
      raw(plain), &length, nullptr, raw(sealed) + nonce_bytes, sealed.size() - nonce_bytes, raw(address),
      address.size(), raw(sealed), raw(key));
  if (wrong != 0) return std::nullopt;
  return plain;
}

}  // namespace shuniu::crypto
