// phrases.h - what two texts both say, in the longest runs of words.
//
//   auto shared = text::shared_phrases(need, offer, wanted_terms, 10);   // 锂电池热失控, 隔热材料, ...
//   auto marks = text::marks_of(offer_title, shared);
//
// Promises
//   - A phrase stands in both texts as the same terms side by side; it begins and ends where a word does in
//     the shown text, and begins or ends so in the asked one.
//   - Words that say nothing of their own (的, 以及, 可以, 不低于), numbers and units neither begin nor end a
//     phrase, and make none.
//   - Heaviest first, down to a twentieth of the heaviest; no phrase is part of another. A part that also
//     stands
//     alone is marked with the whole.
//   - Marks ascend and do not overlap or touch; each lies on a listed phrase or on a part of one.
// Does not know synonyms, and does not translate.
// Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shuniu/text/snippet.h"

namespace shuniu::text {

struct Phrase {
  std::string text;                             // as it first stands in the shown text
  std::uint64_t weight = 0;                     // of its terms, each counted once
  std::vector<std::vector<std::string>> forms;  // its terms in order, and those of parts that stand alone
};

[[nodiscard]] std::vector<Phrase> shared_phrases(std::string_view asked, std::string_view shown,
                                                 const WantedTerms& wanted, std::size_t most);

/// Where the phrases stand in a text.
[[nodiscard]] std::vector<Range> marks_of(std::string_view text, const std::vector<Phrase>& phrases);

}  // namespace shuniu::text
