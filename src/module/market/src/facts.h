// facts.h - records what happened to an item, in the transaction in which it happened.
#pragma once

#include "item.h"
#include "shuniu/database/database.h"
#include "shuniu/journal/journal.h"

namespace shuniu::market {

enum class Change { drafted, changed, submitted, published, returned, quarantined, withdrawn, expired };

journal::FactId record(database::Transaction& tx, Instant now, const ItemRow& row, Change change);

}  // namespace shuniu::market
