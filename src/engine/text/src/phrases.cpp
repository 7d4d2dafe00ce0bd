#include "shuniu/text/phrases.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>
#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>

#include "folding.h"
#include "shuniu/text/analysis.h"
#include "shuniu/text/quantity.h"
#include "stop_words.h"

namespace shuniu::text {

namespace {

using Terms = std::vector<std::string>;

constexpr std::uint64_t least_share = 20;  // what weighs less than a twentieth of the heaviest is not listed

/// Bytes at which a word begins or ends, in order.
std::vector<std::uint32_t> word_borders(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  // One per thread: an iterator keeps its text between calls, and takes long to make.
  thread_local const std::unique_ptr<icu::BreakIterator> words(
      icu::BreakIterator::createWordInstance(icu::Locale::getChinese(), status));
  if (U_FAILURE(status) || !words) throw std::runtime_error("ICU has no word iterator");
  UText* opened = utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
  const std::unique_ptr<UText, decltype(&utext_close)> view(opened, &utext_close);
  words->setText(view.get(), status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU cannot read a text");
  std::vector<std::uint32_t> borders;
  for (std::int32_t at = words->first(); at != icu::BreakIterator::DONE; at = words->next())
    borders.push_back(static_cast<std::uint32_t>(at));
  return borders;
}

/// A text with its terms and its words.
struct Read {
  explicit Read(std::string_view given) : text(given), tokens(analyze(given)), borders(word_borders(given)) {}

  /// Does the token stand right after the one before? Between Latin words spaces, hyphens and strokes may
  /// stand;
  /// Han text has none within a phrase.
  [[nodiscard]] bool follows(std::size_t token) const {
    if (token == 0 || token >= tokens.size()) return false;
    const std::size_t from = tokens[token - 1].end, to = tokens[token].begin;
    if (to <= from) return true;
    const auto is_latin = [&](std::size_t byte) { return static_cast<unsigned char>(text[byte]) < 0x80; };
    return is_latin(from - 1) && is_latin(to) &&
           text.substr(from, to - from).find_first_not_of(" -/") == std::string_view::npos;
  }

  [[nodiscard]] bool is_border(std::uint32_t byte) const {
    return std::binary_search(borders.begin(), borders.end(), byte);
  }

  std::string_view text;
  std::vector<Token> tokens;
  std::vector<std::uint32_t> borders;
};

/// Where the terms stand side by side.
std::vector<Range> places_of(const Terms& terms, const Read& read) {
  std::vector<Range> places;
  for (std::size_t first = 0; first + terms.size() <= read.tokens.size(); ++first) {
    std::size_t same = 0;
    while (same < terms.size() && read.tokens[first + same].term == terms[same] &&
           (same == 0 || read.follows(first + same)))
      ++same;
    if (same == terms.size()) places.push_back({read.tokens[first].begin, read.tokens[first + same - 1].end});
  }
  return places;
}

struct Run {
  std::size_t first = 0;  // tokens of the shown text
  std::size_t last = 0;
};

/// The longest stretches of tokens of `shown` that stand in `asked` too.
std::vector<Run> common_runs(const Read& asked, const Read& shown, const WantedTerms& wanted) {
  std::unordered_map<std::string_view, std::vector<std::size_t>> places;
  for (std::size_t i = 0; i < asked.tokens.size(); ++i) {
    if (wanted.contains(asked.tokens[i].term)) places[asked.tokens[i].term].push_back(i);
  }
  std::vector<std::size_t> lengths(shown.tokens.size());  // of the longest stretch that ends here
  std::unordered_map<std::size_t, std::size_t> before;    // by token of `asked`, for the token before
  for (std::size_t i = 0; i < shown.tokens.size(); ++i) {
    std::unordered_map<std::size_t, std::size_t> here;
    const auto found = places.find(shown.tokens[i].term);
    if (found != places.end()) {
      for (const std::size_t j : found->second) {
        const auto extended = before.find(j - 1);
        const bool goes_on = extended != before.end() && shown.follows(i) && asked.follows(j);
        here[j] = goes_on ? extended->second + 1 : 1;
        lengths[i] = std::max(lengths[i], here[j]);
      }
    }
    before = std::move(here);
  }
  std::vector<Run> runs;
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    const bool goes_on = i + 1 < lengths.size() && lengths[i + 1] > lengths[i];
    if (lengths[i] > 0 && !goes_on) runs.push_back({i + 1 - lengths[i], i});
  }
  return runs;
}

/// Numbers, signs, units beside numbers, and words without a meaning of their own.
bool says_nothing(std::string_view word) {
  const FoldedText chars = fold(word);
  const auto is_kind = [](CharKind kind) {
    return [kind](const FoldedChar& c) { return kind_of(c.folded) == kind; };
  };
  const bool latin = std::any_of(chars.begin(), chars.end(), is_kind(CharKind::letter));
  if (latin) return is_stop_word(folded(word)) || find_unit(word) != nullptr;
  return std::none_of(chars.begin(), chars.end(), is_kind(CharKind::ideograph)) ||
         is_empty_word(folded(word));
}

/// The words of the range that are whole, without those at its ends that say nothing.
Range trimmed(const Read& read, Range range) {
  const auto first = std::lower_bound(read.borders.begin(), read.borders.end(), range.begin);
  const auto after = std::upper_bound(read.borders.begin(), read.borders.end(), range.end);
  std::vector<std::uint32_t> borders(first, std::max(first, after));
  const auto word = [&](std::size_t i) { return read.text.substr(borders[i], borders[i + 1] - borders[i]); };
  const auto leads = [&](std::size_t i) { return only_leads(folded(word(i))); };
  const auto ends = [&](std::size_t i) { return only_ends(folded(word(i))); };
  std::size_t begin = 0;
  std::size_t end = borders.empty() ? 0 : borders.size() - 1;
  while (begin < end && (says_nothing(word(begin)) || ends(begin))) ++begin;
  while (begin < end && (says_nothing(word(end - 1)) || leads(end - 1))) --end;
  for (std::size_t i = begin; i < end; ++i) {
    if (!leads(i) && !ends(i) && !says_nothing(word(i))) return {borders[begin], borders[end]};
  }
  return {};
}

/// A run as a phrase; without terms where nothing of it is left to show.
Phrase phrase_of(const Read& shown, const Run& run, const WantedTerms& wanted) {
  const Range range = trimmed(shown, {shown.tokens[run.first].begin, shown.tokens[run.last].end});
  Phrase phrase;
  Terms terms;
  std::set<std::string_view> counted;
  for (std::size_t i = run.first; i <= run.last; ++i) {
    const Token& token = shown.tokens[i];
    if (token.begin < range.begin || token.end > range.end) continue;
    terms.push_back(token.term);
    if (counted.insert(token.term).second) phrase.weight += wanted.at(token.term);
  }
  phrase.text = shown.text.substr(range.begin, range.end - range.begin);
  if (terms.empty() || fold(phrase.text).size() < 2) return phrase;
  phrase.forms.push_back(std::move(terms));
  return phrase;
}

bool is_on_words_of(const Read& asked, const Terms& terms) {
  const std::vector<Range> places = places_of(terms, asked);
  return std::any_of(places.begin(), places.end(), [&](const Range& place) {
    return asked.is_border(place.begin) || asked.is_border(place.end);
  });
}

bool is_part_of(const Terms& part, const Terms& whole) {
  return std::search(whole.begin(), whole.end(), part.begin(), part.end()) != whole.end();
}

}  // namespace

std::vector<Phrase> shared_phrases(std::string_view asked, std::string_view shown, const WantedTerms& wanted,
                                   std::size_t most) {
  const Read asked_text(asked);
  const Read shown_text(shown);
  std::vector<Phrase> found;
  std::set<Terms> known;
  for (const Run& run : common_runs(asked_text, shown_text, wanted)) {
    Phrase phrase = phrase_of(shown_text, run, wanted);
    if (phrase.forms.empty() || !known.insert(phrase.forms.front()).second) continue;
    if (is_on_words_of(asked_text, phrase.forms.front())) found.push_back(std::move(phrase));
  }
  std::stable_sort(found.begin(), found.end(), [](const Phrase& a, const Phrase& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.text.size() > b.text.size();
  });
  std::vector<Phrase> phrases;
  for (Phrase& phrase : found) {
    if (phrase.weight * least_share < found.front().weight) break;
    const Terms& terms = phrase.forms.front();
    const auto whole = std::find_if(phrases.begin(), phrases.end(), [&](const Phrase& listed) {
      return is_part_of(terms, listed.forms.front());
    });
    if (whole != phrases.end()) {
      whole->forms.push_back(terms);
    } else if (phrases.size() < most) {
      phrases.push_back(std::move(phrase));
    }
  }
  return phrases;
}

std::vector<Range> marks_of(std::string_view text, const std::vector<Phrase>& phrases) {
  const Read read(text);
  std::vector<Range> places;
  for (const Phrase& phrase : phrases) {
    for (const Terms& form : phrase.forms) {
      const std::vector<Range> more = places_of(form, read);
      places.insert(places.end(), more.begin(), more.end());
    }
  }
  std::sort(places.begin(), places.end(), [](const Range& a, const Range& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
  });
  std::vector<Range> marks;
  for (const Range& place : places) {
    if (!marks.empty() && place.begin <= marks.back().end) {
      marks.back().end = std::max(marks.back().end, place.end);
    } else {
      marks.push_back(place);
    }
  }
  return marks;
}

}  // namespace shuniu::text
