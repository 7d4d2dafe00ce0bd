// market_attachments.cpp - files beside an item; the bytes are durable before the commit that names them.
#include "facts.h"
#include "item_rules.h"
#include "media_type.h"
#include "settle.h"
#include "shuniu/crypto/random.h"
#include "shuniu/market/errors.h"
#include "views.h"

namespace shuniu::market {
namespace {

using database::Transaction;

constexpr std::size_t largest_file_bytes = 20 << 20;
constexpr std::size_t most_attachments = 50;

Result<SeenItem> own_item(Transaction& tx, Instant now, const Reader& reader, const ItemId& id) {
  auto row = find_item_for_update(tx, id);
  if (!row) return not_found();
  auto item = seen(tx, reader, std::move(*row), exclusions_of(tx, id));
  if (!item) return not_found();
  if (item->sight != Sight::owner) return refuse(errors::not_the_owner, Kind::forbidden);
  settle(tx, now, item->row);
  return std::move(*item);
}

/// Others see a new attachment only when the item has been published with it, so adding one is an edit.
Result<Done> edit(Transaction& tx, Instant now, ItemRow& row) {
  const auto status = status_after(row.status, row.face(), Step::edit);
  if (!status) return status.error();
  row.status = *status;
  row.updated_at = now;
  ++row.version;
  save_item(tx, row);
  record(tx, now, row, Change::changed);
  return Done{};
}

}  // namespace

Result<AttachmentView> Market::add_attachment(const Actor& actor, const NewAttachment& command) {
  const Context& context = *parts_;
  if (command.bytes.size() > largest_file_bytes) return refuse(errors::file_too_large, Kind::too_large);
  const auto media_type = media_type_of(command.bytes);
  if (!media_type) return refuse(errors::file_type, Kind::unsupported);
  const auto name = safe_file_name(command.name);
  if (!name) return refuse(errors::file_name, Kind::invalid);
  const Reader reader = context.reader(actor);
  const Instant now = context.clock.now();
  const auto allowed = context.read([&](Transaction& tx) -> Result<Done> {
    auto item = see(tx, reader, command.item);
    if (!item) return item.error();
    if (item->sight != Sight::owner) return refuse(errors::not_the_owner, Kind::forbidden);
    return Done{};
  });
  if (!allowed) return allowed.error();
  const auto stored = context.files.put(command.bytes);
  if (!stored) return stored.error();
  return context.write([&](Transaction& tx) -> Result<AttachmentView> {
    auto item = own_item(tx, now, reader, command.item);
    if (!item) return item.error();
    if (attachments_of(tx, command.item).size() >= most_attachments) {
      return refuse(errors::too_many_attachments, Kind::precondition);
    }
    const AttachmentRow row{crypto::new_id<AttachmentId>(now),
                            command.item,
                            *name,
                            *media_type,
                            stored->size_bytes,
                            command.visibility,
                            stored->sha256,
                            false,
                            now};
    tx.insert("market_attachment", row);
    if (const auto edited = edit(tx, now, item->row); !edited) return edited.error();
    return view_of(row);
  });
}

Result<AttachedFile> Market::attachment(const Actor& actor, const AttachmentId& attachment) {
  const Context& context = *parts_;
  const Reader reader = context.reader(actor);
  const auto row = context.read([&](Transaction& tx) -> Result<AttachmentRow> {
    auto found = find_attachment(tx, attachment);
    if (!found) return not_found();
    const auto item = see(tx, reader, found->item);
    if (!item || !sees_attachment(reader, item->sight, found->visibility, found->face())) return not_found();
    return std::move(*found);
  });
  if (!row) return row.error();
  auto bytes = context.files.read(row->sha256);
  if (!bytes) return bytes.error();
  return AttachedFile{view_of(*row), std::move(*bytes)};
}

Result<Done> Market::remove_attachment(const Actor& actor, const RemoveAttachment& command) {
  const Reader reader = parts_->reader(actor);
  const Instant now = parts_->clock.now();
  return parts_->write([&](Transaction& tx) -> Result<Done> {
    const auto found = find_attachment(tx, command.attachment);
    if (!found) return not_found();
    auto item = see(tx, reader, found->item);
    if (!item || !sees_attachment(reader, item->sight, found->visibility, found->face())) return not_found();
    item = own_item(tx, now, reader, found->item);
    if (!item) return item.error();
    if (item->row.status == ItemStatus::quarantined) {
      return refuse(errors::wrong_status, Kind::precondition, {{"status", "quarantined"}});
    }
    // Whoever waited for the item's lock may come second.
    if (tx.run("DELETE FROM market_attachment WHERE id = $1", command.attachment) == 0) return not_found();
    // Taking something away needs no review: what is published stays so, without it.
    ++item->row.version;
    item->row.updated_at = now;
    save_item(tx, item->row);
    record(tx, now, item->row, Change::changed);
    return Done{};
  });
}

std::vector<std::string> Market::unnamed_files(const std::vector<std::string>& sha256s) {
  return parts_->read([&](Transaction& tx) {
    std::vector<std::string> unnamed;
    for (const std::string& sha256 : sha256s) {
      if (!is_attached(tx, sha256)) unnamed.push_back(sha256);
    }
    return unnamed;
  });
}

}  // namespace shuniu::market
