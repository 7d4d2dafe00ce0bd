// file_upkeep.h - files that nothing names any more go: what was removed must not stay for ever.
//
//   forget_removed_files(market, files, clock.now());
//
// Promises: a file is forgotten a day after it was put last, when no attachment names it then; its bytes go
// another day later. The wait lets a command name what it has just put.
#pragma once

#include "shuniu/files/file_store.h"
#include "shuniu/market/market.h"

namespace shuniu::wiring {

void forget_removed_files(market::Market& market, files::FileStore& files, Instant now);

}  // namespace shuniu::wiring
