// market_bulk.cpp - what is done to many items at once: ready items from a trusted source, and the end of
// their time.
#include "facts.h"
#include "item_rules.h"
#include "secrecy_rules.h"
#include "settle.h"
#include "shuniu/crypto/random.h"
#include "shuniu/market/errors.h"
#include "views.h"

namespace shuniu::market {
namespace {

using database::Transaction;

constexpr std::int64_t expiries_at_once = 50;

template <class Some>
ItemRow published_row(const Context& context, const ReadyItem<Some>& item) {
  ItemRow row;
  row.id = crypto::new_id<ItemId>(item.published_at);
  row.kind = kind_of(item.content);
  row.organisation = item.organisation;
  row.status = ItemStatus::published;
  row.title = title_of(item.content);
  row.content = encode_content(item.content);
  row.published_content = row.content;
  row.published_version = row.version;
  row.created_at = row.updated_at = item.published_at;
  row.submitted_at = row.published_at = item.published_at;
  row.expires_on = last_day(item.content, legal_day(item.published_at), context.options);
  return row;
}

template <class Some>
Result<std::vector<ItemId>> put_all(const Context& context, const std::vector<ReadyItem<Some>>& items) {
  const Instant now = context.clock.now();
  std::vector<Fault> faults;
  std::vector<ItemRow> rows;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string prefix = "[" + std::to_string(i) + "].";
    for (Fault& fault : faults_at_submission(items[i].content, items[i].organisation, context.codes,
                                             legal_day(now), context.options)) {
      fault.path = prefix + fault.path;
      faults.push_back(std::move(fault));
    }
    for (const FoundMark& found : marks_of_secrecy(items[i].content, context.options.secrecy_marks)) {
      faults.push_back({prefix + found.path, "fault.secrecy_mark", {}, found.mark});
    }
    rows.push_back(published_row(context, items[i]));
  }
  if (!faults.empty()) return Reason(errors::incomplete, Kind::invalid, std::move(faults));
  return context.write([&](Transaction& tx) -> Result<std::vector<ItemId>> {
    std::vector<ItemId> ids;
    for (ItemRow& row : rows) {
      insert_item(tx, row);
      record(tx, now, row, Change::published);
      ids.push_back(row.id);
    }
    return ids;
  });
}

}  // namespace

Result<std::vector<ItemId>> Market::put_published(const std::vector<ReadyItem<NeedContent>>& needs) {
  return put_all(*parts_, needs);
}

Result<std::vector<ItemId>> Market::put_published(const std::vector<ReadyItem<OfferContent>>& offers) {
  return put_all(*parts_, offers);
}

Result<std::vector<ItemId>> Market::put_published(const std::vector<ReadyItem<ExpertContent>>& experts) {
  return put_all(*parts_, experts);
}

std::int64_t Market::expire_due(Date today) {
  const Instant now = parts_->clock.now();
  const auto expire_some = [&](Transaction& tx) -> Result<std::int64_t> {
    const std::string sql =
        "SELECT * FROM market_item WHERE published_version IS NOT NULL AND expires_on < $1 "
        "ORDER BY expires_on, id LIMIT $2" +
        std::string(tx.for_update());
    auto rows = tx.rows<ItemRow>(sql, today, expiries_at_once);
    for (ItemRow& row : rows) {
      row.status = status_after(row.status, row.face(), Step::expire).value();
      row.published_content.reset();
      row.published_version.reset();
      row.published_at.reset();
      row.expires_on.reset();
      row.updated_at = now;
      ++row.version;
      save_item(tx, row);
      record(tx, now, row, Change::expired);
    }
    return static_cast<std::int64_t>(rows.size());
  };
  std::int64_t total = 0;
  for (std::int64_t some = expiries_at_once; some == expiries_at_once; total += some) {
    some = parts_->write(expire_some).value();
  }
  return total;
}

}  // namespace shuniu::market
