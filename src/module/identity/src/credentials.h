// credentials.h - what proves a request: the session cookie, or a bearer key; and what sets the cookie.
// Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "organisation_store.h"
#include "session_store.h"
#include "shuniu/identity/identity.h"

namespace shuniu::identity {

constexpr std::string_view api_key_prefix = "shn_";

enum class CookieSecurity { plain, secure };

/// "shuniu_session"; "__Host-shuniu_session" where cookies are secure, so that no other host can set it.
std::string_view session_cookie_name(CookieSecurity security);
std::string set_session_cookie(CookieSecurity security, const std::string& token, std::int64_t max_age_s);

enum class CredentialKind { none, session, api_key, unknown };
struct Credential {
  CredentialKind kind = CredentialKind::none;
  std::string secret_hash;
};

/// A header `Authorization` comes before the cookie; one that is no key of ours is `unknown`.
Credential credential_of(const http::Request& request, CookieSecurity security);

/// The organisation that a request acts for: the one it names, or the only one of the account, or none.
struct ActingFor {
  OrganisationId organisation;
  Membership membership = Membership::none;
};
Result<ActingFor> choose_organisation(const std::vector<AccountMembershipRow>& memberships,
                                      const std::optional<std::string>& wanted);

/// By its age, or because nobody has used it for too long.
bool has_run_out(const SessionRow& session, Instant now, const IdentityOptions& options);

/// At most 200 visible ASCII characters: it is stored, shown and never trusted.
std::string tidy_user_agent(std::string_view header);

}  // namespace shuniu::identity
