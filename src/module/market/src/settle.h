// settle.h - the first fact of an item that an import brought, recorded before any other fact about it.
#pragma once

#include "facts.h"
#include "item_store.h"

namespace shuniu::market {

/// Records `submitted` (or `quarantined`) and lets go of the import, where that has not been done yet; saves
/// the row. See import_job.cpp.
void settle(database::Transaction& tx, Instant now, ItemRow& row);

}  // namespace shuniu::market
