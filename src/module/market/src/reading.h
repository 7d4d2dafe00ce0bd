// reading.h - published items as one reader may find them: in the index and in the database, by the same
// rule.
#pragma once

#include "shuniu/search/query.h"
#include "views.h"

namespace shuniu::market {

/// Follows WHERE or AND in a statement over market_item; $1 is `memberships_text`, $2 the reader's day. It
/// narrows: visibility.h decides.
inline constexpr const char* is_open_to_reader =
    "published_version IS NOT NULL AND (expires_on IS NULL OR expires_on >= $2) AND (restricted = 0 OR ($1 "
    "<> '' AND NOT EXISTS (SELECT 1 FROM "
    "market_excluded AS e "
    "WHERE e.item = market_item.id AND $1 LIKE '%|' || e.organisation || '|%' ESCAPE '\\')))";

/// "|id|id|", or "" of a reader without memberships.
std::string memberships_text(const Reader& reader);

/// Keeps restricted items from strangers, and from members those that exclude one of their organisations;
/// from
/// everybody what is past its last day.
void keep_to_reader(search::Query& query, const Reader& reader);

}  // namespace shuniu::market
