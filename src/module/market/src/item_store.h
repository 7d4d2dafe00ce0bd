// item_store.h - the SQL of items, their exclusions and attachments.
//
// A row that an import has staged does not exist for anybody until the import is switched: every statement
// here holds it against `is_live`.
#pragma once

#include <map>

#include "item.h"
#include "shuniu/database/database.h"

namespace shuniu::market {

/// Follows WHERE or AND in a statement over market_item; true for all rows but staged ones of an unswitched
/// import.
inline constexpr const char* is_live =
    "(staged_in IS NULL OR staged_in IN (SELECT id FROM market_import WHERE switched_at IS NOT NULL))";

struct AttachmentRow {
  AttachmentId id;
  ItemId item;
  std::string name;
  std::string media_type;
  std::int64_t size_bytes = 0;
  AttachmentVisibility visibility = AttachmentVisibility::owner;
  std::string sha256;
  bool published = false;
  Instant created_at;

  Face face() const { return published ? Face::published : Face::unpublished; }
};
SHUNIU_DESCRIBE(AttachmentRow, id, item, name, media_type, size_bytes, visibility, sha256, published,
                created_at)

using ExcludedById = std::map<std::string, std::vector<OrganisationId>>;  // by item

std::optional<ItemRow> find_item(database::Transaction& tx, const ItemId& id);
std::optional<ItemRow> find_item_for_update(database::Transaction& tx, const ItemId& id);
/// Those of the ids that exist, in the order asked.
std::vector<ItemRow> find_items(database::Transaction& tx, const std::vector<ItemId>& ids);
/// Both also keep the exclusions that count, those of the working content and of the published one, and set
/// `restricted` and `anonymous`.
void insert_item(database::Transaction& tx, ItemRow& row);
void save_item(database::Transaction& tx, ItemRow& row);

std::vector<OrganisationId> exclusions_of(database::Transaction& tx, const ItemId& id);
/// Of restricted rows only; the others have none.
ExcludedById exclusions_of(database::Transaction& tx, const std::vector<ItemRow>& rows);

std::vector<AttachmentRow> attachments_of(database::Transaction& tx, const ItemId& id);
bool is_attached(database::Transaction& tx, const std::string& sha256);
std::optional<AttachmentRow> find_attachment(database::Transaction& tx, const AttachmentId& id);
void publish_attachments(database::Transaction& tx, const ItemId& id);

}  // namespace shuniu::market
