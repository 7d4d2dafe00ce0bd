// authority.h - who may do what in identity, beside the access of the routes. Pure.
#pragma once

#include "shuniu/base/actor.h"
#include "shuniu/base/result.h"
#include "shuniu/identity/errors.h"

namespace shuniu::identity {

inline Result<Done> require_signed_in(const Actor& actor) {
  if (actor.is_stranger()) return refuse(errors::sign_in_required, Kind::unauthenticated);
  return Done{};
}

inline Result<Done> require_role(const Actor& actor, Role role) {
  if (auto signed_in = require_signed_in(actor); !signed_in) return signed_in;
  if (!actor.has(role)) return refuse(errors::forbidden, Kind::forbidden);
  return Done{};
}

/// `membership` is the actor's in the organisation, read in the same transaction: the request may name
/// another one.
inline Result<Done> require_owner(Membership membership) {
  if (membership == Membership::none) return refuse(errors::not_a_member, Kind::forbidden);
  if (membership != Membership::owner) return refuse(errors::owner_required, Kind::forbidden);
  return Done{};
}

}  // namespace shuniu::identity
