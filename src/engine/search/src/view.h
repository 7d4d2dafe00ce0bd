// view.h - a segment as a snapshot sees it: without the documents that are erased, with its norms.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "segment.h"

namespace shuniu::search {

using Bitmap = std::vector<std::uint64_t>;  // a bit for each document, in words of 64

[[nodiscard]] inline bool is_set(const Bitmap& bits, Doc doc) {
  return (bits[doc / 64] >> (doc % 64) & 1U) != 0;
}

/// Which documents of a segment are erased; never changes once it is shared.
struct Erased {
  Bitmap bits;
  Doc count = 0;
  std::uint64_t length = 0;  // sum of their coded lengths
};

/// By document, padded with zeros to whole windows.
using DocumentNorms = std::vector<NormPair>;

struct SegmentView {
  std::shared_ptr<const Segment> segment;
  std::shared_ptr<const Erased> erased;  // null: none
  std::shared_ptr<const DocumentNorms> norms;
  std::uint64_t total_length = 0;  // of all its documents, erased ones too

  [[nodiscard]] bool is_live(Doc doc) const { return !erased || !is_set(erased->bits, doc); }
  [[nodiscard]] std::uint64_t live() const { return segment->documents() - (erased ? erased->count : 0); }
  [[nodiscard]] std::uint64_t live_length() const { return total_length - (erased ? erased->length : 0); }
  /// Documents with the key that are not erased.
  [[nodiscard]] std::uint64_t documents_with(std::string_view key) const;
};

/// The view of a whole segment.
[[nodiscard]] SegmentView view_of(std::shared_ptr<const Segment> segment);

[[nodiscard]] std::shared_ptr<const DocumentNorms> norms_by_document(const Segment& segment,
                                                                     const Norms& norms);

}  // namespace shuniu::search
