#include "views.h"

#include <algorithm>

#include "item_rules.h"
#include "shuniu/market/errors.h"
#include "subject.h"
#include "talk_store.h"

namespace shuniu::market {

Standing standing_of(const Reader& reader, const ItemRow& row, std::vector<OrganisationId> excluded) {
  const bool is_over = row.expires_on && *row.expires_on < reader.today;  // before the upkeep has come to it
  return {row.organisation, row.status, is_over ? Face::unpublished : row.face(), std::move(excluded)};
}

Reason not_found() {
  return refuse(errors::not_found, Kind::not_found);
}

namespace {

/// Whether the owner of an anonymous need has told one of the reader's organisations who it is.
bool is_revealed(database::Transaction& tx, const Reader& reader, const ItemId& id) {
  for (const OrganisationId& mine : reader.memberships) {
    if (knows_whom_it_asked(tx, id, mine)) return true;
  }
  return false;
}

SeenItem seen_as(database::Transaction& tx, const Reader& reader, ItemRow row, Sight sight,
                 const std::string& json) {
  const Content whole = decode_content(row.kind, json);
  const bool hides = is_anonymous(whole) &&
                     !sees_organisation(reader, row.organisation, whole, is_revealed(tx, reader, row.id));
  return {std::move(row), sight, shown(sight, whole), hides};
}

}  // namespace

OrganisationName hidden_organisation() {
  OrganisationName name;
  name.hidden = true;
  return name;
}

OrganisationName SeenItem::organisation() const {
  if (hides_organisation) return hidden_organisation();
  OrganisationName name;
  name.id = row.organisation;
  return name;
}

std::optional<SeenItem> seen(database::Transaction& tx, const Reader& reader, ItemRow row,
                             std::vector<OrganisationId> excluded) {
  const Sight sight = sight_of(reader, standing_of(reader, row, std::move(excluded)));
  if (sight == Sight::none) return std::nullopt;
  const std::string content = sight == Sight::published ? *row.published_content : row.content;
  return seen_as(tx, reader, std::move(row), sight, content);
}

Result<SeenItem> see(database::Transaction& tx, const Reader& reader, const ItemId& id) {
  auto row = find_item(tx, id);
  if (!row) return not_found();
  auto item = seen(tx, reader, std::move(*row), exclusions_of(tx, id));
  if (!item) return not_found();
  return std::move(*item);
}

std::vector<SeenItem> seen_published(database::Transaction& tx, const Reader& reader,
                                     std::vector<ItemRow> rows) {
  ExcludedById excluded = exclusions_of(tx, rows);
  std::vector<SeenItem> result;
  for (ItemRow& row : rows) {
    Standing standing = standing_of(reader, row, std::move(excluded[row.id.text()]));
    if (standing.face == Face::unpublished) continue;
    standing.status =
        ItemStatus::published;  // the published version is asked for, whatever is being worked on
    const Sight sight = sight_of(reader, standing);
    if (sight == Sight::none) continue;
    const std::string content = *row.published_content;
    SeenItem item = seen_as(tx, reader, std::move(row), sight, content);
    item.sight = Sight::published;
    result.push_back(std::move(item));
  }
  return result;
}

std::vector<Action> actions_for(const Reader& reader, Sight sight, const ItemRow& row) {
  std::vector<Action> actions;
  const auto offer = [&](Step step, Action action) {
    if (status_after(row.status, row.face(), step)) actions.push_back(action);
  };
  if (sight == Sight::owner) {
    offer(Step::edit, Action::edit);
    offer(Step::submit, Action::submit);
    offer(Step::withdraw, Action::withdraw);
    offer(Step::edit, Action::attach);
    return actions;
  }
  if (belongs_to(reader, row.organisation)) return actions;
  if (sight == Sight::review) {
    offer(Step::publish, Action::publish);
    offer(Step::return_item, Action::return_item);
  }
  if (reader.is_officer) offer(Step::quarantine, Action::quarantine);
  return actions;
}

AttachmentView view_of(const AttachmentRow& row) {
  return {row.id, row.name, row.media_type, row.size_bytes, row.visibility, row.sha256};
}

ItemState state_of(database::Transaction& tx, const Reader& reader, const SeenItem& item) {
  return state_of(reader, item, attachments_of(tx, item.row.id));
}

ItemState state_of(const Reader& reader, const SeenItem& item,
                   const std::vector<AttachmentRow>& attachments) {
  const ItemRow& row = item.row;
  ItemState state;
  state.id = row.id;
  state.kind = row.kind;
  state.organisation = item.organisation();
  state.mine = item.sight == Sight::owner;
  state.created_at = row.created_at;
  state.published_at = row.published_at;
  state.published_version = row.published_version;
  state.expires_on = row.expires_on;
  if (item.sight == Sight::published) {
    state.status = ItemStatus::published;
    state.version = *row.published_version;
    state.created_at = state.updated_at = *row.published_at;
  } else {
    state.status = row.status;
    state.version = row.version;
    state.restricted = row.restricted;
    state.updated_at = row.updated_at;
    state.submitted_at = row.submitted_at;
    state.review = row.review;
  }
  // An officer who quarantines what is published must name the version that stands in the table.
  state.actions = actions_for(reader, item.sight, row);
  if (item.sight == Sight::published && !state.actions.empty()) state.version = row.version;
  for (const AttachmentRow& attachment : attachments) {
    if (sees_attachment(reader, item.sight, attachment.visibility, attachment.face())) {
      state.attachments.push_back(view_of(attachment));
    }
  }
  return state;
}

ItemBrief brief_of(const SeenItem& item) {
  const bool published = item.sight == Sight::published;
  ItemBrief brief = brief_of(item.row, item.content, published ? ItemStatus::published : item.row.status);
  brief.organisation = item.organisation();
  if (published) brief.updated_at = *item.row.published_at;
  return brief;
}

void name_organisations(const Context& context, const std::vector<OrganisationName*>& names) {
  std::vector<OrganisationId> ids;
  for (const OrganisationName* name : names) {
    const bool is_new = std::find(ids.begin(), ids.end(), name->id) == ids.end();
    if (is_new && !name->hidden) ids.push_back(name->id);
  }
  if (ids.empty()) return;
  for (const DirectoryEntry& entry : context.directory.organisations(ids)) {
    for (OrganisationName* name : names) {
      if (name->id != entry.id) continue;
      name->name = entry.name;
      if (!entry.name_en.empty()) name->name_en = entry.name_en;
      name->region = entry.region;
    }
  }
}

}  // namespace shuniu::market
