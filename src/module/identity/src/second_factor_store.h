// second_factor_store.h - the SQL of second factors and recovery codes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shuniu/identity/identity.h"

namespace shuniu::identity {

/// Secrets are sealed, in hexadecimal. `pending_secret` waits for its first code.
struct SecondFactorRow {
  AccountId account;
  std::optional<std::string> secret;
  std::optional<Instant> enabled_at;
  std::int64_t last_step = 0;
  std::optional<std::string> pending_secret;
  std::optional<Instant> pending_until;
};
SHUNIU_DESCRIBE(SecondFactorRow, account, secret, enabled_at, last_step, pending_secret, pending_until)

std::optional<SecondFactorRow> find_second_factor(database::Transaction& tx, const AccountId& account);
std::optional<SecondFactorRow> find_second_factor_for_update(database::Transaction& tx,
                                                             const AccountId& account);
/// Makes the row when the account has none.
void save_second_factor(database::Transaction& tx, const SecondFactorRow& row);
bool has_second_factor(database::Transaction& tx, const AccountId& account);
/// With its recovery codes.
void remove_second_factor(database::Transaction& tx, const AccountId& account);
void remove_expired_second_factor_starts(database::Transaction& tx, Instant now);

void replace_recovery_codes(database::Transaction& tx, const AccountId& account,
                            const std::vector<std::string>& code_hashes);
/// Removes it: of two who come at once, one gets it.
bool take_recovery_code(database::Transaction& tx, const AccountId& account, const std::string& code_hash);
std::int64_t count_recovery_codes(database::Transaction& tx, const AccountId& account);

}  // namespace shuniu::identity
