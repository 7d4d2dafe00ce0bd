// account_rules.h - what an account may be: passwords, languages, roles, scopes. Pure.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "shuniu/base/actor.h"
#include "shuniu/base/result.h"

namespace shuniu::identity {

/// Of a key that takes away everything the hub holds of its organisation.
inline constexpr std::string_view export_scope = "organisation:export";

/// A password that is guessed first: the address or name itself, one character repeated, or one of the
/// commonest.
void check_password(std::string_view password, std::string_view email, std::string_view name,
                    const std::string& path, std::vector<Fault>& faults);

/// What people read as the name of somebody: at least one character that is seen, none that is hidden.
void check_name(const std::string& name, const std::string& path, std::vector<Fault>& faults);

/// zh or en.
void check_language(const std::optional<std::string>& language, std::vector<Fault>& faults);

/// Administrator and auditor never in one person: who changes things is not who looks after it.
Result<Done> check_roles(const std::set<Role>& roles);

/// What is asked of the change of an account that may be the last administrator.
struct AdministratorChange {
  bool is_active_administrator = false;
  bool stays_one = false;
  std::int64_t active_administrators = 0;  // with this one
};
Result<Done> check_administrator_change(const AdministratorChange& change);

/// "market:read", "market:write", and "organisation:export"; a key without a scope could do nothing, or
/// everything by mistake.
void check_scopes(const std::vector<std::string>& scopes, std::vector<Fault>& faults);

/// A key is valid to the end of its last day in China (UTC+8).
bool is_over(Date last_day, Instant now);

}  // namespace shuniu::identity
