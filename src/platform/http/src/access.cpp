#include "access.h"

namespace shuniu::http {
namespace {

constexpr std::string_view forbidden = "access.forbidden";
constexpr std::string_view organisation_required = "access.organisation_required";

bool satisfies(const Actor& actor, Access access) {
  switch (access) {
    case Access::open:
    case Access::signed_in:
      return true;
    case Access::member:
      return !actor.organisation.empty() && actor.membership != Membership::none;
    case Access::officer:
      return actor.has(Role::officer);
    case Access::reviewer:
      return actor.has(Role::reviewer) || actor.has(Role::officer);
    case Access::auditor:
      return actor.has(Role::auditor);
    case Access::administrator:
      return actor.has(Role::administrator);
  }
  return false;
}

/// A key may do only what its scopes name, and read what is open to everybody; a new route is closed to keys
/// until it names a scope.
std::optional<Reason> refusal_of_key(const Route& route, const Actor& actor) {
  if (actor.scopes.empty()) return std::nullopt;
  if (route.needs.scope.empty()) {
    if (route.needs.access == Access::open && !is_change(route.method)) return std::nullopt;
    return refuse("access.not_by_key", Kind::forbidden);
  }
  const std::string scope(route.needs.scope);
  if (actor.scopes.contains(scope)) return std::nullopt;
  return refuse("access.scope_missing", Kind::forbidden, {{"scope", scope}});
}

}  // namespace

bool is_change(Method method) {
  return method != Method::get;
}

std::optional<Reason> refusal_of_access(const Route& route, const Actor& actor) {
  const Access access = route.needs.access;
  if (access != Access::open && actor.is_stranger())
    return refuse("access.sign_in_required", Kind::unauthenticated);
  if (!satisfies(actor, access)) {
    const bool acts_for_nobody = access == Access::member;
    return refuse(acts_for_nobody ? organisation_required : forbidden, Kind::forbidden);
  }
  return refusal_of_key(route, actor);
}

Reason explained(Reason reason, const Route& route, const Actor& actor, const std::set<Role>& resting_roles) {
  if (resting_roles.empty() || reason.key != forbidden) return reason;
  Actor with_roles = actor;
  with_roles.roles.insert(resting_roles.begin(), resting_roles.end());
  if (refusal_of_access(route, with_roles)) return reason;
  return refuse("identity.second_factor_required", Kind::forbidden);
}

}  // namespace shuniu::http
