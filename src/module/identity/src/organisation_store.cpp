#include "organisation_store.h"

#include "rows_by_id.h"

namespace shuniu::identity {
namespace {

/// "$1, $2, $3"
std::string places(std::size_t count) {
  std::string text;
  for (std::size_t i = 1; i <= count; ++i) text.append(i == 1 ? "$" : ", $").append(std::to_string(i));
  return text;
}

std::optional<std::string> text_of(const database::Value& value) {
  const auto* text = std::get_if<std::string>(&value.storage());
  return text ? std::optional(*text) : std::nullopt;
}

}  // namespace

bool add_organisation(database::Transaction& tx, const OrganisationRow& row) {
  return tx.run(
             "INSERT INTO identity_organisation (id, credit_code, name, name_en, kind, region, city, "
             "industry,"
             " about, website, created_at, updated_at)"
             " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (credit_code) DO "
             "NOTHING",
             row.id, row.credit_code, row.name, row.name_en, row.kind, row.region, row.city, row.industry,
             row.about, row.website, row.created_at, row.updated_at) == 1;
}

void save_organisation(database::Transaction& tx, const OrganisationRow& organisation) {
  tx.update("identity_organisation", organisation);
}

std::optional<OrganisationRow> find_organisation(database::Transaction& tx, const OrganisationId& id) {
  return tx.find<OrganisationRow>("SELECT * FROM identity_organisation WHERE id = $1", id);
}

std::optional<OrganisationRow> find_organisation_for_update(database::Transaction& tx,
                                                            const OrganisationId& id) {
  return tx.find<OrganisationRow>(
      std::string("SELECT * FROM identity_organisation WHERE id = $1").append(tx.for_update()), id);
}

std::vector<OrganisationRow> list_organisations(database::Transaction& tx, const OrganisationPage& page) {
  return tx.rows<OrganisationRow>(
      "SELECT * FROM identity_organisation WHERE id > $1 AND ($2 = '' OR region = $2) ORDER BY id LIMIT $3",
      page.after.text(), page.region, page.limit);
}

std::vector<OrganisationRow> find_organisations(database::Transaction& tx,
                                                const std::vector<OrganisationId>& ids) {
  return rows_by_id<OrganisationRow>(tx, "SELECT * FROM identity_organisation", ids);
}

std::vector<OrganisationBrief> find_briefs(database::Transaction& tx,
                                           const std::vector<OrganisationId>& organisations) {
  std::vector<OrganisationBrief> briefs;
  if (organisations.empty()) return briefs;
  std::vector<database::Value> parameters;
  parameters.reserve(organisations.size());
  for (const OrganisationId& id : organisations) parameters.emplace_back(id.text());
  tx.execute("SELECT id, name, name_en, region FROM identity_organisation WHERE id IN (" +
                 places(parameters.size()) + ")",
             parameters, [&briefs](const std::vector<std::string>&, const std::vector<database::Value>& row) {
               briefs.push_back(
                   {OrganisationId(*text_of(row[0])), *text_of(row[1]), text_of(row[2]), *text_of(row[3])});
             });
  return briefs;
}

std::vector<AccountMembershipRow> memberships_of(database::Transaction& tx, const AccountId& account) {
  return tx.rows<AccountMembershipRow>(
      "SELECT organisation, membership, name, name_en, region FROM identity_member"
      " JOIN identity_organisation ON id = organisation WHERE account = $1 ORDER BY added_at, organisation",
      account);
}

std::vector<MemberView> members_of(database::Transaction& tx, const OrganisationId& organisation) {
  return tx.rows<MemberView>(
      "SELECT account, name, email, membership FROM identity_member JOIN identity_account ON id = account"
      " WHERE organisation = $1 ORDER BY added_at, account",
      organisation);
}

Membership membership_of(database::Transaction& tx, const OrganisationId& organisation,
                         const AccountId& account) {
  return tx
      .value<Membership>("SELECT membership FROM identity_member WHERE organisation = $1 AND account = $2",
                         organisation, account)
      .value_or(Membership::none);
}

void put_membership(database::Transaction& tx, const OrganisationId& organisation, const AccountId& account,
                    Membership membership, Instant now) {
  if (membership == Membership::none) {
    tx.run("DELETE FROM identity_member WHERE organisation = $1 AND account = $2", organisation, account);
    return;
  }
  tx.run(
      "INSERT INTO identity_member (organisation, account, membership, added_at) VALUES ($1, $2, $3, $4)"
      " ON CONFLICT (organisation, account) DO UPDATE SET membership = excluded.membership",
      organisation, account, membership, now);
}

std::int64_t count_owners(database::Transaction& tx, const OrganisationId& organisation) {
  return *tx.value<std::int64_t>(
      "SELECT count(*) FROM identity_member WHERE organisation = $1 AND membership = $2", organisation,
      Membership::owner);
}

}  // namespace shuniu::identity
