// identity_organisation.cpp - organisations and who belongs to them.
#include "account_rules.h"
#include "account_store.h"
#include "authority.h"
#include "folding.h"
#include "membership.h"
#include "names.h"
#include "organisation_rules.h"
#include "organisation_store.h"
#include "shuniu/crypto/random.h"
#include "shuniu/identity/events.h"
#include "views.h"

namespace shuniu::identity {
namespace {

template <class SomeText>
std::optional<std::string> as_text(const std::optional<SomeText>& text) {
  if (!text || text->empty()) return std::nullopt;  // an empty text clears the field
  return std::string(*text);
}

/// The last check character may be typed in lower case.
std::string capital(std::string code) {
  for (char& c : code) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return code;
}

Result<Done> check(const OrganisationRow& row, const codelist::CodeBook& codes) {
  std::vector<Fault> faults;
  check_name(row.name, "name", faults);
  if (row.name_en) check_name(*row.name_en, "name_en", faults);
  check_profile({row.credit_code, row.kind, row.region, row.city, row.industry, row.website}, codes, faults);
  if (!faults.empty()) return refuse_input(std::move(faults));
  return Done{};
}

OrganisationRow new_row(const CreateOrganisation& command, Instant now) {
  OrganisationRow row;
  row.id = crypto::new_id<OrganisationId>(now);
  row.credit_code = capital(command.credit_code);
  row.name = command.name;
  row.name_en = as_text(command.name_en);
  row.kind = command.kind;
  row.region = command.region;
  row.city = as_text(command.city);
  row.industry = as_text(command.industry);
  row.about = as_text(command.about);
  row.website = as_text(command.website);
  row.created_at = now;
  row.updated_at = now;
  return row;
}

void change(OrganisationRow& row, const UpdateOrganisation& command, Instant now) {
  if (command.name) row.name = *command.name;
  if (command.name_en) row.name_en = as_text(command.name_en);
  if (command.region && *command.region != row.region) {
    row.region = *command.region;
    row.city.reset();  // a city of the old region
  }
  if (command.city) row.city = as_text(command.city);
  if (command.industry) row.industry = as_text(command.industry);
  if (command.about) row.about = as_text(command.about);
  if (command.website) row.website = as_text(command.website);
  row.updated_at = now;
}

Result<Done> register_organisation(database::Transaction& tx, const OrganisationRow& row) {
  if (!add_organisation(tx, row)) {
    return refuse(errors::organisation_exists, Kind::conflict, {{"credit_code", row.credit_code}});
  }
  journal::append(tx, row.created_at, OrganisationRegistered{row.id, row.kind, row.region}, {row.id});
  return Done{};
}

Reason no_such_organisation() {
  return refuse(errors::no_such_organisation, Kind::not_found);
}

}  // namespace

Result<OrganisationView> Identity::create_organisation(const Actor& actor,
                                                       const CreateOrganisation& command) {
  const database::ModuleScope scope("identity");
  if (const auto signed_in = require_signed_in(actor); !signed_in) return signed_in.error();
  const OrganisationRow row = new_row(command, clock_.now());
  if (const auto checked = check(row, codes_); !checked) return checked.error();
  auto view = database_.write([&](database::Transaction& tx) -> Result<OrganisationView> {
    if (const auto registered = register_organisation(tx, row); !registered) return registered.error();
    const auto added = change_member(tx, actor, {row.id, actor.account, Membership::owner}, row.created_at);
    if (!added) return added.error();
    return view_of(row);
  });
  if (view) names_->refresh(row.id);
  return view;
}

Result<OrganisationId> Identity::create_organisation_unattended(const CreateOrganisation& command) {
  const database::ModuleScope scope("identity");
  const OrganisationRow row = new_row(command, clock_.now());
  if (const auto checked = check(row, codes_); !checked) return checked.error();
  auto id = database_.write([&](database::Transaction& tx) -> Result<OrganisationId> {
    if (const auto registered = register_organisation(tx, row); !registered) return registered.error();
    return row.id;
  });
  if (id) names_->refresh(*id);
  return id;
}

Result<OrganisationView> Identity::update_organisation(const Actor& actor,
                                                       const UpdateOrganisation& command) {
  const database::ModuleScope scope("identity");
  if (const auto signed_in = require_signed_in(actor); !signed_in) return signed_in.error();
  auto view = database_.write([&](database::Transaction& tx) -> Result<OrganisationView> {
    const Instant now = clock_.now();
    auto row = find_organisation_for_update(tx, command.organisation);
    if (!row) return no_such_organisation();
    const auto allowed = require_owner(membership_of(tx, row->id, actor.account));
    if (!allowed) return allowed.error();
    change(*row, command, now);
    if (const auto checked = check(*row, codes_); !checked) return checked.error();
    save_organisation(tx, *row);
    journal::append(tx, now, OrganisationChanged{row->id, row->region}, {row->id});
    return view_of(*row);
  });
  if (view) names_->refresh(command.organisation);
  return view;
}

Result<Accepted> Identity::set_membership(const Actor& actor, const SetMembership& command) {
  const database::ModuleScope scope("identity");
  if (const auto signed_in = require_signed_in(actor); !signed_in) return signed_in.error();
  if (command.membership == Membership::none) {
    return refuse_input({Fault{"membership", "fault.one_of", {{"names", "member, owner"}}, "none"}});
  }
  return database_.write([&](database::Transaction& tx) -> Result<Accepted> {
    if (!find_organisation_for_update(tx, command.organisation)) return no_such_organisation();
    const auto allowed = require_owner(membership_of(tx, command.organisation, actor.account));
    if (!allowed) return allowed.error();
    // Whoever is no member yet must say so first: invite_member.
    if (membership_of(tx, command.organisation, command.account) == Membership::none) {
      return refuse(errors::no_such_account, Kind::not_found);
    }
    const auto changed =
        change_member(tx, actor, {command.organisation, command.account, command.membership}, clock_.now());
    if (!changed) return changed.error();
    return Accepted{};
  });
}

/// An owner removes anybody, a member may leave.
Result<Accepted> Identity::remove_member(const Actor& actor, const RemoveMember& command) {
  const database::ModuleScope scope("identity");
  if (const auto signed_in = require_signed_in(actor); !signed_in) return signed_in.error();
  return database_.write([&](database::Transaction& tx) -> Result<Accepted> {
    if (!find_organisation_for_update(tx, command.organisation)) return no_such_organisation();
    const Membership own = membership_of(tx, command.organisation, actor.account);
    const bool leaves = command.account == actor.account && own != Membership::none;
    if (const auto allowed = require_owner(own); !allowed && !leaves) return allowed.error();
    if (membership_of(tx, command.organisation, command.account) == Membership::none) {
      return refuse(errors::no_such_account, Kind::not_found);
    }
    const auto changed =
        change_member(tx, actor, {command.organisation, command.account, Membership::none}, clock_.now());
    if (!changed) return changed.error();
    return Accepted{};
  });
}

Result<Done> Identity::put_member(const OrganisationId& organisation, const AccountId& account,
                                  Membership membership) {
  const database::ModuleScope scope("identity");
  return database_.write([&](database::Transaction& tx) -> Result<Done> {
    if (!find_organisation_for_update(tx, organisation)) return no_such_organisation();
    if (!find_account(tx, account)) return refuse(errors::no_such_account, Kind::not_found);
    return change_member(tx, {}, {organisation, account, membership}, clock_.now());
  });
}

}  // namespace shuniu::identity
