// identity_sign_up.cpp - from an address to a confirmed account.
#include "account_rules.h"
#include "account_store.h"
#include "folding.h"
#include "letters.h"
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
  check_language(command.language, faults);
  if (!faults.empty()) return refuse_input(std::move(faults));
  return Done{};
}

AccountRow new_account(const SignUp& command, const std::string& password_hash, Instant now) {
  AccountRow account;
  account.id = crypto::new_id<AccountId>(now);
  account.email = command.email;
  account.email_folded = fold_address(command.email);
  account.name = command.name;
  account.name_folded = fold_name(command.name);
  account.language = command.language.value_or(std::string("zh"));
  account.password_hash = password_hash;
  account.created_at = now;
  return account;
}

/// Nobody has confirmed the address yet: what the latest sign-up says holds, and only its letter works.
void take_over(AccountRow& account, const AccountRow& latest) {
  account.email = latest.email;
  account.name = latest.name;
  account.name_folded = latest.name_folded;
  account.language = latest.language;
  account.password_hash = latest.password_hash;
}

}  // namespace

void Identity::send_confirmation(database::Transaction& tx, const AccountId& account,
                                 const std::string& email, const std::string& language,
                                 const std::string& token) {
  const Instant now = clock_.now();
  replace_token(tx, {hash_of(token), account, TokenPurpose::confirm_email, now, now + confirm_within});
  const LetterText letter = confirm_letter(language, options_.public_address, token);
  notifier_.send_letter(tx, email, language, letter.subject, letter.body);
}

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
    const AccountRow latest = new_account(command, *password_hash, now);
    add_security_event(tx, now, actor, {"sign_up", {}, subject});
    if (add_account(tx, latest)) {
      journal::append(tx, now, AccountCreated{latest.id});
      send_confirmation(tx, latest.id, latest.email, latest.language, token);
      return Accepted{};
    }
    AccountRow known = *find_account_by_email_for_update(tx, latest.email_folded);
    if (known.confirmed_at) {
      const LetterText letter = already_registered_letter(known.language, options_.public_address);
      notifier_.send_letter(tx, known.email, known.language, letter.subject, letter.body);
    } else {
      take_over(known, latest);
      save_account(tx, known);
      send_confirmation(tx, known.id, known.email, known.language, token);
    }
    return Accepted{};
  });
}

Result<Accepted> Identity::confirm_email(const Actor& actor, const ConfirmEmail& command) {
  const database::ModuleScope scope("identity");
  return database_.write([&](database::Transaction& tx) -> Result<Accepted> {
    const Instant now = clock_.now();
    const auto token = take_token(tx, hash_of(command.token), TokenPurpose::confirm_email);
    if (!token || token->expires_at <= now) return refuse(errors::token_invalid, Kind::precondition);
    AccountRow account = *find_account_for_update(tx, token->account);
    account.confirmed_at = now;
    save_account(tx, account);
    journal::append(tx, now, AccountConfirmed{account.id});
    add_security_event(tx, now, actor, {"account_confirmed", account.id, ""});
    return Accepted{};
  });
}

Result<AccountId> Identity::create_confirmed_account(const SignUp& command, const std::vector<Role>& roles) {
  const database::ModuleScope scope("identity");
  const std::set<Role> wanted(roles.begin(), roles.end());
  if (const auto checked = check_sign_up(command); !checked) return checked.error();
  if (const auto checked = check_roles(wanted); !checked) return checked.error();
  const Result<std::string> password_hash = passwords_.hash(command.password);
  if (!password_hash) return password_hash.error();

  return database_.write([&](database::Transaction& tx) -> Result<AccountId> {
    const Instant now = clock_.now();
    AccountRow account = new_account(command, *password_hash, now);
    account.confirmed_at = now;
    if (!add_account(tx, account)) return refuse(errors::account_exists, Kind::conflict);
    replace_roles(tx, account.id, wanted);
    journal::append(tx, now, AccountCreated{account.id});
    journal::append(tx, now, AccountConfirmed{account.id});
    if (!roles.empty()) journal::append(tx, now, RolesChanged{account.id, {wanted.begin(), wanted.end()}});
    add_security_event(tx, now, {}, {"account_created_unattended", account.id, ""});
    return account.id;
  });
}

}  // namespace shuniu::identity
