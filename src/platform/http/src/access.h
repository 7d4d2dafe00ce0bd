// access.h - may this actor call this route? The one place that decides it.
#pragma once

#include <optional>

#include "shuniu/http/router.h"

namespace shuniu::http {

/// The refusal, or nothing when the actor may call the route: 401 for a stranger, 403 for everybody else.
std::optional<Reason> refusal_of_access(const Route& route, const Actor& actor);

bool is_change(Method method);

}  // namespace shuniu::http
