#include "entity_tag.h"

#include "shuniu/crypto/hash.h"

namespace shuniu::http {
namespace {

constexpr std::size_t tag_bytes = 16;

}  // namespace

std::string entity_tag(std::string_view content) {
  return crypto::base64url(std::string_view(crypto::sha256(content)).substr(0, tag_bytes));
}

bool none_match_names(std::string_view if_none_match, std::string_view tag) {
  if (if_none_match == "*") return true;
  for (const std::string& form : {std::string(tag), std::string(tag) + "-gz"}) {
    if (if_none_match.find("\"" + form + "\"") != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace shuniu::http
