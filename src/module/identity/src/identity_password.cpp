// identity_password.cpp - forgotten and changed passwords.
#include "account_rules.h"
#include "account_store.h"
#include "authority.h"
#include "folding.h"
#include "letters.h"
#include "security_store.h"
#include "session_store.h"
#include "shuniu/crypto/hash.h"
#include "shuniu/crypto/random.h"
#include "shuniu/identity/events.h"

namespace shuniu::identity {
namespace {

constexpr std::int64_t reset_within = 3'600 * microseconds_per_second;

std::string hash_of(std::string_view token) {
  return crypto::hex(crypto::sha256(token));
}

Result<Done> check_new_password(const std::string& password, const AccountRow& account,
                                const std::string& path) {
  std::vector<Fault> faults;
  check_password(password, account.email, account.name, path, faults);
  if (!faults.empty()) return refuse_input(std::move(faults));
  return Done{};
}

Reason token_invalid() {
  return refuse(errors::token_invalid, Kind::precondition);
}

/// Whoever has the letter has the address; what sign-ups said before counts no more.
void confirm_by_reset(database::Transaction& tx, Instant now, const Actor& actor, AccountRow& account) {
  account.confirmed_at = now;
  remove_tokens(tx, account.id, TokenPurpose::confirm_email);
  journal::append(tx, now, AccountConfirmed{account.id});
  add_security_event(tx, now, actor, {"account_confirmed", account.id, ""});
}

void record_ended_keys(database::Transaction& tx, Instant now, const Actor& actor, const AccountId& account,
                       const std::vector<ApiKeyId>& keys) {
  for (const ApiKeyId& key : keys) {
    journal::append(tx, now, ApiKeyRevoked{account, key});
    add_security_event(tx, now, actor, {"api_key_revoked", account, key.text()});
  }
}

}  // namespace

Result<Accepted> Identity::request_password_reset(const Actor& actor, const RequestPasswordReset& command) {
  const database::ModuleScope scope("identity");
  const std::string email = fold_address(command.email);
  const std::string subject = attempt_subject("password_reset", email);
  const std::string token = crypto::random_token();
  return database_.write([&](database::Transaction& tx) -> Result<Accepted> {
    const Instant now = clock_.now();
    if (count_attempt(tx, subject, now)) return Accepted{};
    add_security_event(tx, now, actor, {"password_reset_requested", {}, subject});
    const auto account = find_account_by_email_for_update(tx, email);
    if (!account || account->suspended_at) return Accepted{};
    replace_token(tx,
                  {hash_of(token), account->id, TokenPurpose::reset_password, now, now + reset_within, {}});
    const LetterText letter = reset_letter(account->language, options_.public_address, token);
    notifier_.send_letter(tx, account->email, account->language, letter.subject, letter.body);
    return Accepted{};
  });
}

Result<Accepted> Identity::reset_password(const Actor& actor, const ResetPassword& command) {
  const database::ModuleScope scope("identity");
  const std::string token_hash = hash_of(command.token);
  // The token is looked at before a hash is computed: a stranger cannot buy work with an invented one.
  const auto owner = database_.read([&](database::Transaction& tx) -> std::optional<AccountRow> {
    const auto token = find_token(tx, token_hash, TokenPurpose::reset_password);
    return token && token->expires_at > clock_.now() ? find_account(tx, token->account) : std::nullopt;
  });
  if (!owner) return token_invalid();
  if (const auto checked = check_new_password(command.password, *owner, "password"); !checked)
    return checked.error();
  const Result<std::string> password_hash = passwords_.hash(command.password);
  if (!password_hash) return password_hash.error();

  return database_.write([&](database::Transaction& tx) -> Result<Accepted> {
    const Instant now = clock_.now();
    const auto token = take_token(tx, token_hash, TokenPurpose::reset_password);
    if (!token || token->expires_at <= now) return token_invalid();
    AccountRow account = *find_account_for_update(tx, token->account);
    account.password_hash = *password_hash;
    if (!account.confirmed_at) confirm_by_reset(tx, now, actor, account);
    save_account(tx, account);
    remove_tokens(tx, account.id, TokenPurpose::second_factor);
    remove_sessions(tx, account.id, "");
    // Whoever has lost a password may have lost more: what a thief could have made with it ends with it.
    const std::vector<ApiKeyId> ended_keys = remove_api_keys(tx, account.id);
    forget_attempts(tx, attempt_subject("sign_in", account.email_folded));
    journal::append(tx, now, PasswordChanged{account.id});
    add_security_event(tx, now, actor, {"password_reset", account.id, ""});
    record_ended_keys(tx, now, actor, account.id, ended_keys);
    const LetterText letter = password_reset_letter(account.language, ended_keys.size());
    notifier_.send_letter(tx, account.email, account.language, letter.subject, letter.body);
    return Accepted{};
  });
}

Result<Done> Identity::verify_current_password(const Actor& actor, const std::string& email_folded,
                                               const std::string& hash, const std::string& password) {
  const auto place = passwords_.take_place();
  if (!place) return place.error();
  if (const auto allowed = begin_attempt(actor, email_folded); !allowed) return allowed.error();
  const auto same = place->verify(hash, password);
  if (!same) return same.error();
  if (*same) return Done{};
  log_security_event(actor, "password_wrong", "");
  return refuse(errors::wrong_password, Kind::precondition);
}

Result<Accepted> Identity::change_password(const Actor& actor, const ChangePassword& command) {
  const database::ModuleScope scope("identity");
  if (const auto signed_in = require_signed_in(actor); !signed_in) return signed_in.error();
  const auto before =
      database_.read([&](database::Transaction& tx) { return find_account(tx, actor.account); });
  if (!before) return refuse(errors::sign_in_required, Kind::unauthenticated);
  const auto verified =
      verify_current_password(actor, before->email_folded, before->password_hash, command.current_password);
  if (!verified) return verified.error();
  if (const auto checked = check_new_password(command.new_password, *before, "new_password"); !checked) {
    return checked.error();
  }
  const Result<std::string> password_hash = passwords_.hash(command.new_password);
  if (!password_hash) return password_hash.error();

  return database_.write([&](database::Transaction& tx) -> Result<Accepted> {
    const Instant now = clock_.now();
    AccountRow account = *find_account_for_update(tx, actor.account);
    // A reset may have come between: the password that was verified is not the current one any more.
    if (account.password_hash != before->password_hash)
      return refuse(errors::wrong_password, Kind::precondition);
    account.password_hash = *password_hash;
    save_account(tx, account);
    remove_tokens(tx, account.id, TokenPurpose::second_factor);
    remove_sessions(tx, account.id, actor.session);
    forget_attempts(tx, attempt_subject("sign_in", account.email_folded));
    journal::append(tx, now, PasswordChanged{account.id});
    add_security_event(tx, now, actor, {"password_changed", account.id, ""});
    const LetterText letter = password_changed_letter(account.language);
    notifier_.send_letter(tx, account.email, account.language, letter.subject, letter.body);
    return Accepted{};
  });
}

}  // namespace shuniu::identity
