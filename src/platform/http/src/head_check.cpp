#include "head_check.h"

#include <algorithm>
#include <atomic>
#include <cctype>

#include "shuniu/crypto/hash.h"
#include "shuniu/crypto/random.h"

namespace shuniu::http {
namespace {

constexpr std::size_t longest_request_id = 64;
constexpr std::size_t longest_host = 255;
constexpr std::size_t process_name_bytes = 9;

bool is_alphanumeric(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// A request id is a name, no secret: a random name of the process, and a count, cost no call of the system.
std::string new_request_id() {
  static const std::string process = crypto::base64url(crypto::random_bytes(process_name_bytes));
  static std::atomic<std::uint64_t> count = 0;
  return process + "-" + std::to_string(++count);
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// "hub.example" of "hub.example:443" under https, so that the usual port may be written or left out.
std::string_view without_usual_port(std::string_view host, std::string_view scheme) {
  const std::string_view port = scheme == "https" ? ":443" : ":80";
  return host.ends_with(port) ? host.substr(0, host.size() - port.size()) : host;
}

}  // namespace

std::string_view header_of(const Request& request, std::string_view name) {
  const auto found = request.headers.find(name);
  return found == request.headers.end() ? std::string_view() : std::string_view(found->second);
}

bool is_sane_host(std::string_view host) {
  if (host.empty() || host.size() > longest_host) return false;
  return std::all_of(host.begin(), host.end(), [](char c) {
    return is_alphanumeric(c) || std::string_view("-._:[]").find(c) != std::string_view::npos;
  });
}

bool is_same_origin(std::string_view origin, std::string_view host) {
  const std::size_t separator = origin.find("://");
  if (separator == std::string_view::npos) return false;
  const std::string scheme = lower(origin.substr(0, separator));
  if (scheme != "http" && scheme != "https") return false;
  const std::string from = lower(origin.substr(separator + 3));
  const std::string to = lower(host);
  return without_usual_port(from, scheme) == without_usual_port(to, scheme);
}

std::string request_id_of(std::string_view sent) {
  const bool is_sane =
      !sent.empty() && sent.size() <= longest_request_id && std::all_of(sent.begin(), sent.end(), [](char c) {
        return is_alphanumeric(c) || c == '-' || c == '_' || c == '.';
      });
  if (is_sane) return std::string(sent);
  return new_request_id();
}

std::string language_of(std::string_view accept_language) {
  while (!accept_language.empty()) {
    const std::size_t comma = accept_language.find(',');
    const std::string tag = lower(trimmed(accept_language.substr(0, comma)));
    if (tag.starts_with("zh")) return "zh";
    if (tag.starts_with("en")) return "en";
    if (comma == std::string_view::npos) break;
    accept_language.remove_prefix(comma + 1);
  }
  return "zh";
}

std::string client_address(const Request& request, const std::string& peer,
                           const std::string& trusted_proxy) {
  if (trusted_proxy.empty() || peer != trusted_proxy) return peer;
  const std::string_view forwarded = header_of(request, "x-forwarded-for");
  const std::string_view last = trimmed(forwarded.substr(forwarded.rfind(',') + 1));
  return last.empty() ? peer : std::string(last);
}

bool is_loopback(std::string_view address) {
  return address == "::1" || address.starts_with("127.") || address.starts_with("::ffff:127.");
}

std::string rate_name(const std::string& address) {
  if (address.find(':') == std::string::npos) return address;
  std::size_t end = 0;
  for (int group = 0; group < 4 && end != std::string::npos; ++group) end = address.find(':', end + 1);
  return address.substr(0, end);
}

bool is_json(std::string_view content_type) {
  const std::string type = lower(trimmed(content_type.substr(0, content_type.find(';'))));
  return type == "application/json" || (type.starts_with("application/") && type.ends_with("+json"));
}

std::string_view phrase_of(int status) {
  static const std::map<int, std::string_view> phrases = {{200, "OK"},
                                                          {201, "Created"},
                                                          {202, "Accepted"},
                                                          {204, "No Content"},
                                                          {301, "Moved Permanently"},
                                                          {302, "Found"},
                                                          {303, "See Other"},
                                                          {304, "Not Modified"},
                                                          {307, "Temporary Redirect"},
                                                          {400, "Bad Request"},
                                                          {401, "Unauthorized"},
                                                          {403, "Forbidden"},
                                                          {404, "Not Found"},
                                                          {405, "Method Not Allowed"},
                                                          {408, "Request Timeout"},
                                                          {409, "Conflict"},
                                                          {410, "Gone"},
                                                          {413, "Content Too Large"},
                                                          {414, "URI Too Long"},
                                                          {415, "Unsupported Media Type"},
                                                          {417, "Expectation Failed"},
                                                          {429, "Too Many Requests"},
                                                          {431, "Request Header Fields Too Large"},
                                                          {500, "Internal Server Error"},
                                                          {501, "Not Implemented"},
                                                          {503, "Service Unavailable"},
                                                          {504, "Gateway Timeout"},
                                                          {505, "HTTP Version Not Supported"}};
  const auto found = phrases.find(status);
  return found == phrases.end() ? "Status" : found->second;
}

}  // namespace shuniu::http
