#include "shuniu/text/snippet.h"

#include <algorithm>

#include "folding.h"
#include "shuniu/text/analysis.h"

namespace shuniu::text {

namespace {

struct Found {
  Range range;
  const std::string* term = nullptr;
  std::uint32_t weight = 0;
};

std::vector<Found> wanted_in(std::string_view text, const WantedTerms& wanted) {
  std::vector<Found> found;
  for (const Token& token : analyze(text)) {
    const auto hit = wanted.find(token.term);
    if (hit != wanted.end()) found.push_back({{token.begin, token.end}, &hit->first, hit->second});
  }
  return found;
}

// Byte positions at which characters start, and the end.
std::vector<std::uint32_t> borders_of(std::string_view text) {
  std::vector<std::uint32_t> borders;
  for (std::uint32_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U) borders.push_back(at);
  }
  borders.push_back(static_cast<std::uint32_t>(text.size()));
  return borders;
}

std::size_t char_at(const std::vector<std::uint32_t>& borders, std::uint32_t byte) {
  return static_cast<std::size_t>(std::lower_bound(borders.begin(), borders.end(), byte) - borders.begin());
}

// The first of the stretches of `length` characters that start at a wanted term and hold the most weight.
std::size_t best_start(const std::vector<Found>& found, const std::vector<std::uint32_t>& borders,
                       std::size_t length) {
  std::unordered_map<const std::string*, std::size_t> inside;
  std::uint64_t weight = 0;
  std::uint64_t best_weight = 0;
  std::size_t best = 0;
  for (std::size_t first = 0, after = 0; first < found.size(); ++first) {
    const std::size_t limit = char_at(borders, found[first].range.begin) + length;
    for (; after < found.size() && char_at(borders, found[after].range.end) <= limit; ++after) {
      if (++inside[found[after].term] == 1) weight += found[after].weight;
    }
    if (weight > best_weight) {
      best_weight = weight;
      best = first;
    }
    if (first < after && --inside[found[first].term] == 0) weight -= found[first].weight;
    after = std::max(after, first + 1);
  }
  return best;
}

bool is_break(std::string_view text, const std::vector<std::uint32_t>& borders, std::size_t at) {
  const auto last = text.substr(borders[at], borders[at + 1] - borders[at]);
  const FoldedText chars = fold(last);
  return chars.empty() || kind_of(chars.front().folded) == CharKind::separator;
}

std::vector<Range> joined(const std::vector<Found>& found, Range within) {
  std::vector<Range> marks;
  for (const Found& one : found) {
    if (one.range.begin < within.begin || one.range.end > within.end) continue;
    const Range mark{one.range.begin - within.begin, one.range.end - within.begin};
    if (!marks.empty() && mark.begin <= marks.back().end) {
      marks.back().end = std::max(marks.back().end, mark.end);
    } else {
      marks.push_back(mark);
    }
  }
  return marks;
}

// Moves the start back to just after a break, when one stands within a quarter of the passage.
std::size_t friendly_start(std::string_view text, const std::vector<std::uint32_t>& borders,
                           std::size_t start, std::size_t length) {
  const std::size_t lowest = start - std::min(start, length / 4);
  if (lowest == 0) return 0;
  for (std::size_t at = start; at > lowest; --at) {
    if (is_break(text, borders, at - 1)) return at;
  }
  return start;
}

}  // namespace

std::vector<Range> marks_in(std::string_view text, const WantedTerms& wanted) {
  return joined(wanted_in(text, wanted), {0, static_cast<std::uint32_t>(text.size())});
}

Snippet snippet(std::string_view text, const WantedTerms& wanted, SnippetShape shape) {
  const std::vector<std::uint32_t> borders = borders_of(text);
  const std::size_t characters = borders.size() - 1;
  const std::vector<Found> found = wanted_in(text, wanted);
  std::size_t start = 0;
  if (characters > shape.length && !found.empty()) {
    const std::size_t wanted_start =
        char_at(borders, found[best_start(found, borders, shape.length)].range.begin);
    start = friendly_start(text, borders, wanted_start, shape.length);
    start = std::min(start, characters - shape.length);
  }
  const std::size_t stop = std::min(characters, start + shape.length);
  const Range within{borders[start], borders[stop]};
  Snippet out;
  out.text = text.substr(within.begin, within.end - within.begin);
  out.marks = joined(found, within);
  out.starts_inside = start > 0;
  out.ends_inside = stop < characters;
  return out;
}

}  // namespace shuniu::text
