#include "settle.h"

namespace shuniu::market {

void settle(database::Transaction& tx, Instant now, ItemRow& row) {
  if (row.staged_in.empty()) return;
  row.staged_in = ImportId();
  tx.run("UPDATE market_item SET staged_in = NULL WHERE id = $1", row.id);
  record(tx, now, row, row.status == ItemStatus::quarantined ? Change::quarantined : Change::submitted);
}

}  // namespace shuniu::market
