// filter.h - which documents of a segment a query lets through.
#pragma once

#include <optional>
#include <string_view>

#include "shuniu/search/query.h"
#include "view.h"

namespace shuniu::search {

/// Nothing when all documents pass. Filters by any_of on `ignored_attribute` are left out (for facets).
[[nodiscard]] std::optional<Bitmap> allowed_documents(const SegmentView& view, const Query& query,
                                                      std::string_view ignored_attribute = {});

/// All documents of a segment.
[[nodiscard]] Bitmap every_document(Doc documents);

}  // namespace shuniu::search
