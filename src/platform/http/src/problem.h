// problem.h - problem details (RFC 9457), also for what is no refusal of a module: 405, 408, 431, 500.
#pragma once

#include <string_view>

#include "shuniu/http/router.h"

namespace shuniu::http {

/// A problem whose status no Kind stands for.
Response problem_with_status(int status, const Reason& reason, const Actor& actor);

inline constexpr std::string_view problem_type = "application/problem+json";

}  // namespace shuniu::http
