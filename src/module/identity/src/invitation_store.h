// invitation_store.h - the SQL of invitations: an address, not yet a person, that may act for an
// organisation.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shuniu/identity/identity.h"

namespace shuniu::identity {

struct InvitationRow {
  InvitationId id;
  OrganisationId organisation;
  std::string email;
  std::string email_folded;
  Membership membership = Membership::member;
  AccountId invited_by;
  Instant created_at;
  Instant expires_at;
};
SHUNIU_DESCRIBE(InvitationRow, id, organisation, email, email_folded, membership, invited_by, created_at,
                expires_at)

/// An invitation of the same address by the same organisation is renewed under its old id, which is told.
InvitationId put_invitation(database::Transaction& tx, const InvitationRow& invitation);
/// Newest first; expired ones are left out.
std::vector<InvitationRow> invitations_of(database::Transaction& tx, const OrganisationId& organisation,
                                          Instant now);
std::vector<InvitationRow> invitations_to(database::Transaction& tx, const std::string& email_folded,
                                          Instant now);
std::optional<InvitationRow> find_invitation(database::Transaction& tx, const InvitationId& id);
/// False when it is gone: of two answers at once, one counts.
bool remove_invitation(database::Transaction& tx, const InvitationId& id);
/// Those that this account made for this organisation; tells which.
std::vector<InvitationId> remove_invitations_by(database::Transaction& tx, const OrganisationId& organisation,
                                                const AccountId& invited_by);
void remove_expired_invitations(database::Transaction& tx, Instant now);

}  // namespace shuniu::identity
