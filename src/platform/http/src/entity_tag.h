// entity_tag.h - strong ETags: the hash of what is sent, and whether a client has it already.
#pragma once

#include <string>
#include <string_view>

namespace shuniu::http {

/// 128 bits of SHA-256, without quotes. The gzip form of the same content has the suffix "-gz".
std::string entity_tag(std::string_view content);
std::string entity_tag_of_file(const std::string& path);

/// Whether If-None-Match names the tag, in either form.
bool none_match_names(std::string_view if_none_match, std::string_view tag);

}  // namespace shuniu::http
