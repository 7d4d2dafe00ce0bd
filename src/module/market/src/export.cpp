#include "shuniu/market/export.h"

#include "import_store.h"
#include "shuniu/market/errors.h"
#include "views.h"

namespace shuniu::market {
namespace {

using database::Transaction;

constexpr std::int64_t items_per_page = 500;

Result<Done> require_owner(const Actor& actor) {
  if (actor.acts_for(actor.organisation) && actor.membership == Membership::owner) return Done{};
  return refuse(errors::not_the_owner, Kind::forbidden);
}

using Attachments = std::map<std::string, std::vector<AttachmentRow>>;  // by item

Attachments attachments_of(Transaction& tx, const OrganisationId& organisation,
                           const std::vector<ItemRow>& rows) {
  Attachments attachments;
  if (rows.empty()) return attachments;
  const std::string sql =
      "SELECT * FROM market_attachment WHERE item IN (SELECT id FROM market_item WHERE organisation = $1 AND "
      "id <= $2 AND id >= $3) ORDER BY id";
  for (auto& row : tx.rows<AttachmentRow>(sql, organisation, rows.front().id, rows.back().id)) {
    attachments[row.item.text()].push_back(std::move(row));
  }
  return attachments;
}

ExportedItem exported(const Reader& reader, const ItemRow& row,
                      const std::vector<AttachmentRow>& attachments) {
  ExportedItem item;
  item.state = state_of(reader, {row, Sight::owner, {}}, attachments);
  item.content.text = row.content;
  if (row.published_content && *row.published_content != row.content) {
    item.published_content = JsonDocument{*row.published_content};
  }
  return item;
}

}  // namespace

struct Export::State {
  const Context& context;
};

Export::Export(Market& market) : state_(new State{*market.parts_}) {}

Export::~Export() = default;

Result<ExportedItems> Export::items(const Actor& owner, const std::optional<ItemId>& after) const {
  if (const auto allowed = require_owner(owner); !allowed) return allowed.error();
  const Context& context = state_->context;
  const Reader reader = context.reader(owner);
  ExportedItems page = context.read([&](Transaction& tx) {
    const std::string sql = std::string("SELECT * FROM market_item WHERE organisation = $1 AND ") + is_live +
                            " AND ($2 = '' OR id < $2) ORDER BY id DESC LIMIT $3";
    const auto rows = tx.rows<ItemRow>(sql, owner.organisation, after ? after->text() : "", items_per_page);
    const Attachments attachments = attachments_of(tx, owner.organisation, rows);
    ExportedItems some;
    for (const ItemRow& row : rows) {
      const auto found = attachments.find(row.id.text());
      some.items.push_back(
          exported(reader, row, found == attachments.end() ? std::vector<AttachmentRow>{} : found->second));
    }
    if (static_cast<std::int64_t>(rows.size()) == items_per_page) some.next_after = rows.back().id;
    return some;
  });
  std::vector<OrganisationName*> names;
  for (ExportedItem& item : page.items) names.push_back(&item.state.organisation);
  name_organisations(context, names);
  return page;
}

Result<std::vector<ImportView>> Export::imports(const Actor& owner) const {
  if (const auto allowed = require_owner(owner); !allowed) return allowed.error();
  return state_->context.read([&](Transaction& tx) {
    std::vector<ImportView> views;
    for (const ImportRow& row : imports_of(tx, owner.organisation))
      views.push_back(view_of(row, owner.language));
    return views;
  });
}

}  // namespace shuniu::market
