// export.h - everything that market holds of an organisation, page by page, for its owner to take away.
//
//   Export exported(market);
//   auto page = exported.items(owner, after).value();     // newest first; then after = page.next_after
//   auto imports = exported.imports(owner).value();
//
// Promises: items in every state, as the owner sees them; the working content, and beside it the published
// one
// where others see another. A page is one question to the database.
// Does not hold what others wrote. Refuses everybody but owners of the organisation (market.not_the_owner).
// Thread-safe.
#pragma once

#include "shuniu/market/import.h"

namespace shuniu::market {

struct ExportedItem {
  ItemState state;       // with names and SHA-256 of attachments
  JsonDocument content;  // NeedContent, OfferContent or ExpertContent, by state.kind
  std::optional<JsonDocument> published_content;
};
SHUNIU_DESCRIBE(ExportedItem, state, content, published_content)

struct ExportedItems {
  std::vector<ExportedItem> items;
  std::optional<ItemId> next_after;  // empty: the last page
};

class Export {
 public:
  explicit Export(Market& market);
  ~Export();
  Result<ExportedItems> items(const Actor& owner, const std::optional<ItemId>& after) const;
  Result<std::vector<ImportView>> imports(const Actor& owner) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace shuniu::market
