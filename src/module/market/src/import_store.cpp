#include "import_store.h"

#include "shuniu/http/messages.h"

namespace shuniu::market {

using database::Transaction;

namespace {

RowFault in_words(const StoredFault& stored, const std::string& language) {
  Fault fault{stored.column, stored.key, {}, stored.got};
  for (const NamedValue& each : stored.values) fault.values.emplace_back(each.name, each.value);
  return {stored.line, stored.column, stored.heading, stored.key, http::messages().expected(fault, language),
          stored.got};
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

bool is_as_held(Transaction& tx, const ImportRow& held) {
  const std::string sql = "SELECT id FROM market_import WHERE id = $1 AND status = $2 AND staged_line = $3" +
                          std::string(tx.for_update());
  return tx.value<ImportId>(sql, held.id, held.status, held.staged_line).has_value();
}

std::optional<ImportRow> next_pending(Transaction& tx) {
  return tx.find<ImportRow>(
      "SELECT * FROM market_import WHERE status IN ('reading', 'staging', 'switching') "
      "ORDER BY created_at, id LIMIT 1");
}

std::vector<ImportRow> imports_of(Transaction& tx, const OrganisationId& organisation) {
  return tx.rows<ImportRow>("SELECT * FROM market_import WHERE organisation = $1 ORDER BY id DESC",
                            organisation);
}

std::vector<ItemRow> unsettled_items(Transaction& tx, const ImportId& import, std::int64_t limit) {
  const std::string sql = "SELECT * FROM market_item WHERE staged_in = $1 ORDER BY id LIMIT $2";
  return tx.rows<ItemRow>(sql + std::string(tx.for_update()), import, limit);
}

std::int64_t remove_failed_items(Transaction& tx, std::int64_t limit) {
  std::vector<ItemId> ids;
  const auto take = [&](const std::vector<std::string>&, std::vector<database::Value>& values) {
    ids.emplace_back(std::get<std::string>(values.front().storage()));
  };
  tx.execute(
      "SELECT id FROM market_item WHERE staged_in IN (SELECT id FROM market_import WHERE status = 'failed' "
      "AND switched_at IS NULL) LIMIT $1",
      {limit}, take);
  for (const ItemId& id : ids) {
    tx.run("DELETE FROM market_excluded WHERE item = $1", id);
    tx.run("DELETE FROM market_item WHERE id = $1", id);
  }
  return static_cast<std::int64_t>(ids.size());
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
