// organisation_store.h - the SQL of organisations and their members.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shuniu/identity/identity.h"

namespace shuniu::identity {

struct OrganisationRow {
  OrganisationId id;
  std::string credit_code;
  std::string name;
  std::optional<std::string> name_en;
  std::string kind;
  std::string region;
  std::optional<std::string> city;
  std::optional<std::string> industry;
  std::optional<std::string> about;
  std::optional<std::string> website;
  Instant created_at;
  Instant updated_at;
};
SHUNIU_DESCRIBE(OrganisationRow, id, credit_code, name, name_en, kind, region, city, industry, about, website,
                created_at, updated_at)

/// False when the credit code is taken.
bool add_organisation(database::Transaction& tx, const OrganisationRow& organisation);
void save_organisation(database::Transaction& tx, const OrganisationRow& organisation);
std::optional<OrganisationRow> find_organisation(database::Transaction& tx, const OrganisationId& id);
std::optional<OrganisationRow> find_organisation_for_update(database::Transaction& tx,
                                                            const OrganisationId& id);

struct OrganisationPage {
  std::string region;  // "": all
  OrganisationId after;
  std::int64_t limit = 50;
};
std::vector<OrganisationRow> list_organisations(database::Transaction& tx, const OrganisationPage& page);
/// In the order of the ids.
std::vector<OrganisationRow> find_organisations(database::Transaction& tx,
                                                const std::vector<OrganisationId>& ids);
std::vector<OrganisationBrief> find_briefs(database::Transaction& tx,
                                           const std::vector<OrganisationId>& organisations);

/// An account's membership with the organisation's name, or an organisation's member with the account's.
struct AccountMembershipRow {
  OrganisationId organisation;
  Membership membership = Membership::none;
  std::string name;
  std::optional<std::string> name_en;
  std::string region;
};
SHUNIU_DESCRIBE(AccountMembershipRow, organisation, membership, name, name_en, region)

std::vector<AccountMembershipRow> memberships_of(database::Transaction& tx, const AccountId& account);
std::vector<MemberView> members_of(database::Transaction& tx, const OrganisationId& organisation);

/// none when the account is no member.
Membership membership_of(database::Transaction& tx, const OrganisationId& organisation,
                         const AccountId& account);
/// none removes it.
void put_membership(database::Transaction& tx, const OrganisationId& organisation, const AccountId& account,
                    Membership membership, Instant now);
/// The caller holds the organisation's row.
std::int64_t count_owners(database::Transaction& tx, const OrganisationId& organisation);

}  // namespace shuniu::identity
