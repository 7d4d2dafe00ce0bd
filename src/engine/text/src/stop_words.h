// stop_words.h - words that say nothing about what a text is about.
#pragma once

#include <string_view>

namespace shuniu::text {

/// Of a folded English word.
[[nodiscard]] bool is_stop_word(std::string_view word);

/// Of a folded Chinese word: particles, and what needs and offers say whatever they are about.
[[nodiscard]] bool is_empty_word(std::string_view word);
/// Those that say something before another word (高, 新), or after one (性, 化), but not alone.
[[nodiscard]] bool only_leads(std::string_view word);
[[nodiscard]] bool only_ends(std::string_view word);

}  // namespace shuniu::text
