#include "credentials.h"

#include "shuniu/crypto/hash.h"
#include "shuniu/identity/errors.h"

namespace shuniu::identity {
namespace {

constexpr std::size_t longest_user_agent = 200;

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// "" when the cookie is not there.
std::string_view cookie_value(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    const std::size_t end = header.find(';');
    const std::string_view cookie = trimmed(header.substr(0, end));
    const std::size_t equals = cookie.find('=');
    if (equals != std::string_view::npos && cookie.substr(0, equals) == name)
      return cookie.substr(equals + 1);
    header = end == std::string_view::npos ? std::string_view() : header.substr(end + 1);
  }
  return {};
}

bool begins_with_bearer(std::string_view header) {
  constexpr std::string_view scheme = "bearer ";
  if (header.size() < scheme.size()) return false;
  for (std::size_t i = 0; i < scheme.size(); ++i) {
    const char c = header[i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != scheme[i]) return false;
  }
  return true;
}

std::string hash_of(std::string_view secret) {
  return crypto::hex(crypto::sha256(secret));
}

}  // namespace

std::string_view session_cookie_name(CookieSecurity security) {
  return security == CookieSecurity::secure ? "__Host-shuniu_session" : "shuniu_session";
}

std::string set_session_cookie(CookieSecurity security, const std::string& token, std::int64_t max_age_s) {
  std::string cookie(session_cookie_name(security));
  cookie += "=" + token + "; Path=/; Max-Age=" + std::to_string(max_age_s) + "; HttpOnly; SameSite=Lax";
  if (security == CookieSecurity::secure) cookie += "; Secure";
  return cookie;
}

Credential credential_of(const http::Request& request, CookieSecurity security) {
  if (const auto header = request.headers.find("authorization"); header != request.headers.end()) {
    if (!begins_with_bearer(header->second)) return {CredentialKind::unknown, ""};
    const std::string_view secret = trimmed(std::string_view(header->second).substr(7));
    if (!secret.starts_with(api_key_prefix)) return {CredentialKind::unknown, ""};
    return {CredentialKind::api_key, hash_of(secret)};
  }
  const auto cookies = request.headers.find("cookie");
  if (cookies == request.headers.end()) return {};
  const std::string_view token = cookie_value(cookies->second, session_cookie_name(security));
  if (token.empty()) return {};
  return {CredentialKind::session, hash_of(token)};
}

Result<ActingFor> choose_organisation(const std::vector<AccountMembershipRow>& memberships,
                                      const std::optional<std::string>& wanted) {
  if (wanted) {
    for (const AccountMembershipRow& row : memberships) {
      if (row.organisation.text() == *wanted) return ActingFor{row.organisation, row.membership};
    }
    return refuse(errors::not_a_member, Kind::forbidden);
  }
  if (memberships.size() != 1) return ActingFor{};
  return ActingFor{memberships.front().organisation, memberships.front().membership};
}

bool has_run_out(const SessionRow& session, Instant now, const IdentityOptions& options) {
  return session.expires_at <= now ||
         session.last_seen_at + options.session_idle_hours * 3'600 * microseconds_per_second <= now;
}

std::string tidy_user_agent(std::string_view header) {
  std::string text(header.substr(0, longest_user_agent));
  for (char& c : text) {
    if (c < 0x20 || c > 0x7E) c = '?';
  }
  return text;
}

}  // namespace shuniu::identity
