// merge.h - what a merge takes and what it leaves; see index.h.
#pragma once

#include <filesystem>
#include <vector>

#include "segment_writer.h"
#include "shuniu/search/index.h"

namespace shuniu::search {

class Merge::Plan {
 public:
  std::filesystem::path file;
  std::uint64_t number = 0;
  std::vector<MergeInput> inputs;
};

class Merge::Outcome {
 public:
  std::uint64_t number = 0;
  std::vector<MergeInput> inputs;
  std::shared_ptr<const Segment> segment;  // already on disk
};

/// Size of a segment, as the policy sees it.
struct MergeCandidate {
  std::uint64_t live = 0;
  std::uint64_t erased = 0;
};

/// Which segments to merge next: four or more of like size (within a factor of four), smallest first, or one
/// of which more than a quarter is erased. Empty: none.
[[nodiscard]] std::vector<std::size_t> worth_merging(const std::vector<MergeCandidate>& segments);

}  // namespace shuniu::search
