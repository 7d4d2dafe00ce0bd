#include "target.h"

namespace shuniu::http {
namespace {

int hexadecimal(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Length of the UTF-8 sequence at the start of the text; 0 when it is none.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const unsigned char second = byte(1);
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool outside = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
  return overlong || outside ? 0 : length;
}

bool is_sane_segment(std::string_view segment, bool is_last) {
  if (segment.empty()) return is_last;
  return segment != "." && segment != "..";
}

bool is_sane_path(std::string_view path) {
  if (path.empty() || path.front() != '/') return false;
  if (path.find('\\') != std::string_view::npos || !is_clean_text(path)) return false;
  path.remove_prefix(1);
  while (true) {
    const std::size_t slash = path.find('/');
    const bool is_last = slash == std::string_view::npos;
    if (!is_sane_segment(path.substr(0, slash), is_last)) return false;
    if (is_last) return true;
    path.remove_prefix(slash + 1);
  }
}

/// A slash that came encoded would split a segment after the fact.
bool has_encoded_slash(std::string_view path) {
  for (std::size_t at = path.find('%'); at != std::string_view::npos; at = path.find('%', at + 1)) {
    const std::string_view code = path.substr(at + 1, 2);
    if (code == "2f" || code == "2F") return true;
  }
  return false;
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

bool is_clean_text(std::string_view text) {
  while (!text.empty()) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t length = utf8_length(text);
    if (length == 0 || first < 0x20 || first == 0x7F) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const int high = hexadecimal(text[i + 1]);
    const int low = hexadecimal(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return decoded;
}

std::optional<Target> parse_target(std::string_view target) {
  const std::size_t question = target.find('?');
  const std::string_view raw_path = target.substr(0, question);
  if (has_encoded_slash(raw_path) || raw_path.find('#') != std::string_view::npos) return std::nullopt;
  auto path = percent_decoded(raw_path);
  if (!path || !is_sane_path(*path)) return std::nullopt;
  Target result{std::move(*path), {}};
  if (question != std::string_view::npos) result.raw_query = target.substr(question + 1);
  if (!parse_query(result.raw_query)) return std::nullopt;
  return result;
}

std::optional<Parameters> parse_query(std::string_view query) {
  Parameters parameters;
  while (!query.empty()) {
    const std::size_t end = query.find('&');
    std::string pair(query.substr(0, end));
    query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
    if (pair.empty()) continue;
    for (char& c : pair) {
      if (c == '+') c = ' ';
    }
    const std::size_t equals = pair.find('=');
    auto name = percent_decoded(std::string_view(pair).substr(0, equals));
    auto value = percent_decoded(equals == std::string::npos ? std::string_view()
                                                             : std::string_view(pair).substr(equals + 1));
    if (!name || !value || !is_clean_text(*name) || !is_utf8(*value)) return std::nullopt;
    // A value may hold line feeds (a need typed into the search box), so its characters are judged by its
    // type.
    parameters.emplace_back(std::move(*name), std::move(*value));
  }
  return parameters;
}

}  // namespace shuniu::http
