// account_store.h - the SQL of accounts, their roles and their mailed tokens.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "shuniu/identity/identity.h"

namespace shuniu::identity {

struct AccountRow {
  AccountId id;
  std::string email;
  std::string email_folded;
  std::string name;
  std::string language;
  std::string password_hash;
  Instant created_at;
  std::optional<Instant> confirmed_at;
  std::optional<Instant> suspended_at;

  bool is_active() const { return confirmed_at && !suspended_at; }
};
SHUNIU_DESCRIBE(AccountRow, id, email, email_folded, name, language, password_hash, created_at, confirmed_at,
                suspended_at)

/// False when the address is taken.
bool add_account(database::Transaction& tx, const AccountRow& account);
void save_account(database::Transaction& tx, const AccountRow& account);
std::optional<AccountRow> find_account(database::Transaction& tx, const AccountId& id);
std::optional<AccountRow> find_account_for_update(database::Transaction& tx, const AccountId& id);
std::optional<AccountRow> find_account_by_email(database::Transaction& tx, const std::string& email_folded);
std::optional<AccountRow> find_account_by_email_for_update(database::Transaction& tx,
                                                           const std::string& email_folded);

/// Ordered by id, after `after`.
std::vector<AccountRow> list_accounts(database::Transaction& tx, const AccountId& after, std::int64_t limit);
/// In the order of the ids.
std::vector<AccountRow> find_accounts(database::Transaction& tx, const std::vector<AccountId>& ids);

std::set<Role> roles_of(database::Transaction& tx, const AccountId& account);
void replace_roles(database::Transaction& tx, const AccountId& account, const std::set<Role>& roles);
/// Confirmed and not suspended; the caller holds the lock "identity.administrators".
std::int64_t count_active_administrators(database::Transaction& tx);

/// second_factor: the password was right, and a code is wanted yet.
enum class TokenPurpose { confirm_email, reset_password, second_factor };
SHUNIU_DESCRIBE_ENUM(TokenPurpose, confirm_email, reset_password, second_factor)

/// What one sign-up said. Anybody may type anybody's address, so it counts only with the token of its letter.
struct PendingSignUp {
  std::string name;
  std::string language;
  std::string password_hash;
};
SHUNIU_DESCRIBE(PendingSignUp, name, language, password_hash)

struct TokenRow {
  std::string token_hash;
  AccountId account;
  TokenPurpose purpose = TokenPurpose::confirm_email;
  Instant created_at;
  Instant expires_at;
  std::optional<PendingSignUp> sign_up;
};
SHUNIU_DESCRIBE(TokenRow, token_hash, account, purpose, created_at, expires_at, sign_up)

/// Beside the account's other tokens; those that have expired go.
void add_token(database::Transaction& tx, const TokenRow& token);
/// The account's earlier tokens for the same purpose stop working.
void replace_token(database::Transaction& tx, const TokenRow& token);
void remove_tokens(database::Transaction& tx, const AccountId& account, TokenPurpose purpose);
void remove_expired_tokens(database::Transaction& tx, Instant now);
std::optional<TokenRow> newest_token(database::Transaction& tx, const AccountId& account,
                                     TokenPurpose purpose);
std::optional<TokenRow> find_token(database::Transaction& tx, const std::string& token_hash,
                                   TokenPurpose purpose);
/// Removes it and tells whose it was: of two who come at once, one gets it.
std::optional<TokenRow> take_token(database::Transaction& tx, const std::string& token_hash,
                                   TokenPurpose purpose);

}  // namespace shuniu::identity
