#include "membership.h"

#include "invitation_store.h"
#include "organisation_rules.h"
#include "security_store.h"
#include "shuniu/identity/events.h"

namespace shuniu::identity {

Result<Done> change_member(database::Transaction& tx, const Actor& actor, const MemberChange& change,
                           Instant now) {
  const Membership before = membership_of(tx, change.organisation, change.account);
  auto checked = check_owner_change({before, change.membership, count_owners(tx, change.organisation)});
  if (!checked) return checked;
  if (before == change.membership) return Done{};
  put_membership(tx, change.organisation, change.account, change.membership, now);
  journal::append(tx, now, MembershipChanged{change.organisation, change.account, change.membership},
                  {change.organisation});
  add_security_event(tx, now, actor, {"membership_changed", change.account, change.organisation.text()});
  if (before != Membership::owner) return Done{};
  // Whoever may not invite any more leaves no door open.
  for (const InvitationId& invitation : remove_invitations_by(tx, change.organisation, change.account)) {
    journal::append(tx, now, InvitationEnded{change.organisation, invitation, InvitationEnd::revoked},
                    {change.organisation});
  }
  return Done{};
}

}  // namespace shuniu::identity
