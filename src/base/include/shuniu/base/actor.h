// actor.h - who asks: the account, the organisation that it acts for, and what it may do.
//
//   Result<NeedView> publish(const Actor& actor, const PublishNeed& command);
//
// Promises: a value, made once per request by the authenticator that the application wires in.
// Does not prove anything by itself: a module checks membership and roles where its rule needs them.
#pragma once

#include <boost/describe/enum.hpp>
#include <set>
#include <string>

#include "shuniu/base/id.h"

namespace shuniu {

using AccountId = Id<struct AccountTag>;
using OrganisationId = Id<struct OrganisationTag>;

/// Roles on the hub itself, beside membership in organisations.
enum class Role { reviewer, officer, auditor, administrator };
BOOST_DESCRIBE_ENUM(Role, reviewer, officer, auditor, administrator)

/// What a member may do for an organisation. `owner` may also manage members.
enum class Membership { none, member, owner };
BOOST_DESCRIBE_ENUM(Membership, none, member, owner)

struct Actor {
  AccountId account;                         // empty: a stranger
  OrganisationId organisation;               // empty: acts for nobody
  Membership membership = Membership::none;  // of `account` in `organisation`
  std::set<Role> roles;
  std::set<std::string> scopes;  // of the API key; empty when signed in by session (no restriction)
  std::string session;           // hash of the session, "" for an API key
  std::string request_id;
  std::string remote_address;
  std::string language = "zh";  // zh or en, from Accept-Language

  bool is_stranger() const { return account.empty(); }
  bool has(Role role) const { return roles.contains(role); }
  bool acts_for(const OrganisationId& other) const {
    return !organisation.empty() && organisation == other && membership != Membership::none;
  }
};

}  // namespace shuniu
