// membership.h - a change of who acts for an organisation, with its rule, its fact and its line in the log.
#pragma once

#include "organisation_store.h"

namespace shuniu::identity {

struct MemberChange {
  OrganisationId organisation;
  AccountId account;
  Membership membership = Membership::none;  // from now on
};

/// The caller holds the organisation's row, so that two owners cannot leave at once.
Result<Done> change_member(database::Transaction& tx, const Actor& actor, const MemberChange& change,
                           Instant now);

}  // namespace shuniu::identity
