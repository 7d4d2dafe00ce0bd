// identity_request.cpp - who sends a request, and for whom.
#include "account_rules.h"
#include "account_store.h"
#include "credentials.h"
#include "organisation_store.h"
#include "second_factor_store.h"
#include "security_store.h"
#include "session_store.h"
#include "shuniu/identity/errors.h"

namespace shuniu::identity {
namespace {

/// The last use is written at most this often, so that reading pages does not write.
constexpr std::int64_t touch_every = 5 * 60 * microseconds_per_second;

std::optional<std::string> header_of(const http::Request& request, std::string_view name) {
  const auto found = request.headers.find(name);
  return found == request.headers.end() ? std::nullopt : std::optional(found->second);
}

Actor stranger_of(const http::Request& request) {
  Actor actor;
  actor.request_id = request.actor.request_id;
  actor.remote_address = request.actor.remote_address;
  actor.language = request.actor.language;
  return actor;
}

/// Fills in the account and the organisation that the request names.
Result<Done> fill_in(database::Transaction& tx, const AccountRow& account, const http::Request& request,
                     Actor& actor) {
  actor.account = account.id;
  actor.language = account.language;
  const auto acting_for =
      choose_organisation(memberships_of(tx, account.id), header_of(request, "shuniu-organisation"));
  if (!acting_for) return acting_for.error();
  actor.organisation = acting_for->organisation;
  actor.membership = acting_for->membership;
  return Done{};
}

bool do_roles_rest(database::Transaction& tx, const AccountRow& account, const std::set<Role>& roles,
                   const IdentityOptions& options) {
  return !roles.empty() && options.second_factor_required && !has_second_factor(tx, account.id);
}

Reason session_expired() {
  return refuse(errors::session_expired, Kind::unauthenticated);
}
Reason api_key_invalid() {
  return refuse(errors::api_key_invalid, Kind::unauthenticated);
}

}  // namespace

Result<Actor> Identity::authenticate(const http::Request& request) {
  const database::ModuleScope scope("identity");
  Actor actor = stranger_of(request);
  const auto security = options_.secure_cookies ? CookieSecurity::secure : CookieSecurity::plain;
  const Credential credential = credential_of(request, security);
  if (credential.kind == CredentialKind::none) return actor;
  const Result<Done> recognised = credential.kind == CredentialKind::session
                                      ? recognise_session(request, credential.secret_hash, actor)
                                      : recognise_api_key(request, credential.secret_hash, actor);
  if (recognised) return actor;
  if (recognised.error().key == errors::not_a_member)
    log_security_event(actor, "denied", "organisation of others");
  if (recognised.error().key == errors::api_key_invalid) log_security_event(actor, "api_key_refused", "");
  return recognised.error();
}

std::set<Role> Identity::resting_roles(const Actor& actor) {
  const database::ModuleScope scope("identity");
  if (actor.session.empty()) return {};
  return database_.read([&](database::Transaction& tx) -> std::set<Role> {
    const auto account = find_account(tx, actor.account);
    if (!account) return {};
    std::set<Role> roles = roles_of(tx, account->id);
    return do_roles_rest(tx, *account, roles, options_) ? roles : std::set<Role>();
  });
}

Result<Done> Identity::recognise_session(const http::Request& request, const std::string& token_hash,
                                         Actor& actor) {
  const Instant now = clock_.now();
  std::optional<SessionRow> session;
  auto filled = database_.read([&](database::Transaction& tx) -> Result<Done> {
    session = find_session(tx, token_hash);
    if (!session || has_run_out(*session, now, options_)) return session_expired();
    const auto account = find_account(tx, session->account);
    if (!account || !account->is_active()) return session_expired();
    actor.session = token_hash;
    actor.roles = roles_of(tx, account->id);
    if (do_roles_rest(tx, *account, actor.roles, options_)) actor.roles.clear();
    return fill_in(tx, *account, request, actor);
  });
  if (!filled) return filled;
  if (!session->user_agent.empty() && session->last_seen_at + touch_every > now) return filled;
  return database_.write([&](database::Transaction& tx) -> Result<Done> {
    touch_session(tx, session->id, now,
                  tidy_user_agent(header_of(request, "user-agent").value_or("unknown")));
    return Done{};
  });
}

Result<Done> Identity::recognise_api_key(const http::Request& request, const std::string& secret_hash,
                                         Actor& actor) {
  const Instant now = clock_.now();
  std::optional<ApiKeyRow> key;
  auto filled = database_.read([&](database::Transaction& tx) -> Result<Done> {
    key = find_api_key(tx, secret_hash);
    if (!key || (key->expires_on && is_over(*key->expires_on, now))) return api_key_invalid();
    const auto account = find_account(tx, key->account);
    if (!account || !account->is_active()) return api_key_invalid();
    actor.scopes = {key->scopes.begin(), key->scopes.end()};
    return fill_in(tx, *account, request, actor);
  });
  if (!filled) return filled;
  if (key->last_used_at && *key->last_used_at + touch_every > now) return filled;
  return database_.write([&](database::Transaction& tx) -> Result<Done> {
    touch_api_key(tx, key->id, now);
    return Done{};
  });
}

}  // namespace shuniu::identity
