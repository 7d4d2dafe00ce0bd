// views.h - an item as one reader sees it. All that leaves market about an item goes through here and
// visibility.h.
#pragma once

#include "context.h"
#include "item_store.h"

namespace shuniu::market {

/// An item that the reader may see, with what it may see of it.
struct SeenItem {
  ItemRow row;
  Sight sight = Sight::none;
  Content content;
  bool hides_organisation = false;

  /// With its id only, or hidden: what may leave market about whose it is.
  OrganisationName organisation() const;
};

/// On the reader's day.
Standing standing_of(const Reader& reader, const ItemRow& row, std::vector<OrganisationId> excluded);

/// market.not_found, the same for what is absent and what must not be seen.
Reason not_found();
Result<SeenItem> see(database::Transaction& tx, const Reader& reader, const ItemId& id);
/// Nothing where the reader sees nothing. `excluded` are those of the row.
std::optional<SeenItem> seen(database::Transaction& tx, const Reader& reader, ItemRow row,
                             std::vector<OrganisationId> excluded);
/// Those of the rows that the reader sees as published, in their order.
std::vector<SeenItem> seen_published(database::Transaction& tx, const Reader& reader,
                                     std::vector<ItemRow> rows);

std::vector<Action> actions_for(const Reader& reader, Sight sight, const ItemRow& row);
ItemState state_of(database::Transaction& tx, const Reader& reader, const SeenItem& item);
ItemState state_of(const Reader& reader, const SeenItem& item, const std::vector<AttachmentRow>& attachments);
ItemBrief brief_of(const SeenItem& item);
AttachmentView view_of(const AttachmentRow& row);

OrganisationName hidden_organisation();
/// Fills in names, asked from the directory in one batch.
void name_organisations(const Context& context, const std::vector<OrganisationName*>& names);

}  // namespace shuniu::market
