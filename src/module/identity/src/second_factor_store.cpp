#include "second_factor_store.h"

namespace shuniu::identity {

std::optional<SecondFactorRow> find_second_factor(database::Transaction& tx, const AccountId& account) {
  return tx.find<SecondFactorRow>("SELECT * FROM identity_second_factor WHERE account = $1", account);
}

std::optional<SecondFactorRow> find_second_factor_for_update(database::Transaction& tx,
                                                             const AccountId& account) {
  std::string sql = "SELECT * FROM identity_second_factor WHERE account = $1";
  return tx.find<SecondFactorRow>(sql.append(tx.for_update()), account);
}

void save_second_factor(database::Transaction& tx, const SecondFactorRow& row) {
  tx.run(
      "INSERT INTO identity_second_factor (account, secret, enabled_at, last_step, pending_secret,"
      " pending_until) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account) DO UPDATE SET"
      " secret = excluded.secret, enabled_at = excluded.enabled_at, last_step = excluded.last_step,"
      " pending_secret = excluded.pending_secret, pending_until = excluded.pending_until",
      row.account, row.secret, row.enabled_at, row.last_step, row.pending_secret, row.pending_until);
}

bool has_second_factor(database::Transaction& tx, const AccountId& account) {
  const auto row = find_second_factor(tx, account);
  return row && row->secret;
}

void remove_second_factor(database::Transaction& tx, const AccountId& account) {
  tx.run("DELETE FROM identity_recovery_code WHERE account = $1", account);
  tx.run("DELETE FROM identity_second_factor WHERE account = $1", account);
}

void remove_expired_second_factor_starts(database::Transaction& tx, Instant now) {
  tx.run("DELETE FROM identity_second_factor WHERE secret IS NULL AND pending_until <= $1", now);
  tx.run(
      "UPDATE identity_second_factor SET pending_secret = NULL, pending_until = NULL"
      " WHERE pending_until <= $1",
      now);
}

void replace_recovery_codes(database::Transaction& tx, const AccountId& account,
                            const std::vector<std::string>& code_hashes) {
  tx.run("DELETE FROM identity_recovery_code WHERE account = $1", account);
  for (const std::string& code_hash : code_hashes) {
    tx.run("INSERT INTO identity_recovery_code (account, code_hash) VALUES ($1, $2)", account, code_hash);
  }
}

bool take_recovery_code(database::Transaction& tx, const AccountId& account, const std::string& code_hash) {
  return tx.run("DELETE FROM identity_recovery_code WHERE account = $1 AND code_hash = $2", account,
                code_hash) == 1;
}

std::int64_t count_recovery_codes(database::Transaction& tx, const AccountId& account) {
  return *tx.value<std::int64_t>("SELECT count(*) FROM identity_recovery_code WHERE account = $1", account);
}

}  // namespace shuniu::identity
