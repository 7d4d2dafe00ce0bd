// identity_second_factor.cpp - second factors: set up, proven, renewed and removed by their owner.
#include "account_store.h"
#include "authority.h"
#include "folding.h"
#include "letters.h"
#include "qr_code.h"
#include "second_factor_rules.h"
#include "second_factor_store.h"
#include "security_store.h"
#include "session_store.h"
#include "shuniu/crypto/hash.h"
#include "shuniu/crypto/one_time_code.h"
#include "shuniu/crypto/random.h"
#include "shuniu/crypto/seal.h"
#include "shuniu/identity/events.h"

namespace shuniu::identity {
namespace {

constexpr std::int64_t start_valid = 15 * 60 * microseconds_per_second;

std::string code_attempts(const AccountId& account) {
  return attempt_subject("second_factor", account.text());
}

std::string hash_of_recovery_code(std::string_view code) {
  return crypto::hex(crypto::sha256(tidy_code(code)));
}

std::vector<std::string> hashes_of(const std::vector<std::string>& codes) {
  std::vector<std::string> hashes;
  for (const std::string& code : codes) hashes.push_back(hash_of_recovery_code(code));
  return hashes;
}

/// What is shown once is kept by nobody on the way.
template <class T>
http::WithHeaders<T> shown_once(T answer) {
  return {std::move(answer), 200, {{"Cache-Control", "no-store"}}};
}

Reason no_account() {
  return refuse(errors::sign_in_required, Kind::unauthenticated);
}

void send_news(Notifier& notifier, database::Transaction& tx, const AccountRow& account,
               SecondFactorNews news) {
  const LetterText letter = second_factor_letter(account.language, news);
  notifier.send_letter(tx, account.email, account.language, letter.subject, letter.body);
}

/// Why a code was not taken; the count has committed.
struct Judged {
  std::int64_t wait_s = 0;
  bool is_right = false;
};

Result<Done> as_refusal(const Judged& judged) {
  if (judged.wait_s > 0) {
    return refuse(errors::too_many_attempts, Kind::rate_limited,
                  {{"retry_after_s", std::to_string(judged.wait_s)}});
  }
  if (!judged.is_right) return refuse(errors::wrong_code, Kind::precondition);
  return Done{};
}

}  // namespace

std::string Identity::seal_secret(const std::string& secret, const AccountId& account) const {
  return crypto::hex(crypto::seal(secret, options_.second_factor_key, account.text()));
}

std::string Identity::unseal_secret(const std::string& sealed, const AccountId& account) const {
  const auto bytes = crypto::from_hex(sealed);
  auto secret = bytes ? crypto::unseal(*bytes, options_.second_factor_key, account.text()) : std::nullopt;
  if (!secret) throw std::runtime_error("a second factor was sealed with another key: " + account.text());
  return std::move(*secret);
}

bool Identity::take_code(database::Transaction& tx, const Actor& actor, const AccountRow& account,
                         const std::string& code) {
  auto row = find_second_factor_for_update(tx, account.id);
  if (!row || !row->secret) return false;
  const std::string tidy = tidy_code(code);
  if (is_of_an_app(tidy)) {
    const auto step =
        accepted_step(unseal_secret(*row->secret, account.id), tidy, row->last_step, clock_.now());
    if (!step) return false;
    row->last_step = *step;
    save_second_factor(tx, *row);
    return true;
  }
  if (!take_recovery_code(tx, account.id, hash_of_recovery_code(tidy))) return false;
  const std::int64_t left = count_recovery_codes(tx, account.id);
  add_security_event(tx, clock_.now(), actor,
                     {"recovery_code_used", account.id, std::to_string(left) + " left"});
  send_news(notifier_, tx, account, SecondFactorNews::recovery_code_used);
  return true;
}

Result<Done> Identity::verify_code(const Actor& actor, const AccountId& id, const std::string& code) {
  const auto judged = database_.write([&](database::Transaction& tx) -> Result<Judged> {
    const Instant now = clock_.now();
    const auto account = find_account_for_update(tx, id);
    if (!account) return no_account();
    if (const auto wait = count_attempt(tx, code_attempts(id), now)) {
      add_security_event(tx, now, actor, {"second_factor_slowed", id, ""});
      return Judged{*wait, false};
    }
    const bool is_right = take_code(tx, actor, *account, code);
    if (is_right) forget_attempts(tx, code_attempts(id));
    if (!is_right) add_security_event(tx, now, actor, {"second_factor_wrong", id, ""});
    return Judged{0, is_right};
  });
  if (!judged) return judged.error();
  return as_refusal(*judged);
}

Result<SecondFactorView> Identity::second_factor(const Actor& actor, const Nothing&) {
  const database::ModuleScope scope("identity");
  if (const auto signed_in = require_signed_in(actor); !signed_in) return signed_in.error();
  return database_.read([&](database::Transaction& tx) -> Result<SecondFactorView> {
    const auto row = find_second_factor(tx, actor.account);
    SecondFactorView view;
    view.state = second_factor_state(row && row->secret, options_.second_factor_required,
                                     !roles_of(tx, actor.account).empty());
    if (view.state != SecondFactorState::enabled) return view;
    view.enabled_at = row->enabled_at;
    view.recovery_codes_left = count_recovery_codes(tx, actor.account);
    return view;
  });
}

Result<http::WithHeaders<SecondFactorStart>> Identity::start_second_factor(const Actor& actor,
                                                                           const StartSecondFactor& command) {
  const database::ModuleScope scope("identity");
  if (const auto signed_in = require_signed_in(actor); !signed_in) return signed_in.error();
  bool has_one = false;
  const auto before = database_.read([&](database::Transaction& tx) {
    has_one = has_second_factor(tx, actor.account);
    return find_account(tx, actor.account);
  });
  if (!before) return no_account();
  if (has_one && !command.code) return refuse(errors::code_wanted, Kind::precondition);
  const auto verified =
      verify_current_password(actor, before->email_folded, before->password_hash, command.password);
  if (!verified) return verified.error();
  if (has_one) {
    if (const auto right = verify_code(actor, actor.account, *command.code); !right) return right.error();
  }

  const std::string secret = crypto::random_bytes(crypto::one_time_secret_bytes);
  const std::string sealed = seal_secret(secret, actor.account);
  const std::string address = otpauth_address(secret, before->email);
  return database_.write([&](database::Transaction& tx) -> Result<http::WithHeaders<SecondFactorStart>> {
    const Instant until = clock_.now() + start_valid;
    const auto account = find_account_for_update(tx, actor.account);
    if (!account) return no_account();
    auto row = find_second_factor_for_update(tx, account->id);
    // Set up beside this request: what is in force now has not been asked.
    if (!has_one && row && row->secret) return refuse(errors::code_wanted, Kind::precondition);
    if (!row) row = SecondFactorRow{account->id, {}, {}, no_step_yet, {}, {}};
    row->pending_secret = sealed;
    row->pending_until = until;
    save_second_factor(tx, *row);
    forget_attempts(tx, attempt_subject("sign_in", account->email_folded));
    return shown_once(SecondFactorStart{crypto::base32(secret), address, qr_code(address), until});
  });
}

std::optional<std::int64_t> Identity::take_pending_code(const std::string& sealed, const AccountId& account,
                                                        const std::string& code) const {
  return accepted_step(unseal_secret(sealed, account), tidy_code(code), no_step_yet, clock_.now());
}

Result<http::WithHeaders<RecoveryCodes>> Identity::confirm_second_factor(const Actor& actor,
                                                                         const ConfirmSecondFactor& command) {
  const database::ModuleScope scope("identity");
  if (const auto signed_in = require_signed_in(actor); !signed_in) return signed_in.error();
  const std::vector<std::string> codes = new_recovery_codes();
  const auto judged = database_.write([&](database::Transaction& tx) -> Result<Judged> {
    const Instant now = clock_.now();
    const auto account = find_account_for_update(tx, actor.account);
    if (!account) return no_account();
    auto row = find_second_factor_for_update(tx, account->id);
    if (!row || !row->pending_secret || *row->pending_until <= now)
      return refuse(errors::no_second_factor_start, Kind::precondition);
    if (const auto wait = count_attempt(tx, code_attempts(account->id), now)) return Judged{*wait, false};
    const auto step = take_pending_code(*row->pending_secret, account->id, command.code);
    if (!step) {
      add_security_event(tx, now, actor, {"second_factor_wrong", account->id, "first code"});
      return Judged{};
    }
    const bool is_renewal = row->secret.has_value();
    save_second_factor(tx, {account->id, row->pending_secret, now, *step, {}, {}});
    replace_recovery_codes(tx, account->id, hashes_of(codes));
    forget_attempts(tx, code_attempts(account->id));
    remove_tokens(tx, account->id, TokenPurpose::second_factor);
    remove_sessions(tx, account->id, actor.session);
    journal::append(tx, now, SecondFactorChanged{account->id, true});
    add_security_event(tx, now, actor,
                       {is_renewal ? "second_factor_renewed" : "second_factor_enabled", account->id, ""});
    send_news(notifier_, tx, *account, SecondFactorNews::enabled);
    return Judged{0, true};
  });
  if (!judged) return judged.error();
  if (const auto right = as_refusal(*judged); !right) return right.error();
  return shown_once(RecoveryCodes{codes});
}

Result<AccountId> Identity::prove_second_factor(const Actor& actor, const ProveSecondFactor& command) {
  if (const auto signed_in = require_signed_in(actor); !signed_in) return signed_in.error();
  bool has_one = false;
  const auto account = database_.read([&](database::Transaction& tx) {
    has_one = has_second_factor(tx, actor.account);
    return find_account(tx, actor.account);
  });
  if (!account) return no_account();
  if (!has_one) return refuse(errors::no_second_factor, Kind::precondition);
  const auto verified =
      verify_current_password(actor, account->email_folded, account->password_hash, command.password);
  if (!verified) return verified.error();
  if (const auto right = verify_code(actor, account->id, command.code); !right) return right.error();
  return account->id;
}

Result<http::WithHeaders<RecoveryCodes>> Identity::renew_recovery_codes(const Actor& actor,
                                                                        const ProveSecondFactor& command) {
  const database::ModuleScope scope("identity");
  const auto proven = prove_second_factor(actor, command);
  if (!proven) return proven.error();
  const std::vector<std::string> codes = new_recovery_codes();
  return database_.write([&](database::Transaction& tx) -> Result<http::WithHeaders<RecoveryCodes>> {
    const auto account = find_account_for_update(tx, *proven);
    if (!account || !has_second_factor(tx, *proven))
      return refuse(errors::no_second_factor, Kind::precondition);
    replace_recovery_codes(tx, *proven, hashes_of(codes));
    forget_attempts(tx, attempt_subject("sign_in", account->email_folded));
    add_security_event(tx, clock_.now(), actor, {"recovery_codes_renewed", *proven, ""});
    send_news(notifier_, tx, *account, SecondFactorNews::recovery_codes_renewed);
    return shown_once(RecoveryCodes{codes});
  });
}

Result<Accepted> Identity::remove_second_factor(const Actor& actor, const ProveSecondFactor& command) {
  const database::ModuleScope scope("identity");
  const auto proven = prove_second_factor(actor, command);
  if (!proven) return proven.error();
  return database_.write([&](database::Transaction& tx) -> Result<Accepted> {
    const Instant now = clock_.now();
    const auto account = find_account_for_update(tx, *proven);
    if (!account || !has_second_factor(tx, *proven))
      return refuse(errors::no_second_factor, Kind::precondition);
    identity::remove_second_factor(tx, *proven);
    remove_tokens(tx, *proven, TokenPurpose::second_factor);
    forget_attempts(tx, attempt_subject("sign_in", account->email_folded));
    journal::append(tx, now, SecondFactorChanged{*proven, false});
    add_security_event(tx, now, actor, {"second_factor_removed", *proven, ""});
    send_news(notifier_, tx, *account, SecondFactorNews::removed);
    return Accepted{};
  });
}

Result<Done> Identity::remove_second_factor_unattended(const EmailAddress<>& email) {
  const database::ModuleScope scope("identity");
  return database_.write([&](database::Transaction& tx) -> Result<Done> {
    const Instant now = clock_.now();
    const auto account = find_account_by_email_for_update(tx, fold_address(email));
    if (!account) return refuse(errors::no_such_account, Kind::not_found);
    if (!has_second_factor(tx, account->id)) return refuse(errors::no_second_factor, Kind::precondition);
    identity::remove_second_factor(tx, account->id);
    remove_tokens(tx, account->id, TokenPurpose::second_factor);
    remove_sessions(tx, account->id, "");
    journal::append(tx, now, SecondFactorChanged{account->id, false});
    add_security_event(tx, now, {}, {"second_factor_removed_unattended", account->id, ""});
    send_news(notifier_, tx, *account, SecondFactorNews::removed);
    return Done{};
  });
}

}  // namespace shuniu::identity
