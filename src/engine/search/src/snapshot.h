// snapshot.h - the views of all segments at one moment, searched together.
#pragma once

#include <vector>

#include "shuniu/search/index.h"
#include "view.h"

namespace shuniu::search {

class SegmentSnapshot final : public Snapshot {
 public:
  /// Gives each view its norms, taking over those of `previous` that still hold.
  SegmentSnapshot(std::vector<SegmentView> views, const SegmentSnapshot* previous);

  [[nodiscard]] SearchResult search(const Query& query) const override;
  [[nodiscard]] std::optional<Explanation> explain(const Query& query, std::string_view id) const override;
  [[nodiscard]] bool contains(std::string_view id) const override;
  [[nodiscard]] std::uint64_t documents() const override { return statistics_.documents; }
  [[nodiscard]] std::uint64_t documents_with(std::string_view term) const override;

 private:
  struct Candidate;

  [[nodiscard]] std::vector<WeighedTerm> weighed(const Query& query) const;
  void search_segment(const SegmentView& view, const Query& query, const std::vector<WeighedTerm>& terms,
                      std::vector<Candidate>& best, SearchResult& result) const;
  static void keep_best(const Query& query, std::size_t wanted, std::vector<Candidate>& best);

  std::vector<SegmentView> views_;  // most documents first
  Statistics statistics_;
  Norms norms_;
};

}  // namespace shuniu::search
