// The only file that knows libcurl (decision 0010).
#include "shuniu/mail/smtp.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace shuniu::mail {
namespace {

constexpr std::string_view start_of_text = "354";
constexpr long authentication_required = 530;

void make_curl_ready() {
  static const CURLcode made = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (made != CURLE_OK) throw std::runtime_error("libcurl cannot be used");
}

struct EasyEnd {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct ListEnd {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyEnd>;
using List = std::unique_ptr<curl_slist, ListEnd>;

/// What the server has refused last, without its words.
struct Answer {
  std::string codes;  // "550 5.1.1"
  bool took_text_up = false;
};

bool is_digit_or_dot(char c) {
  return (c >= '0' && c <= '9') || c == '.';
}

/// "550" or, with an enhanced status code (RFC 3463), "550 5.1.1".
std::string codes_of(std::string_view line) {
  std::string codes(line.substr(0, 3));
  if (line.size() < 5) return codes;
  const std::string_view rest = line.substr(4);
  const auto end = std::find_if_not(rest.begin(), rest.end(), is_digit_or_dot);
  const std::string enhanced(rest.begin(), end);
  if (std::count(enhanced.begin(), enhanced.end(), '.') == 2 && enhanced.size() <= 9) codes += " " + enhanced;
  return codes;
}

std::size_t hear_line(char* bytes, std::size_t size, std::size_t count, void* to) {
  const std::string_view line(bytes, size * count);
  auto& answer = *static_cast<Answer*>(to);
  if (line.size() >= 3 && std::all_of(line.begin(), line.begin() + 3, is_digit_or_dot)) {
    if (line.starts_with(start_of_text)) answer.took_text_up = true;
    if (line[0] == '4' || line[0] == '5') answer.codes = codes_of(line);
  }
  return size * count;
}

std::size_t give_text(char* bytes, std::size_t size, std::size_t count, void* from) {
  auto& rest = *static_cast<std::string_view*>(from);
  const std::size_t length = std::min(rest.size(), size * count);
  std::memcpy(bytes, rest.data(), length);
  rest.remove_prefix(length);
  return length;
}

template <class Value>
void set(const Easy& handle, CURLoption option, Value value) {
  if (curl_easy_setopt(handle.get(), option, value) != CURLE_OK) {
    throw std::runtime_error("libcurl does not know an option of the hub");
  }
}

std::string address_of(const SmtpOptions& options) {
  const bool is_ip6 = options.host.find(':') != std::string::npos;
  const std::string host = is_ip6 ? "[" + options.host + "]" : options.host;
  return (options.security == SmtpSecurity::tls ? "smtps://" : "smtp://") + host + ":" +
         std::to_string(options.port);
}

void set_connection(const Easy& handle, const SmtpOptions& options) {
  set(handle, CURLOPT_URL, address_of(options).c_str());
  set(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(handle, CURLOPT_NOSIGNAL, 1L);
  set(handle, CURLOPT_NOPROXY, "*");  // nothing from the environment
  set(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_ms));
  set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(options.longest_ms));
  if (options.security == SmtpSecurity::none) return;
  set(handle, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  set(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  set(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!options.authorities_file.empty()) set(handle, CURLOPT_CAINFO, options.authorities_file.c_str());
}

/// The server's last word says that this letter will never be taken. A sign-in that it wants or refuses is
/// the hub's own fault: its letters wait.
bool is_permanent(CURLcode outcome, long code, const Answer& answer) {
  if (code < 500 || code > 599 || code == authentication_required) return false;
  return outcome == CURLE_SEND_ERROR || (outcome == CURLE_WEIRD_SERVER_REPLY && answer.took_text_up);
}

std::string step_of(CURLcode outcome) {
  switch (outcome) {
    case CURLE_LOGIN_DENIED:
      return "the mail server refuses the sign-in";
    case CURLE_USE_SSL_FAILED:
      return "the mail server offers no STARTTLS";
    case CURLE_PEER_FAILED_VERIFICATION:
      return "the certificate of the mail server is not right";
    case CURLE_SEND_ERROR:
    case CURLE_WEIRD_SERVER_REPLY:
      return "the mail server does not take the letter";
    default:
      return std::string("no delivery: ") + curl_easy_strerror(outcome);
  }
}

void require_success(const Easy& handle, CURLcode outcome, const Answer& answer) {
  if (outcome == CURLE_OK) return;
  long code = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &code);
  const std::string words = step_of(outcome) + (code >= 400 ? " (" + answer.codes + ")" : "");
  if (is_permanent(outcome, code, answer)) throw PermanentFailure(words);
  throw std::runtime_error(words);
}

}  // namespace

Smtp::Smtp(SmtpOptions options) : options_(std::move(options)) {
  if (options_.security == SmtpSecurity::none && !is_loopback_host(options_.host)) {
    throw std::invalid_argument("SMTP in clear is spoken with this machine alone");
  }
  make_curl_ready();
}

void Smtp::deliver(const Message& message) {
  const Easy handle(curl_easy_init());
  if (!handle) throw std::runtime_error("libcurl cannot be used");
  set_connection(handle, options_);
  if (!options_.user.empty()) {
    set(handle, CURLOPT_USERNAME, options_.user.c_str());
    set(handle, CURLOPT_PASSWORD, options_.password.c_str());
  }
  const List recipients(curl_slist_append(nullptr, ("<" + message.to + ">").c_str()));
  set(handle, CURLOPT_MAIL_FROM, ("<" + options_.from_address + ">").c_str());
  set(handle, CURLOPT_MAIL_RCPT, recipients.get());
  std::string_view rest = message.text;
  set(handle, CURLOPT_UPLOAD, 1L);
  set(handle, CURLOPT_READFUNCTION, &give_text);
  set(handle, CURLOPT_READDATA, &rest);
  set(handle, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(message.text.size()));
  Answer answer;
  set(handle, CURLOPT_HEADERFUNCTION, &hear_line);
  set(handle, CURLOPT_HEADERDATA, &answer);
  require_success(handle, curl_easy_perform(handle.get()), answer);
}

bool is_loopback_host(const std::string& host) {
  return host == "localhost" || host == "::1" ||
         (host.starts_with("127.") && std::all_of(host.begin(), host.end(), is_digit_or_dot));
}

}  // namespace shuniu::mail
