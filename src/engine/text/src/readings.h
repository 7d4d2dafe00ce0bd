// readings.h - how a Chinese character is read: pinyin without tones, ü as u.
#pragma once

#include <string>
#include <vector>

namespace shuniu::text {

/// The readings that names use, the likelier first; empty where ICU knows none. Any thread; what is
/// returned stays.
[[nodiscard]] const std::vector<std::string>& readings_of(char32_t character);

}  // namespace shuniu::text
