#include "import_store.h"

#include "shuniu/http/messages.h"

namespace shuniu::market {

using database::Transaction;

namespace {

RowFault in_words(const StoredFault& stored, const std::string& language) {
  Fault fault{stored.column, stored.key, {}, stored.got};
  for (const NamedValue& each : stored.values) fault.values.emplace_back(each.name, each.value);
  return {stored.line, stored.column, stored.key, http::messages().expected(fault, language), stored.got};
}

}  // namespace

void insert_import(Transaction& tx, const ImportRow& row) {
  tx.insert("market_import", row);
}

void save_import(Transaction& tx, const ImportRow& row) {
  tx.update("market_import", row);
}

std::optional<ImportRow> find_import(Transaction& tx, const ImportId& id) {
  return tx.find<ImportRow>("SELECT * FROM market_import WHERE id = $1", id);
}

std::optional<ImportRow> next_pending(Transaction& tx) {
  return tx.find<ImportRow>(
      "SELECT * FROM market_import WHERE status IN ('reading', 'staging', 'switching') "
      "ORDER BY created_at, id LIMIT 1");
}

std::vector<ItemRow> unsettled_items(Transaction& tx, const ImportId& import, std::int64_t limit) {
  const std::string sql = "SELECT * FROM market_item WHERE staged_in = $1 ORDER BY id LIMIT $2";
  return tx.rows<ItemRow>(sql + std::string(tx.for_update()), import, limit);
}

ImportView view_of(const ImportRow& row, const std::string& language) {
  ImportView view;
  view.id = row.id;
  view.kind = row.kind;
  view.file_name = row.file_name;
  view.faulty = row.faulty;
  view.status = row.status;
  view.rows_read = row.rows_read;
  view.rows_good = row.rows_good;
  view.rows_faulty = row.rows_faulty;
  view.rows_staged = row.rows_staged;
  for (const StoredFault& fault : row.faults) view.faults.push_back(in_words(fault, language));
  view.created_at = row.created_at;
  return view;
}

}  // namespace shuniu::market
