// second_factor_rules.h - which codes count, and what an authenticator app is given. Pure.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "shuniu/base/actor.h"
#include "shuniu/base/instant.h"
#include "shuniu/identity/second_factor.h"

namespace shuniu::identity {

inline constexpr std::int64_t no_step_yet = -1;
inline constexpr std::size_t recovery_codes_at_once = 10;

/// The step of the code: the clock's own, the one before or the one after, and later than the last that was
/// used.
std::optional<std::int64_t> accepted_step(std::string_view secret, std::string_view code,
                                          std::int64_t last_step, Instant now);

/// Without spaces and hyphens, letters in upper case.
std::string tidy_code(std::string_view code);
/// Otherwise it can only be a recovery code.
bool is_of_an_app(std::string_view tidy);

std::string otpauth_address(std::string_view secret, std::string_view email);

/// 80 bits each, in four groups: "ABCD-EFGH-IJKL-MNOP".
std::vector<std::string> new_recovery_codes();

/// Do the roles of an account rest?
SecondFactorState second_factor_state(bool is_enabled, bool is_required_for_roles, bool has_roles);

}  // namespace shuniu::identity
