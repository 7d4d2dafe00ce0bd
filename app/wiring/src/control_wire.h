// control_wire.h - the few words that both ends of the control socket must agree on.
#pragma once

#include <string_view>

namespace shuniu::wiring {

inline constexpr std::string_view control_path = "/control/";
inline constexpr int status_of_answer = 200;
inline constexpr int status_of_refusal = 422;  // the body is a refusal (refusal_wire.h), else the call failed

}  // namespace shuniu::wiring
