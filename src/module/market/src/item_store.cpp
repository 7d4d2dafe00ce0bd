#include "item_store.h"

#include <algorithm>
#include <array>
#include <utility>

#include "visibility.h"

namespace shuniu::market {
namespace {

using database::Transaction;

const std::string live(is_live);

struct ExclusionRow {
  ItemId item;
  OrganisationId organisation;
};
SHUNIU_DESCRIBE(ExclusionRow, item, organisation)

constexpr std::size_t ids_at_once = 50;

bool hides_organisation(const ItemRow& row) {
  return row.published_content && is_anonymous(decode_content(row.kind, *row.published_content));
}

template <std::size_t... Places>
std::vector<ItemRow> rows_at(Transaction& tx, const std::array<ItemId, ids_at_once>& ids,
                             std::index_sequence<Places...>) {
  static const std::string places = [] {
    std::string list;
    for (std::size_t i = 1; i <= ids_at_once; ++i) list += (i == 1 ? "$" : ", $") + std::to_string(i);
    return list;
  }();
  return tx.rows<ItemRow>("SELECT * FROM market_item WHERE id IN (" + places + ") AND " + live,
                          ids[Places]...);
}

std::vector<OrganisationId> exclusions_in(const ItemRow& row) {
  std::vector<OrganisationId> result;
  const auto add = [&](const std::string& json) {
    const Content content = decode_content(row.kind, json);
    result.insert(result.end(), excluded_of(content).begin(), excluded_of(content).end());
  };
  add(row.content);
  if (row.published_content) add(*row.published_content);
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

void insert_exclusions(Transaction& tx, const ItemId& item,
                       const std::vector<OrganisationId>& organisations) {
  for (const OrganisationId& organisation : organisations) {
    tx.run("INSERT INTO market_excluded (item, organisation) VALUES ($1, $2)", item, organisation);
  }
}

}  // namespace

std::optional<ItemRow> find_item(Transaction& tx, const ItemId& id) {
  return tx.find<ItemRow>("SELECT * FROM market_item WHERE id = $1 AND " + live, id);
}

std::optional<ItemRow> find_item_for_update(Transaction& tx, const ItemId& id) {
  return tx.find<ItemRow>(
      "SELECT * FROM market_item WHERE id = $1 AND " + live + std::string(tx.for_update()), id);
}

std::vector<ItemRow> find_items(Transaction& tx, const std::vector<ItemId>& ids) {
  std::map<std::string, ItemRow> by_id;
  for (std::size_t from = 0; from < ids.size(); from += ids_at_once) {
    // One statement for any number: places left over repeat the first id.
    std::array<ItemId, ids_at_once> portion;
    for (std::size_t i = 0; i < ids_at_once; ++i)
      portion[i] = from + i < ids.size() ? ids[from + i] : ids[from];
    for (ItemRow& row : rows_at(tx, portion, std::make_index_sequence<ids_at_once>())) {
      std::string id = row.id.text();
      by_id.emplace(std::move(id), std::move(row));
    }
  }
  std::vector<ItemRow> rows;
  for (const ItemId& id : ids) {
    if (const auto row = by_id.find(id.text()); row != by_id.end()) rows.push_back(row->second);
  }
  return rows;
}

void insert_item(Transaction& tx, ItemRow& row) {
  const auto exclusions = exclusions_in(row);
  row.restricted = !exclusions.empty();
  row.anonymous = hides_organisation(row);
  tx.insert("market_item", row);
  insert_exclusions(tx, row.id, exclusions);
}

void save_item(Transaction& tx, ItemRow& row) {
  const auto exclusions = exclusions_in(row);
  row.restricted = !exclusions.empty();
  row.anonymous = hides_organisation(row);
  tx.update("market_item", row);
  if (exclusions_of(tx, row.id) == exclusions) return;
  tx.run("DELETE FROM market_excluded WHERE item = $1", row.id);
  insert_exclusions(tx, row.id, exclusions);
}

std::vector<OrganisationId> exclusions_of(Transaction& tx, const ItemId& id) {
  std::vector<OrganisationId> result;
  for (auto& row : tx.rows<ExclusionRow>(
           "SELECT item, organisation FROM market_excluded WHERE item = $1 ORDER BY organisation", id)) {
    result.push_back(std::move(row.organisation));
  }
  return result;
}

ExcludedById exclusions_of(Transaction& tx, const std::vector<ItemRow>& rows) {
  ExcludedById result;
  for (const ItemRow& row : rows) {
    if (row.restricted) result[row.id.text()] = exclusions_of(tx, row.id);
  }
  return result;
}

std::vector<AttachmentRow> attachments_of(Transaction& tx, const ItemId& id) {
  return tx.rows<AttachmentRow>("SELECT * FROM market_attachment WHERE item = $1 ORDER BY id", id);
}

bool is_attached(Transaction& tx, const std::string& sha256) {
  return tx.value<std::int64_t>("SELECT 1 FROM market_attachment WHERE sha256 = $1 LIMIT 1", sha256)
      .has_value();
}

std::optional<AttachmentRow> find_attachment(Transaction& tx, const AttachmentId& id) {
  return tx.find<AttachmentRow>("SELECT * FROM market_attachment WHERE id = $1", id);
}

void publish_attachments(Transaction& tx, const ItemId& id) {
  tx.run("UPDATE market_attachment SET published = 1 WHERE item = $1 AND published = 0", id);
}

}  // namespace shuniu::market
