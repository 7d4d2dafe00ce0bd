// match_files.h - ranks a file of offers for each need of a file, and says why.
//
//   std::ifstream needs("needs.tsv"), offers("offers.tsv");
//   auto done = search::match_files(needs, offers, {.top = 100}, std::cout, nullptr);
//   if (!done) show(done.error().faults);   // needs line 7: expected 4 or 5 columns, got 3
//
// In: TSV, UTF-8, header `id title body lang [codes]`. Out: need_id, offer_id, rank, score, tab separated, no
// header, needs in the order of their file. Reasons, where wanted: one JSON object a line for each line of
// the ranking, with the shared terms and their part of the score, and each figure of the need as met, missed
// or unknown.
//
// Promises
//   - The same files give the same bytes. An offer that shares no term with a need is not listed.
//   - Nothing is written when a file is faulty; the refusal (input.invalid) names every faulty line.
// Thread-safe.
#pragma once

#include <cstddef>
#include <istream>
#include <ostream>

#include "shuniu/base/result.h"

namespace shuniu::search {

struct MatchOptions {
  std::size_t top = 100;          // offers per need
  std::size_t reason_terms = 10;  // shared terms that are named, heaviest first
};

struct MatchCounts {
  std::size_t needs = 0;
  std::size_t offers = 0;
  std::size_t lines = 0;
  std::size_t needs_without_terms = 0;  // nothing to search for: punctuation or stop words alone
};

[[nodiscard]] Result<MatchCounts> match_files(std::istream& needs, std::istream& offers,
                                              const MatchOptions& options, std::ostream& ranking,
                                              std::ostream* reasons);

}  // namespace shuniu::search
