// marked_text.h - marks from bytes of UTF-8 to UTF-16 code units, as browsers count. Pure.
#pragma once

#include "shuniu/market/market.h"
#include "shuniu/text/snippet.h"

namespace shuniu::market {

/// Ranges ascend, do not overlap, and lie on borders of characters.
MarkedText marked(std::string text, const std::vector<text::Range>& ranges);

}  // namespace shuniu::market
