// refusal_wire.h - a Reason as it travels from the server to the command line: nothing of it is lost, so that
// both print the same.
//
//   response.body = refusal_text(reason);
//   Reason reason = refusal_in(answer.body);
#pragma once

#include <string>
#include <string_view>

#include "shuniu/base/result.h"

namespace shuniu::wiring {

std::string refusal_text(const Reason& reason);
/// Throws std::runtime_error when the text is none.
Reason refusal_in(std::string_view text);

}  // namespace shuniu::wiring
