// identity_administration.cpp - roles on the hub and suspended accounts.
#include "account_rules.h"
#include "account_store.h"
#include "authority.h"
#include "security_store.h"
#include "session_store.h"
#include "shuniu/identity/events.h"

namespace shuniu::identity {
namespace {

/// "The last administrator" is a rule over many rows: whoever changes one holds this lock.
constexpr std::string_view administrators_lock = "identity.administrators";

std::string names_of(const std::set<Role>& roles) {
  std::string text;
  for (const Role role : roles) {
    if (!text.empty()) text += " ";
    text += std::get<std::string>(database::Value(role).storage());
  }
  return text.empty() ? "none" : text;
}

Result<Done> check_administrators(database::Transaction& tx, const AccountRow& account, bool stays_one) {
  const bool is_one = account.is_active() && roles_of(tx, account.id).contains(Role::administrator);
  return check_administrator_change({is_one, stays_one, count_active_administrators(tx)});
}

}  // namespace

Result<Accepted> Identity::set_roles(const Actor& actor, const SetRoles& command) {
  const database::ModuleScope scope("identity");
  if (const auto allowed = require_role(actor, Role::administrator); !allowed) return allowed.error();
  const std::set<Role> roles(command.roles.begin(), command.roles.end());
  if (const auto checked = check_roles(roles); !checked) return checked.error();
  return database_.write([&](database::Transaction& tx) -> Result<Accepted> {
    const Instant now = clock_.now();
    tx.lock(administrators_lock);
    const auto account = find_account_for_update(tx, command.account);
    if (!account) return refuse(errors::no_such_account, Kind::not_found);
    const auto checked = check_administrators(tx, *account, roles.contains(Role::administrator));
    if (!checked) return checked.error();
    replace_roles(tx, account->id, roles);
    journal::append(tx, now, RolesChanged{account->id, {roles.begin(), roles.end()}});
    add_security_event(tx, now, actor,
                       {"roles_changed", account->id, names_of(roles) + " by " + actor.account.text()});
    return Accepted{};
  });
}

Result<Accepted> Identity::suspend_account(const Actor& actor, const SuspendAccount& command) {
  const database::ModuleScope scope("identity");
  if (const auto allowed = require_role(actor, Role::administrator); !allowed) return allowed.error();
  if (command.account == actor.account) return refuse(errors::not_yourself, Kind::precondition);
  return database_.write([&](database::Transaction& tx) -> Result<Accepted> {
    const Instant now = clock_.now();
    tx.lock(administrators_lock);
    auto account = find_account_for_update(tx, command.account);
    if (!account) return refuse(errors::no_such_account, Kind::not_found);
    if (account->suspended_at.has_value() == command.suspended) return Accepted{};
    if (const auto checked = check_administrators(tx, *account, !command.suspended); !checked)
      return checked.error();
    account->suspended_at = command.suspended ? std::optional(now) : std::nullopt;
    save_account(tx, *account);
    if (command.suspended) remove_sessions(tx, account->id, "");
    journal::append(tx, now, AccountSuspended{account->id, command.suspended});
    add_security_event(tx, now, actor,
                       {command.suspended ? "account_suspended" : "account_restored", account->id,
                        "by " + actor.account.text()});
    return Accepted{};
  });
}

}  // namespace shuniu::identity
