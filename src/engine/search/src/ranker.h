// ranker.h - the best documents of one segment for a weighed query; see scoring.h for what the score is.
//
// Documents are taken in windows of 8192, whose sums stay in the nearest cache. Lists of rare terms and the
// heavier planes of frequent ones are added up for the whole window. What the lightest planes could add at
// most is known: once the best scores so far are high enough, only the documents that could still come among
// them are looked up in those planes, one bit each.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "view.h"

namespace shuniu::search {

struct ScoredDoc {
  std::uint32_t score = 0;
  Doc doc = 0;
};

struct RankRequest {
  const SegmentView& view;
  std::span<const WeighedTerm> terms;
  const Bitmap* allowed = nullptr;  // null: all
  std::size_t limit = 0;
  std::uint32_t at_least = 1;  // lower scores are of no interest
  Bitmap* matched =
      nullptr;  // where given: set to the documents with any of the terms, whether allowed or not
};

/// Best first, equal scores by document.
[[nodiscard]] std::vector<ScoredDoc> rank(const RankRequest& request);

}  // namespace shuniu::search
