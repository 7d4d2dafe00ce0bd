// identity_sign_in.cpp - sessions: opened by a password and a code where one is set up, ended by their owner.
#include "account_store.h"
#include "credentials.h"
#include "folding.h"
#include "second_factor_store.h"
#include "security_store.h"
#include "session_store.h"
#include "shuniu/crypto/hash.h"
#include "shuniu/crypto/random.h"
#include "shuniu/identity/errors.h"
#include "views.h"

namespace shuniu::identity {
namespace {

constexpr std::string_view sign_in_purpose = "sign_in";
constexpr std::int64_t challenge_valid_s = 300;

CookieSecurity security_of(const IdentityOptions& options) {
  return options.secure_cookies ? CookieSecurity::secure : CookieSecurity::plain;
}

Reason wrong_credentials() {
  return refuse(errors::wrong_credentials, Kind::unauthenticated);
}

std::string hash_of(std::string_view token) {
  return crypto::hex(crypto::sha256(token));
}

Reason code_wanted(const std::string& challenge) {
  return refuse(errors::second_factor_wanted, Kind::unauthenticated,
                {{"challenge", challenge}, {"valid_s", std::to_string(challenge_valid_s)}});
}

Reason challenge_invalid() {
  return refuse(errors::challenge_invalid, Kind::precondition);
}

/// Of an account that waits for its confirmation, what the newest sign-up said. "" when there is none.
std::string hash_to_verify(database::Transaction& tx, const AccountRow& account) {
  if (account.confirmed_at) return account.password_hash;
  const auto token = newest_token(tx, account.id, TokenPurpose::confirm_email);
  return token && token->sign_up ? token->sign_up->password_hash : account.password_hash;
}

/// Only somebody who knows the password learns that the account waits or is suspended.
Result<Done> check_may_sign_in(const AccountRow& account) {
  if (account.suspended_at) return refuse(errors::suspended, Kind::forbidden);
  if (!account.confirmed_at) return refuse(errors::not_confirmed, Kind::forbidden);
  return Done{};
}

}  // namespace

/// Counts the attempt before the password is looked at; a refusal of the count is recorded, so it commits as
/// an answer.
Result<Done> Identity::begin_attempt(const Actor& actor, const std::string& email_folded) {
  const std::string subject = attempt_subject(sign_in_purpose, email_folded);
  const auto wait_s = database_.write([&](database::Transaction& tx) -> Result<std::int64_t> {
    const auto wait = count_attempt(tx, subject, clock_.now());
    if (wait) add_security_event(tx, clock_.now(), actor, {"sign_in_slowed", actor.account, subject});
    return wait.value_or(0);
  });
  if (!wait_s) return wait_s.error();
  if (*wait_s == 0) return Done{};
  return refuse(errors::too_many_attempts, Kind::rate_limited, {{"retry_after_s", std::to_string(*wait_s)}});
}

Result<http::WithHeaders<Myself>> Identity::sign_in(const Actor& actor, const SignIn& command) {
  const database::ModuleScope scope("identity");
  const std::string email = fold_address(command.email);
  // Before the attempt is counted: who is turned away by a crowd has not tried a password.
  const auto place = passwords_.take_place();
  if (!place) return place.error();
  if (const auto allowed = begin_attempt(actor, email); !allowed) return allowed.error();
  std::string known_hash;
  const auto account = database_.read([&](database::Transaction& tx) {
    auto found = find_account_by_email(tx, email);
    if (found) known_hash = hash_to_verify(tx, *found);
    return found;
  });
  bool is_right = false;
  if (!known_hash.empty()) {
    const auto same = place->verify(known_hash, command.password);
    if (!same) return same.error();
    is_right = *same;
  } else if (const auto same_effort = place->hash(command.password); !same_effort) {
    return same_effort.error();
  }
  if (!is_right) {
    Actor about = actor;
    if (account) about.account = account->id;
    log_security_event(about, "sign_in_failed", attempt_subject(sign_in_purpose, email));
    return wrong_credentials();
  }
  auto opened = open_session(actor, email, known_hash);
  if (!opened) return opened.error();
  if (opened->wants_code) return code_wanted(opened->token);
  return answer_of(std::move(*opened));
}

http::WithHeaders<Myself> Identity::answer_of(OpenedSession opened) const {
  http::WithHeaders<Myself> answer{std::move(opened.myself), 200, {}};
  answer.headers.emplace_back(
      "Set-Cookie", set_session_cookie(security_of(options_), opened.token, options_.session_days * 86'400));
  answer.headers.emplace_back("Cache-Control", "no-store");
  return answer;
}

Result<Identity::OpenedSession> Identity::open_session(const Actor& actor, const std::string& email_folded,
                                                       const std::string& verified_hash) {
  const std::string token = crypto::random_token();
  return database_.write([&](database::Transaction& tx) -> Result<OpenedSession> {
    const Instant now = clock_.now();
    const auto account = find_account_by_email_for_update(tx, email_folded);
    // The password may have been changed while the old one was verified.
    if (!account || hash_to_verify(tx, *account) != verified_hash) return wrong_credentials();
    if (const auto allowed = check_may_sign_in(*account); !allowed) return allowed.error();
    forget_attempts(tx, attempt_subject(sign_in_purpose, email_folded));
    if (!has_second_factor(tx, account->id)) return add_new_session(tx, actor, *account, token);
    replace_token(tx, {hash_of(token),
                       account->id,
                       TokenPurpose::second_factor,
                       now,
                       now + challenge_valid_s * microseconds_per_second,
                       {}});
    add_security_event(tx, now, actor, {"second_factor_wanted", account->id, ""});
    return OpenedSession{{}, token, true};
  });
}

Identity::OpenedSession Identity::add_new_session(database::Transaction& tx, const Actor& actor,
                                                  const AccountRow& account, const std::string& token) {
  const Instant now = clock_.now();
  remove_expired_sessions(tx, account.id, now);
  SessionRow session;
  session.id = crypto::new_id<SessionId>(now);
  session.token_hash = hash_of(token);
  session.account = account.id;
  session.created_at = now;
  session.last_seen_at = now;
  session.expires_at = now + options_.session_days * microseconds_per_day;
  add_session(tx, session);
  add_security_event(tx, now, actor, {"sign_in", account.id, ""});
  return {view_of_myself(tx, account, options_), token};
}

/// The second step. A wrong code leaves the challenge for another try; a right one uses it up.
Result<http::WithHeaders<Myself>> Identity::sign_in_with_code(const Actor& actor,
                                                              const SignInWithCode& command) {
  const database::ModuleScope scope("identity");
  const std::string challenge_hash = hash_of(command.challenge);
  const auto challenge = database_.read(
      [&](database::Transaction& tx) { return find_token(tx, challenge_hash, TokenPurpose::second_factor); });
  if (!challenge || challenge->expires_at <= clock_.now()) return challenge_invalid();
  if (const auto right = verify_code(actor, challenge->account, command.code); !right) return right.error();

  const std::string token = crypto::random_token();
  auto opened = database_.write([&](database::Transaction& tx) -> Result<OpenedSession> {
    const auto account = find_account_for_update(tx, challenge->account);
    if (!account || !take_token(tx, challenge_hash, TokenPurpose::second_factor)) return challenge_invalid();
    if (const auto allowed = check_may_sign_in(*account); !allowed) return allowed.error();
    return add_new_session(tx, actor, *account, token);
  });
  if (!opened) return opened.error();
  return answer_of(std::move(*opened));
}

/// Ends the session of the request; without one there is nothing to end, and the cookie goes all the same.
Result<http::WithHeaders<Accepted>> Identity::sign_out(const Actor& actor, const Nothing&) {
  const database::ModuleScope scope("identity");
  if (!actor.session.empty()) {
    const auto ended = database_.write([&](database::Transaction& tx) -> Result<Done> {
      remove_session_by_token(tx, actor.session);
      add_security_event(tx, clock_.now(), actor, {"sign_out", actor.account, ""});
      return Done{};
    });
    if (!ended) return ended.error();
  }
  http::WithHeaders<Accepted> answer{Accepted{}, 200, {}};
  answer.headers.emplace_back("Set-Cookie", set_session_cookie(security_of(options_), "", 0));
  return answer;
}

}  // namespace shuniu::identity
