// access.h - may this actor call this route? The one place that decides it.
#pragma once

#include <optional>

#include "shuniu/http/router.h"

namespace shuniu::http {

/// The refusal, or nothing when the actor may call the route: 401 for a stranger, 403 for everybody else.
std::optional<Reason> refusal_of_access(const Route& route, const Actor& actor);

/// The refusal of an actor whose resting roles would have allowed it, or what stands in `reason`.
Reason explained(Reason reason, const Route& route, const Actor& actor, const std::set<Role>& resting_roles);

bool is_change(Method method);

}  // namespace shuniu::http
