#include "view.h"

namespace shuniu::search {

std::uint64_t SegmentView::documents_with(std::string_view key) const {
  const auto list = segment->find(key);
  if (!list) return 0;
  if (!erased) return list->count;
  return list->count - count_in_bitmap(*list, segment->documents(), erased->bits);
}

std::shared_ptr<const std::vector<std::uint8_t>> norms_by_document(const Segment& segment,
                                                                   const Norms& norms) {
  const std::size_t windows = (std::size_t{segment.documents()} + window_size - 1) / window_size;
  auto out = std::make_shared<std::vector<std::uint8_t>>(windows * window_size, std::uint8_t{0});
  for (Doc doc = 0; doc < segment.documents(); ++doc) (*out)[doc] = norms[segment.length_code_of(doc)];
  return out;
}

}  // namespace shuniu::search
