#include "views.h"

#include "organisation_rules.h"
#include "second_factor_rules.h"
#include "second_factor_store.h"

namespace shuniu::identity {
namespace {

std::vector<Role> as_list(const std::set<Role>& roles) {
  return {roles.begin(), roles.end()};
}

std::vector<MembershipView> memberships(database::Transaction& tx, const AccountId& account) {
  std::vector<MembershipView> views;
  for (const AccountMembershipRow& row : memberships_of(tx, account)) {
    views.push_back({{row.organisation, row.name, row.name_en, row.region}, row.membership});
  }
  return views;
}

}  // namespace

Myself view_of_myself(database::Transaction& tx, const AccountRow& account, const IdentityOptions& options) {
  const std::set<Role> roles = roles_of(tx, account.id);
  return {
      account.id,
      account.email,
      account.name,
      account.language,
      as_list(roles),
      memberships(tx, account.id),
      second_factor_state(has_second_factor(tx, account.id), options.second_factor_required, !roles.empty())};
}

AccountView view_of(database::Transaction& tx, const AccountRow& account) {
  AccountView view;
  view.id = account.id;
  view.email = account.email;
  view.name = account.name;
  view.confirmed = account.confirmed_at.has_value();
  view.suspended = account.suspended_at.has_value();
  view.roles = as_list(roles_of(tx, account.id));
  view.memberships = memberships(tx, account.id);
  view.created_at = account.created_at;
  return view;
}

OrganisationView view_of(const OrganisationRow& organisation) {
  OrganisationView view;
  view.id = organisation.id;
  view.name = organisation.name;
  view.name_en = organisation.name_en;
  view.credit_code = organisation.credit_code;
  view.kind = organisation.kind;
  view.region = organisation.region;
  view.city = organisation.city;
  view.industry = organisation.industry;
  view.about = organisation.about;
  view.website = organisation.website;
  view.created_at = organisation.created_at;
  view.warnings = warnings_about(organisation.credit_code);
  return view;
}

SessionView view_of(const SessionRow& session, const std::string& current_token_hash) {
  return {session.id,         session.created_at, session.last_seen_at,
          session.expires_at, session.user_agent, session.token_hash == current_token_hash};
}

ApiKeyView view_of(const ApiKeyRow& key) {
  return {key.id, key.name, key.scopes, key.created_at, key.last_used_at, key.expires_on};
}

}  // namespace shuniu::identity
