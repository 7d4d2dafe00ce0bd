// stop_words.h - words that say nothing about what a text is about.
#pragma once

#include <string_view>

namespace shuniu::text {

/// Of a folded English word.
[[nodiscard]] bool is_stop_word(std::string_view word);

}  // namespace shuniu::text
