// queries.cpp - questions about organisations, people and what happened.
#include "authority.h"
#include "names.h"
#include "security_store.h"
#include "views.h"

namespace shuniu::identity {
namespace {

constexpr std::int64_t usual_page = 50;
constexpr std::int64_t usual_log_page = 100;

template <class Query>
bool is_blank(const Query& query) {
  return !query || query->find_first_not_of(" \t\n") == std::string::npos;
}

/// Rows are read one more than asked for: it tells whether there is a next page.
template <class Row>
bool cut_to(std::vector<Row>& rows, std::int64_t limit) {
  const bool has_more = static_cast<std::int64_t>(rows.size()) > limit;
  if (has_more) rows.pop_back();
  return has_more;
}

}  // namespace

Result<OrganisationView> Identity::organisation(const Actor&, const FindOrganisation& question) {
  const database::ModuleScope scope("identity");
  return database_.read([&](database::Transaction& tx) -> Result<OrganisationView> {
    const auto row = find_organisation(tx, question.organisation);
    if (!row) return refuse(errors::no_such_organisation, Kind::not_found);
    return view_of(*row);
  });
}

Result<OrganisationList> Identity::organisations(const Actor&, const ListOrganisations& question) {
  const database::ModuleScope scope("identity");
  const std::int64_t limit = question.limit.value_or(usual_page);
  const std::string region = question.region.value_or(std::string());
  const OrganisationId after = question.after.value_or(OrganisationId());
  std::vector<OrganisationId> found;
  if (!is_blank(question.query))
    found = names_->organisations({*question.query, region, after.text(), limit + 1});
  return database_.read([&](database::Transaction& tx) -> Result<OrganisationList> {
    auto rows = is_blank(question.query) ? list_organisations(tx, {region, after, limit + 1})
                                         : find_organisations(tx, found);
    OrganisationList list;
    if (cut_to(rows, limit)) list.next_after = rows.back().id;
    for (const OrganisationRow& row : rows) list.organisations.push_back(view_of(row));
    return list;
  });
}

/// Addresses of people are for those who work with them: members, and administrators.
Result<MemberList> Identity::members(const Actor& actor, const FindOrganisation& question) {
  const database::ModuleScope scope("identity");
  if (const auto signed_in = require_signed_in(actor); !signed_in) return signed_in.error();
  return database_.read([&](database::Transaction& tx) -> Result<MemberList> {
    if (!find_organisation(tx, question.organisation))
      return refuse(errors::no_such_organisation, Kind::not_found);
    const bool is_member = membership_of(tx, question.organisation, actor.account) != Membership::none;
    if (!is_member && !actor.has(Role::administrator)) return refuse(errors::not_a_member, Kind::forbidden);
    return MemberList{members_of(tx, question.organisation)};
  });
}

Result<AccountList> Identity::accounts(const Actor& actor, const ListAccounts& question) {
  const database::ModuleScope scope("identity");
  if (const auto allowed = require_role(actor, Role::administrator); !allowed) return allowed.error();
  const std::int64_t limit = question.limit.value_or(usual_page);
  const AccountId after = question.after.value_or(AccountId());
  std::vector<AccountId> found;
  if (!is_blank(question.query)) found = names_->accounts({*question.query, "", after.text(), limit + 1});
  return database_.read([&](database::Transaction& tx) -> Result<AccountList> {
    auto rows = is_blank(question.query) ? list_accounts(tx, after, limit + 1) : find_accounts(tx, found);
    AccountList list;
    if (cut_to(rows, limit)) list.next_after = rows.back().id;
    for (const AccountRow& row : rows) list.accounts.push_back(view_of(tx, row));
    return list;
  });
}

Result<SecurityLog> Identity::security_log(const Actor& actor, const ReadSecurityLog& question) {
  const database::ModuleScope scope("identity");
  if (const auto allowed = require_role(actor, Role::auditor); !allowed) return allowed.error();
  SecurityLogSearch search;
  search.before = question.before.value_or(std::int64_t{9'007'199'254'740'991});
  search.account = question.account.value_or(AccountId());
  search.event = question.event.value_or(std::string());
  search.limit = question.limit.value_or(usual_log_page);
  return database_.read([&](database::Transaction& tx) -> Result<SecurityLog> {
    return SecurityLog{search_security_log(tx, search)};
  });
}

std::vector<OrganisationBrief> Identity::names(const std::vector<OrganisationId>& organisations) {
  const database::ModuleScope scope("identity");
  return database_.read([&](database::Transaction& tx) { return find_briefs(tx, organisations); });
}

std::vector<MembershipView> Identity::memberships(const AccountId& account) {
  const database::ModuleScope scope("identity");
  return database_.read([&](database::Transaction& tx) {
    std::vector<MembershipView> views;
    for (const AccountMembershipRow& row : memberships_of(tx, account)) {
      views.push_back({{row.organisation, row.name, row.name_en, row.region}, row.membership});
    }
    return views;
  });
}

std::optional<Correspondent> Identity::correspondent(const AccountId& account) {
  const auto row = database_.read([&](database::Transaction& tx) {
    const database::ModuleScope scope("identity");
    return find_account(tx, account);
  });
  if (!row || !row->is_active()) return std::nullopt;
  return Correspondent{row->email, row->language, memberships(account)};
}

}  // namespace shuniu::identity
