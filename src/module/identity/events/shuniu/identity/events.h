// events.h - what happened to accounts and organisations, for other modules. Ids and codes only: no names, no
// addresses.
#pragma once

#include <vector>

#include "shuniu/base/actor.h"
#include "shuniu/base/describe.h"
#include "shuniu/journal/journal.h"

namespace shuniu::identity {

struct AccountCreated {
  static constexpr journal::FactType fact{"identity.account_created.v1", journal::Visibility::internal};
  AccountId account;
};
SHUNIU_DESCRIBE(AccountCreated, account)

struct AccountConfirmed {
  static constexpr journal::FactType fact{"identity.account_confirmed.v1", journal::Visibility::internal};
  AccountId account;
};
SHUNIU_DESCRIBE(AccountConfirmed, account)

/// Its name or language.
struct AccountChanged {
  static constexpr journal::FactType fact{"identity.account_changed.v1", journal::Visibility::internal};
  AccountId account;
};
SHUNIU_DESCRIBE(AccountChanged, account)

struct PasswordChanged {
  static constexpr journal::FactType fact{"identity.password_changed.v1", journal::Visibility::internal};
  AccountId account;
};
SHUNIU_DESCRIBE(PasswordChanged, account)

/// Set up, renewed or removed.
struct SecondFactorChanged {
  static constexpr journal::FactType fact{"identity.second_factor_changed.v1", journal::Visibility::internal};
  AccountId account;
  bool enabled = true;  // from now on
};
SHUNIU_DESCRIBE(SecondFactorChanged, account, enabled)

struct RolesChanged {
  static constexpr journal::FactType fact{"identity.roles_changed.v1", journal::Visibility::internal};
  AccountId account;
  std::vector<Role> roles;  // from now on
};
SHUNIU_DESCRIBE(RolesChanged, account, roles)

struct AccountSuspended {
  static constexpr journal::FactType fact{"identity.account_suspended.v1", journal::Visibility::internal};
  AccountId account;
  bool suspended = true;  // false: restored
};
SHUNIU_DESCRIBE(AccountSuspended, account, suspended)

struct ApiKeyCreated {
  static constexpr journal::FactType fact{"identity.api_key_created.v1", journal::Visibility::internal};
  AccountId account;
  Id<struct ApiKeyTag> key;
};
SHUNIU_DESCRIBE(ApiKeyCreated, account, key)

struct ApiKeyRevoked {
  static constexpr journal::FactType fact{"identity.api_key_revoked.v1", journal::Visibility::internal};
  AccountId account;
  Id<struct ApiKeyTag> key;
};
SHUNIU_DESCRIBE(ApiKeyRevoked, account, key)

struct OrganisationRegistered {
  static constexpr journal::FactType fact{"identity.organisation_registered.v1", journal::Visibility::open};
  OrganisationId organisation;
  std::string kind;    // party_kinds
  std::string region;  // regions
};
SHUNIU_DESCRIBE(OrganisationRegistered, organisation, kind, region)

/// Its name, place, industry or description.
struct OrganisationChanged {
  static constexpr journal::FactType fact{"identity.organisation_changed.v1", journal::Visibility::open};
  OrganisationId organisation;
  std::string region;
};
SHUNIU_DESCRIBE(OrganisationChanged, organisation, region)

struct MembershipChanged {
  static constexpr journal::FactType fact{"identity.membership_changed.v1", journal::Visibility::parties};
  OrganisationId organisation;
  AccountId account;
  Membership membership = Membership::none;  // from now on; none: no longer a member
};
SHUNIU_DESCRIBE(MembershipChanged, organisation, account, membership)

/// An address was asked to become a member; nobody is one yet.
struct MemberInvited {
  static constexpr journal::FactType fact{"identity.member_invited.v1", journal::Visibility::parties};
  OrganisationId organisation;
  Id<struct InvitationTag> invitation;
  Membership membership = Membership::none;
};
SHUNIU_DESCRIBE(MemberInvited, organisation, invitation, membership)

enum class InvitationEnd { accepted, declined, revoked };
SHUNIU_DESCRIBE_ENUM(InvitationEnd, accepted, declined, revoked)

/// By its addressee or an owner; an invitation that expires ends without a fact.
struct InvitationEnded {
  static constexpr journal::FactType fact{"identity.invitation_ended.v1", journal::Visibility::parties};
  OrganisationId organisation;
  Id<struct InvitationTag> invitation;
  InvitationEnd end = InvitationEnd::accepted;
};
SHUNIU_DESCRIBE(InvitationEnded, organisation, invitation, end)

}  // namespace shuniu::identity
