// errors.h - every refusal of notice, by key. Their words stand in rulebook/messages.
#pragma once

#include <string_view>

namespace shuniu::notice::errors {

inline constexpr std::string_view not_a_member = "notice.not_a_member";  // acts for no organisation

}  // namespace shuniu::notice::errors
