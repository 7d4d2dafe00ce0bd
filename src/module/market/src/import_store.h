// import_store.h - the SQL of imports: the file's progress, its staged rows, and the switch that makes them
// items.
//
// Rows are staged as market_item rows with `staged_in`; every reader holds them against the import's
// `switched_at` (is_live in item_store.h). So the switch is one small UPDATE of one row, however many items
// it brings, and no item is written twice.
// The fact of each item follows in chunks (settle.h): whoever changes an item before its turn records its
// first fact first.
#pragma once

#include "item_store.h"

namespace shuniu::market {

struct NamedValue {
  std::string name;
  std::string value;
};
SHUNIU_DESCRIBE(NamedValue, name, value)

/// A RowFault before it is put into a reader's words.
struct StoredFault {
  std::int64_t line = 0;
  std::string column;
  std::string heading;
  std::string key;
  std::vector<NamedValue> values;
  std::string got;
};
SHUNIU_DESCRIBE(StoredFault, line, column, heading, key, values, got)

struct ImportRow {
  ImportId id;
  OrganisationId organisation;
  AccountId account;
  ItemKind kind = ItemKind::need;
  std::string file_name;
  std::string sha256;
  std::vector<std::string> columns;
  Faulty faulty = Faulty::refuse;
  ImportStatus status = ImportStatus::reading;
  std::int64_t rows_read = 0;
  std::int64_t rows_good = 0;
  std::int64_t rows_faulty = 0;
  std::int64_t rows_staged = 0;
  std::int64_t staged_line = 0;
  std::vector<StoredFault> faults;
  Instant created_at;
  std::optional<Instant> switched_at;
};
SHUNIU_DESCRIBE(ImportRow, id, organisation, account, kind, file_name, sha256, columns, faulty, status,
                rows_read, rows_good, rows_faulty, rows_staged, staged_line, faults, created_at, switched_at)

void insert_import(database::Transaction& tx, const ImportRow& row);
void save_import(database::Transaction& tx, const ImportRow& row);
std::optional<ImportRow> find_import(database::Transaction& tx, const ImportId& id);
/// Locks the import; whether it stands as a worker has read or left it.
bool is_as_held(database::Transaction& tx, const ImportRow& held);
/// The oldest import that still has work.
std::optional<ImportRow> next_pending(database::Transaction& tx);
/// Newest first.
std::vector<ImportRow> imports_of(database::Transaction& tx, const OrganisationId& organisation);
/// Items of the import whose first fact is not recorded yet.
std::vector<ItemRow> unsettled_items(database::Transaction& tx, const ImportId& import, std::int64_t limit);
/// Deletes up to `limit` rows that failed imports have staged; returns how many.
std::int64_t remove_failed_items(database::Transaction& tx, std::int64_t limit);

ImportView view_of(const ImportRow& row, const std::string& language);

}  // namespace shuniu::market
