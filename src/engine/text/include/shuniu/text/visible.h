// visible.h - what a reader sees of a text, and what a text may hide.
//
//   visible_characters("a\u200B  b");                           // 2
//   hidden_character("公司\u202Egpj.exe", Lines::one);           // "U+202E"
//
// Promises
//   - Counted are characters of the folded text that leave a mark: no white space, nothing that is ignored
//     when it is shown (zero width, fillers), no blank Braille cell.
//   - A text of one line hides no control, no character of format (direction, zero width, soft hyphen) and no
//     break of a line. A longer text may have line feeds, tabs, and what copied text brings along (zero
//     width,
//     soft hyphens), but no control and nothing that changes the direction of writing.
//   - Variation selectors, which choose the form of a Han character, are allowed.
// Thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace shuniu::text {

enum class Lines { one, many };

[[nodiscard]] std::size_t visible_characters(std::string_view text);

/// The first character that such a text may not hold, as "U+202E"; "" when there is none.
[[nodiscard]] std::string hidden_character(std::string_view text, Lines lines);

}  // namespace shuniu::text
