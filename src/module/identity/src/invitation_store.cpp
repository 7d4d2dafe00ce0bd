#include "invitation_store.h"

namespace shuniu::identity {

InvitationId put_invitation(database::Transaction& tx, const InvitationRow& invitation) {
  return *tx.value<InvitationId>(
      "INSERT INTO identity_invitation (id, organisation, email, email_folded, membership, invited_by,"
      " created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
      " ON CONFLICT (organisation, email_folded) DO UPDATE SET email = excluded.email,"
      " membership = excluded.membership, invited_by = excluded.invited_by,"
      " created_at = excluded.created_at, expires_at = excluded.expires_at RETURNING id",
      invitation.id, invitation.organisation, invitation.email, invitation.email_folded,
      invitation.membership, invitation.invited_by, invitation.created_at, invitation.expires_at);
}

std::vector<InvitationRow> invitations_of(database::Transaction& tx, const OrganisationId& organisation,
                                          Instant now) {
  return tx.rows<InvitationRow>(
      "SELECT * FROM identity_invitation WHERE organisation = $1 AND expires_at > $2"
      " ORDER BY created_at DESC, id",
      organisation, now);
}

std::vector<InvitationRow> invitations_to(database::Transaction& tx, const std::string& email_folded,
                                          Instant now) {
  return tx.rows<InvitationRow>(
      "SELECT * FROM identity_invitation WHERE email_folded = $1 AND expires_at > $2"
      " ORDER BY created_at DESC, id",
      email_folded, now);
}

std::optional<InvitationRow> find_invitation(database::Transaction& tx, const InvitationId& id) {
  return tx.find<InvitationRow>("SELECT * FROM identity_invitation WHERE id = $1", id);
}

bool remove_invitation(database::Transaction& tx, const InvitationId& id) {
  return tx.run("DELETE FROM identity_invitation WHERE id = $1", id) == 1;
}

std::vector<InvitationId> remove_invitations_by(database::Transaction& tx, const OrganisationId& organisation,
                                                const AccountId& invited_by) {
  std::vector<InvitationId> removed;
  const auto rows = tx.rows<InvitationRow>(
      "SELECT * FROM identity_invitation WHERE organisation = $1 AND invited_by = $2 ORDER BY id",
      organisation, invited_by);
  for (const InvitationRow& row : rows) {
    if (remove_invitation(tx, row.id)) removed.push_back(row.id);
  }
  return removed;
}

void remove_expired_invitations(database::Transaction& tx, Instant now) {
  tx.run("DELETE FROM identity_invitation WHERE expires_at <= $1", now);
}

}  // namespace shuniu::identity
