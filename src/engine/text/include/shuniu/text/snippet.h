// snippet.h - the passage of a text that shows best why it was found, with the places to mark.
//
//   Snippet shown = text::snippet(body, wanted_terms, {.length = 120});
//   for (Range mark : shown.marks) ...;   // bytes of shown.text
//   auto marks = text::marks_in(whole_body, wanted_terms);
//
// Promises
//   - The passage is cut on borders of characters, at spaces or punctuation where one is near, and holds the
//     window with the most weight of distinct wanted terms; of equals, the first.
//   - Marks ascend, do not overlap or touch, and lie within the text.
//   - The text is the original, unescaped: who shows it escapes it.
// Does not join several passages.
// Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace shuniu::text {

struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(const Range&, const Range&) = default;
};

/// Terms as analyze() makes them, with how much each is worth showing (its part of the score).
using WantedTerms = std::unordered_map<std::string, std::uint32_t>;

struct SnippetShape {
  std::size_t length = 120;  // characters
};

struct Snippet {
  std::string text;
  std::vector<Range> marks;
  bool starts_inside = false;  // something was cut before it
  bool ends_inside = false;    // something was cut after it
};

[[nodiscard]] Snippet snippet(std::string_view text, const WantedTerms& wanted, SnippetShape shape = {});

/// Where the wanted terms stand in the whole text.
[[nodiscard]] std::vector<Range> marks_in(std::string_view text, const WantedTerms& wanted);

}  // namespace shuniu::text
