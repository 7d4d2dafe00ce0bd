// unattended.h - who acts when a command without a person works: whoever runs it holds the machine.
#pragma once

#include "shuniu/base/actor.h"

namespace shuniu::wiring {

inline Actor unattended_operator() {
  Actor actor;
  actor.account = AccountId("00000000-0000-7000-8000-000000000000");
  actor.roles = {Role::administrator};
  return actor;
}

inline Actor unattended_owner(const OrganisationId& organisation) {
  Actor actor = unattended_operator();
  actor.organisation = organisation;
  actor.membership = Membership::owner;
  return actor;
}

}  // namespace shuniu::wiring
