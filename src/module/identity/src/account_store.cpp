#include "account_store.h"

#include "rows_by_id.h"

namespace shuniu::identity {
namespace {

std::string locked(std::string sql, const database::Transaction& tx) {
  return sql.append(tx.for_update());
}

struct RoleRow {
  Role role = Role::reviewer;
};
SHUNIU_DESCRIBE(RoleRow, role)

}  // namespace

bool add_account(database::Transaction& tx, const AccountRow& account) {
  return tx.run(
             "INSERT INTO identity_account (id, email, email_folded, name, language, password_hash,"
             " created_at, confirmed_at, suspended_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
             " ON CONFLICT (email_folded) DO NOTHING",
             account.id, account.email, account.email_folded, account.name, account.language,
             account.password_hash, account.created_at, account.confirmed_at, account.suspended_at) == 1;
}

void save_account(database::Transaction& tx, const AccountRow& account) {
  tx.update("identity_account", account);
}

std::optional<AccountRow> find_account(database::Transaction& tx, const AccountId& id) {
  return tx.find<AccountRow>("SELECT * FROM identity_account WHERE id = $1", id);
}

std::optional<AccountRow> find_account_for_update(database::Transaction& tx, const AccountId& id) {
  return tx.find<AccountRow>(locked("SELECT * FROM identity_account WHERE id = $1", tx), id);
}

std::optional<AccountRow> find_account_by_email(database::Transaction& tx, const std::string& email_folded) {
  return tx.find<AccountRow>("SELECT * FROM identity_account WHERE email_folded = $1", email_folded);
}

std::optional<AccountRow> find_account_by_email_for_update(database::Transaction& tx,
                                                           const std::string& email_folded) {
  return tx.find<AccountRow>(locked("SELECT * FROM identity_account WHERE email_folded = $1", tx),
                             email_folded);
}

std::vector<AccountRow> list_accounts(database::Transaction& tx, const AccountId& after, std::int64_t limit) {
  return tx.rows<AccountRow>("SELECT * FROM identity_account WHERE id > $1 ORDER BY id LIMIT $2",
                             after.text(), limit);
}

std::vector<AccountRow> find_accounts(database::Transaction& tx, const std::vector<AccountId>& ids) {
  return rows_by_id<AccountRow>(tx, "SELECT * FROM identity_account", ids);
}

std::set<Role> roles_of(database::Transaction& tx, const AccountId& account) {
  std::set<Role> roles;
  for (const RoleRow& row :
       tx.rows<RoleRow>("SELECT role FROM identity_account_role WHERE account = $1", account)) {
    roles.insert(row.role);
  }
  return roles;
}

void replace_roles(database::Transaction& tx, const AccountId& account, const std::set<Role>& roles) {
  tx.run("DELETE FROM identity_account_role WHERE account = $1", account);
  for (const Role role : roles) {
    tx.run("INSERT INTO identity_account_role (account, role) VALUES ($1, $2)", account, role);
  }
}

std::int64_t count_active_administrators(database::Transaction& tx) {
  return *tx.value<std::int64_t>(
      "SELECT count(*) FROM identity_account_role JOIN identity_account ON identity_account.id = account"
      " WHERE role = $1 AND confirmed_at IS NOT NULL AND suspended_at IS NULL",
      Role::administrator);
}

void add_token(database::Transaction& tx, const TokenRow& token) {
  tx.run("DELETE FROM identity_token WHERE account = $1 AND purpose = $2 AND expires_at <= $3", token.account,
         token.purpose, token.created_at);
  tx.insert("identity_token", token);
}

void replace_token(database::Transaction& tx, const TokenRow& token) {
  remove_tokens(tx, token.account, token.purpose);
  tx.insert("identity_token", token);
}

void remove_tokens(database::Transaction& tx, const AccountId& account, TokenPurpose purpose) {
  tx.run("DELETE FROM identity_token WHERE account = $1 AND purpose = $2", account, purpose);
}

void remove_expired_tokens(database::Transaction& tx, Instant now) {
  tx.run("DELETE FROM identity_token WHERE expires_at <= $1", now);
}

std::optional<TokenRow> newest_token(database::Transaction& tx, const AccountId& account,
                                     TokenPurpose purpose) {
  return tx.find<TokenRow>(
      "SELECT * FROM identity_token WHERE account = $1 AND purpose = $2"
      " ORDER BY created_at DESC, token_hash LIMIT 1",
      account, purpose);
}

std::optional<TokenRow> find_token(database::Transaction& tx, const std::string& token_hash,
                                   TokenPurpose purpose) {
  return tx.find<TokenRow>("SELECT * FROM identity_token WHERE token_hash = $1 AND purpose = $2", token_hash,
                           purpose);
}

std::optional<TokenRow> take_token(database::Transaction& tx, const std::string& token_hash,
                                   TokenPurpose purpose) {
  return tx.find<TokenRow>(
      "DELETE FROM identity_token WHERE token_hash = $1 AND purpose = $2"
      " RETURNING token_hash, account, purpose, created_at, expires_at, sign_up",
      token_hash, purpose);
}

}  // namespace shuniu::identity
