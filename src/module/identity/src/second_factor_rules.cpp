#include "second_factor_rules.h"

#include <algorithm>

#include "shuniu/crypto/hash.h"
#include "shuniu/crypto/one_time_code.h"
#include "shuniu/crypto/random.h"

namespace shuniu::identity {
namespace {

constexpr std::int64_t step_length = 30 * microseconds_per_second;
constexpr std::size_t app_code_digits = 6;
constexpr std::size_t recovery_code_bytes = 10;
constexpr std::size_t group = 4;

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          c == '-' || c == '.' || c == '_' || c == '~';
    const auto byte = static_cast<unsigned char>(c);
    if (is_plain) {
      encoded += c;
    } else {
      encoded.append("%").append(1, digits[byte >> 4U]).append(1, digits[byte & 15U]);
    }
  }
  return encoded;
}

}  // namespace

std::optional<std::int64_t> accepted_step(std::string_view secret, std::string_view code,
                                          std::int64_t last_step, Instant now) {
  const std::int64_t current = now.microseconds / step_length;
  std::optional<std::int64_t> accepted;
  for (std::int64_t step = current - 1; step <= current + 1; ++step) {
    const bool is_same = crypto::equal_in_constant_time(crypto::one_time_code(secret, step), code);
    if (is_same && step > last_step && !accepted) accepted = step;
  }
  return accepted;
}

std::string tidy_code(std::string_view code) {
  std::string tidy;
  for (const char c : code) {
    if (c == ' ' || c == '-') continue;
    tidy += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return tidy;
}

bool is_of_an_app(std::string_view tidy) {
  return tidy.size() == app_code_digits &&
         std::all_of(tidy.begin(), tidy.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string otpauth_address(std::string_view secret, std::string_view email) {
  return "otpauth://totp/Shuniu:" + percent_encoded(email) + "?secret=" + crypto::base32(secret) +
         "&issuer=Shuniu&algorithm=SHA1&digits=6&period=30";
}

std::vector<std::string> new_recovery_codes() {
  std::vector<std::string> codes(recovery_codes_at_once);
  for (std::string& code : codes) {
    const std::string letters = crypto::base32(crypto::random_bytes(recovery_code_bytes));
    for (std::size_t at = 0; at < letters.size(); at += group) {
      if (at > 0) code += '-';
      code += letters.substr(at, group);
    }
  }
  return codes;
}

SecondFactorState second_factor_state(bool is_enabled, bool is_required_for_roles, bool has_roles) {
  if (is_enabled) return SecondFactorState::enabled;
  return is_required_for_roles && has_roles ? SecondFactorState::required : SecondFactorState::absent;
}

}  // namespace shuniu::identity
