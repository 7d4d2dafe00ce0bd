// errors.h - every refusal of notice, by key. Their words stand in rulebook/messages.
#pragma once

#include <string_view>

namespace shuniu::notice::errors {

inline constexpr std::string_view not_a_member = "notice.not_a_member";  // acts for no organisation

inline constexpr std::string_view no_quiet_hours = "notice.no_quiet_hours";  // they begin when they end
/// Never seen outside: another process has written the letter.
inline constexpr std::string_view told_already = "notice.told_already";

}  // namespace shuniu::notice::errors
