// queries.cpp - lists.
#include "list_question.h"
#include "reading.h"
#include "shuniu/market/errors.h"

namespace shuniu::market {
namespace {

using database::Transaction;

constexpr std::int64_t usual_limit = 50;

/// A page of rows, of which one more than `limit` were read to learn whether another page follows.
template <class Seen>
ItemList page_of(std::vector<ItemRow> rows, std::int64_t limit, const Seen& seen_rows) {
  ItemList list;
  const bool more = static_cast<std::int64_t>(rows.size()) > limit;
  if (more) rows.resize(static_cast<std::size_t>(limit));
  if (more) list.next_after = rows.back().id;
  for (const SeenItem& item : seen_rows(std::move(rows))) list.items.push_back(brief_of(item));
  return list;
}

void name_organisations_in(const Context& context, std::vector<ItemBrief>& items) {
  std::vector<OrganisationName*> names;
  for (ItemBrief& item : items) names.push_back(&item.organisation);
  name_organisations(context, names);
}

std::vector<SeenItem> seen_rows(Transaction& tx, const Reader& reader, std::vector<ItemRow> rows) {
  ExcludedById excluded = exclusions_of(tx, rows);
  std::vector<SeenItem> result;
  for (ItemRow& row : rows) {
    auto exclusions = std::move(excluded[row.id.text()]);
    if (auto item = seen(tx, reader, std::move(row), std::move(exclusions)))
      result.push_back(std::move(*item));
  }
  return result;
}

}  // namespace

Result<ItemList> Market::my_items(const Actor& actor, const ListMyItems& question) {
  if (!actor.acts_for(actor.organisation)) return refuse(errors::not_a_member, Kind::forbidden);
  const Reader reader = parts_->reader(actor);
  const std::int64_t limit = limit_of(question.limit, usual_limit);
  const std::string where = std::string(
                                " FROM market_item WHERE organisation = $1 AND ($2 = '' OR kind = $2) AND "
                                "($3 = '' OR status = $3) AND ") +
                            is_live;
  const std::string kind = name_or_all(question.kind), status = name_or_all(question.status);
  ItemList list = parts_->read([&](Transaction& tx) {
    auto rows = tx.rows<ItemRow>("SELECT *" + where + " AND ($4 = '' OR id < $4) ORDER BY id DESC LIMIT $5",
                                 actor.organisation, kind, status, id_or_none(question.after), limit + 1);
    ItemList page =
        page_of(std::move(rows), limit, [&](auto some) { return seen_rows(tx, reader, std::move(some)); });
    page.total =
        tx.value<std::int64_t>("SELECT COUNT(*)" + where, actor.organisation, kind, status).value_or(0);
    return page;
  });
  name_organisations_in(*parts_, list.items);
  return list;
}

Result<ItemList> Market::organisation_items(const Actor& actor, const ListOrganisationItems& question) {
  const Reader reader = parts_->reader(actor);
  const std::int64_t limit = limit_of(question.limit, usual_limit);
  const std::string where = std::string(" FROM market_item WHERE ") + is_open_to_reader +
                            " AND organisation = $3 AND anonymous = 0 AND ($4 = '' OR kind = $4)";
  const std::string memberships = memberships_text(reader), kind = name_or_all(question.kind);
  ItemList list = parts_->read([&](Transaction& tx) {
    auto rows = tx.rows<ItemRow>("SELECT *" + where + " AND ($5 = '' OR id < $5) ORDER BY id DESC LIMIT $6",
                                 memberships, reader.today, question.organisation, kind,
                                 id_or_none(question.after), limit + 1);
    ItemList page = page_of(std::move(rows), limit,
                            [&](auto some) { return seen_published(tx, reader, std::move(some)); });
    page.total = tx.value<std::int64_t>("SELECT COUNT(*)" + where, memberships, reader.today,
                                        question.organisation, kind)
                     .value_or(0);
    return page;
  });
  name_organisations_in(*parts_, list.items);
  return list;
}

Result<ItemList> Market::review_queue(const Actor& actor, const ListReview& question) {
  const Reader reader = parts_->reader(actor);
  if (!reader.reviews) return refuse(errors::not_a_reviewer, Kind::forbidden);
  const ItemStatus status = question.status.value_or(ItemStatus::submitted);
  if (status == ItemStatus::quarantined && !reader.is_officer)
    return refuse(errors::officer_only, Kind::forbidden);
  if (status != ItemStatus::quarantined && status != ItemStatus::submitted) {
    return refuse_input({Fault{
        "status", "fault.one_of", {{"names", "submitted, quarantined"}}, name_or_all(question.status)}});
  }
  const std::int64_t limit = limit_of(question.limit, usual_limit);
  const std::string where =
      std::string(
          " FROM market_item WHERE NOT EXISTS (SELECT 1 FROM market_excluded AS e WHERE "
          "e.item = market_item.id AND $1 LIKE '%|' || e.organisation || '|%' ESCAPE '\\') AND "
          "status = $2 AND ($3 = '' OR kind = $3) AND ") +
      is_live;
  const std::string memberships = memberships_text(reader), kind = name_or_all(question.kind);
  ItemList list = parts_->read([&](Transaction& tx) {
    auto rows = tx.rows<ItemRow>("SELECT *" + where +
                                     " AND ($4 = '' OR (submitted_at, id) > (SELECT submitted_at, id FROM "
                                     "market_item WHERE id = $4)) ORDER BY submitted_at, id LIMIT $5",
                                 memberships, status, kind, id_or_none(question.after), limit + 1);
    ItemList page =
        page_of(std::move(rows), limit, [&](auto some) { return seen_rows(tx, reader, std::move(some)); });
    page.total = tx.value<std::int64_t>("SELECT COUNT(*)" + where, memberships, status, kind).value_or(0);
    return page;
  });
  name_organisations_in(*parts_, list.items);
  return list;
}

}  // namespace shuniu::market
