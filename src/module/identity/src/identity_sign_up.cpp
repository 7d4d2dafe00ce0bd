// identity_sign_up.cpp - from an address to a confirmed account.
#include "account_rules.h"
#include "account_store.h"
#include "folding.h"
#include "letters.h"
#include "names.h"
#include "security_store.h"
#include "shuniu/crypto/hash.h"
#include "shuniu/crypto/random.h"
#include "shuniu/identity/errors.h"
#include "shuniu/identity/events.h"

namespace shuniu::identity {
namespace {

constexpr std::int64_t confirm_within = 48 * 3'600 * microseconds_per_second;

std::string hash_of(std::string_view token) {
  return crypto::hex(crypto::sha256(token));
}

Result<Done> check_sign_up(const SignUp& command) {
  std::vector<Fault> faults;
  check_password(command.password, command.email, command.name, "password", faults);
  check_name(command.name, "name", faults);
  check_language(command.language, faults);
  if (!faults.empty()) return refuse_input(std::move(faults));
  return Done{};
}

AccountRow new_account(const SignUp& command, Instant now) {
  AccountRow account;
  account.id = crypto::new_id<AccountId>(now);
  account.email = command.email;
  account.email_folded = fold_address(command.email);
  account.name = command.name;
  account.language = command.language.value_or(std::string("zh"));
  account.created_at = now;
  return account;
}

void take_over(AccountRow& account, const PendingSignUp& sign_up) {
  account.name = sign_up.name;
  account.language = sign_up.language;
  account.password_hash = sign_up.password_hash;
}

/// The account of the address, made now if there is none; it has no password before one is confirmed.
AccountRow account_of(database::Transaction& tx, const SignUp& command, Instant now) {
  const AccountRow fresh = new_account(command, now);
  if (!add_account(tx, fresh)) return *find_account_by_email_for_update(tx, fresh.email_folded);
  journal::append(tx, now, AccountCreated{fresh.id});
  return fresh;
}

Reason token_invalid() {
  return refuse(errors::token_invalid, Kind::precondition);
}

}  // namespace

Result<Accepted> Identity::sign_up(const Actor& actor, const SignUp& command) {
  const database::ModuleScope scope("identity");
  if (const auto checked = check_sign_up(command); !checked) return checked.error();
  const Result<std::string> password_hash = passwords_.hash(command.password);
  if (!password_hash) return password_hash.error();
  const std::string token = crypto::random_token();
  const std::string subject = attempt_subject("sign_up", fold_address(command.email));

  return database_.write([&](database::Transaction& tx) -> Result<Accepted> {
    const Instant now = clock_.now();
    // Beyond the limit the answer is the same, but no further letter bothers the owner of the address.
    if (count_attempt(tx, subject, now)) return Accepted{};
    add_security_event(tx, now, actor, {"sign_up", {}, subject});
    const AccountRow account = account_of(tx, command, now);
    if (account.confirmed_at) {
      const LetterText letter = already_registered_letter(account.language, options_.public_address);
      notifier_.send_letter(tx, account.email, account.language, letter.subject, letter.body);
      return Accepted{};
    }
    const PendingSignUp sign_up{command.name, command.language.value_or(std::string("zh")), *password_hash};
    add_token(tx,
              {hash_of(token), account.id, TokenPurpose::confirm_email, now, now + confirm_within, sign_up});
    const LetterText letter = confirm_letter(sign_up.language, options_.public_address, token);
    notifier_.send_letter(tx, account.email, sign_up.language, letter.subject, letter.body);
    return Accepted{};
  });
}

/// Whoever opens the letter of a sign-up that somebody else made does not know its password.
Result<Done> Identity::verify_sign_up(const Actor& actor, const std::string& token_hash,
                                      const std::string& password) {
  AccountId account;
  const auto hash = database_.read([&](database::Transaction& tx) -> Result<std::string> {
    const auto token = find_token(tx, token_hash, TokenPurpose::confirm_email);
    if (!token || token->expires_at <= clock_.now()) return token_invalid();
    account = token->account;
    return token->sign_up ? token->sign_up->password_hash : find_account(tx, account)->password_hash;
  });
  if (!hash) return hash.error();
  const auto same = passwords_.verify(*hash, password);
  if (!same) return same.error();
  if (*same) return Done{};
  Actor about = actor;
  about.account = account;
  log_security_event(about, "confirm_password_wrong", "");
  return refuse(errors::not_this_sign_up, Kind::precondition);
}

Result<Accepted> Identity::confirm_email(const Actor& actor, const ConfirmEmail& command) {
  const database::ModuleScope scope("identity");
  const std::string token_hash = hash_of(command.token);
  if (const auto own = verify_sign_up(actor, token_hash, command.password); !own) return own.error();
  AccountId confirmed;
  auto accepted = database_.write([&](database::Transaction& tx) -> Result<Accepted> {
    const Instant now = clock_.now();
    const auto token = take_token(tx, token_hash, TokenPurpose::confirm_email);
    if (!token || token->expires_at <= now) return token_invalid();
    AccountRow account = *find_account_for_update(tx, token->account);
    if (account.confirmed_at) return token_invalid();
    if (token->sign_up) take_over(account, *token->sign_up);
    account.confirmed_at = now;
    save_account(tx, account);
    remove_tokens(tx, account.id, TokenPurpose::confirm_email);
    journal::append(tx, now, AccountConfirmed{account.id});
    add_security_event(tx, now, actor, {"account_confirmed", account.id, ""});
    confirmed = account.id;
    return Accepted{};
  });
  if (accepted) names_->refresh(confirmed);
  return accepted;
}

Result<AccountId> Identity::create_confirmed_account(const SignUp& command, const std::vector<Role>& roles) {
  const database::ModuleScope scope("identity");
  const std::set<Role> wanted(roles.begin(), roles.end());
  if (const auto checked = check_sign_up(command); !checked) return checked.error();
  if (const auto checked = check_roles(wanted); !checked) return checked.error();
  const Result<std::string> password_hash = passwords_.hash(command.password);
  if (!password_hash) return password_hash.error();

  auto id = database_.write([&](database::Transaction& tx) -> Result<AccountId> {
    const Instant now = clock_.now();
    AccountRow account = new_account(command, now);
    account.password_hash = *password_hash;
    account.confirmed_at = now;
    if (!add_account(tx, account)) return refuse(errors::account_exists, Kind::conflict);
    replace_roles(tx, account.id, wanted);
    journal::append(tx, now, AccountCreated{account.id});
    journal::append(tx, now, AccountConfirmed{account.id});
    if (!roles.empty()) journal::append(tx, now, RolesChanged{account.id, {wanted.begin(), wanted.end()}});
    add_security_event(tx, now, {}, {"account_created_unattended", account.id, ""});
    return account.id;
  });
  if (id) names_->refresh(*id);
  return id;
}

}  // namespace shuniu::identity
