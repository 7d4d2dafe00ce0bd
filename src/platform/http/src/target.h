// target.h - the request target: strict percent-decoding, a sane path, the parameters of the query.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shuniu::http {

bool is_utf8(std::string_view text);
/// Valid UTF-8 without control characters.
bool is_clean_text(std::string_view text);

/// "%E9%9C%80" to its bytes; nothing when a "%" is not followed by two hexadecimal digits.
std::optional<std::string> percent_decoded(std::string_view text);

struct Target {
  std::string
      path;  // decoded; begins with "/", has no empty, "." or ".." segment but perhaps a last empty one
  std::string raw_query;  // as it came, without "?"
};

/// Nothing when the target is not an absolute path that can be trusted (traversal, backslash, bad encoding,
/// %2F).
std::optional<Target> parse_target(std::string_view target);

using Parameters = std::vector<std::pair<std::string, std::string>>;

/// The parameters in their order; nothing on a bad encoding. "+" is a space, as forms write it.
std::optional<Parameters> parse_query(std::string_view query);

}  // namespace shuniu::http
