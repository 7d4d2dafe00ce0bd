#include "view.h"

namespace shuniu::search {

std::uint64_t SegmentView::documents_with(std::string_view key) const {
  const auto list = segment->find(key);
  if (!list) return 0;
  if (!erased) return list->count;
  return list->count - count_in_bitmap(*list, segment->documents(), erased->bits);
}

SegmentView view_of(std::shared_ptr<const Segment> segment) {
  SegmentView view;
  for (Doc doc = 0; doc < segment->documents(); ++doc)
    view.total_length += coded_length(segment->length_code_of(doc));
  view.segment = std::move(segment);
  return view;
}

std::shared_ptr<const DocumentNorms> norms_by_document(const Segment& segment, const Norms& norms) {
  const std::size_t windows = (std::size_t{segment.documents()} + window_size - 1) / window_size;
  std::array<NormPair, 256> pairs{};
  for (std::size_t code = 0; code < pairs.size(); ++code) {
    pairs[code] = norm_pair(norms.presence[code], norms.repetition[code]);
  }
  auto out = std::make_shared<DocumentNorms>(windows * window_size, NormPair{0});
  for (Doc doc = 0; doc < segment.documents(); ++doc) (*out)[doc] = pairs[segment.length_code_of(doc)];
  return out;
}

}  // namespace shuniu::search
