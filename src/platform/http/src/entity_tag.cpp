#include "entity_tag.h"

#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <vector>

#include "shuniu/crypto/hash.h"

namespace shuniu::http {
namespace {

constexpr std::size_t tag_bytes = 16;
constexpr std::size_t piece_bytes = 64 * 1'024;

/// SHA-256 by OpenSSL, which uses the instructions of the processor: every JSON answer passes through it.
class Digest {
 public:
  Digest() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1) {
      throw std::runtime_error("SHA-256 cannot start");
    }
  }
  void update(const char* data, std::size_t size) { EVP_DigestUpdate(context_.get(), data, size); }
  std::string tag() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr);
    return crypto::base64url(std::string_view(reinterpret_cast<const char*>(digest.data()), tag_bytes));
  }

 private:
  std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context_;
};

}  // namespace

std::string entity_tag(std::string_view content) {
  Digest digest;
  digest.update(content.data(), content.size());
  return digest.tag();
}

std::string entity_tag_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  Digest digest;
  std::vector<char> piece(piece_bytes);
  while (file) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    digest.update(piece.data(), static_cast<std::size_t>(file.gcount()));
  }
  return digest.tag();
}

bool none_match_names(std::string_view if_none_match, std::string_view tag) {
  if (if_none_match == "*") return true;
  for (const std::string& form : {std::string(tag), std::string(tag) + "-gz"}) {
    if (if_none_match.find("\"" + form + "\"") != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace shuniu::http
