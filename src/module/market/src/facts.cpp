#include "facts.h"

#include "enum_name.h"
#include "shuniu/market/events.h"
#include "subject.h"
#include "visibility.h"

namespace shuniu::market {
namespace {

template <class Fact>
journal::FactId append(database::Transaction& tx, Instant now, const ItemRow& row) {
  return journal::append(tx, now, Fact{row.id, name_of(row.kind), row.version}, {row.organisation});
}

template <class Fact>
journal::FactId append_publication(database::Transaction& tx, Instant now, const ItemRow& row) {
  const Subject subject = subject_of(decode_content(row.kind, *row.published_content));
  return journal::append(
      tx, now, Fact{row.id, name_of(row.kind), row.version, row.organisation, subject.fields, subject.region},
      {row.organisation});
}

/// To everybody without its organisation, and to its owner.
journal::FactId append_anonymous(database::Transaction& tx, Instant now, const ItemRow& row,
                                 const Content& content) {
  const Subject subject = subject_of(content);
  append_publication<ItemRestrictedPublished>(tx, now, row);
  return journal::append(tx, now,
                         AnonymousNeedPublished{row.id, row.version, subject.fields, subject.region});
}

journal::FactId record_publication(database::Transaction& tx, Instant now, const ItemRow& row) {
  if (row.restricted) return append_publication<ItemRestrictedPublished>(tx, now, row);
  const Content content = decode_content(row.kind, *row.published_content);
  if (is_anonymous(content)) return append_anonymous(tx, now, row, content);
  switch (row.kind) {
    case ItemKind::need:
      return append_publication<NeedPublished>(tx, now, row);
    case ItemKind::offer:
      return append_publication<OfferPublished>(tx, now, row);
    case ItemKind::expert:
      break;
  }
  return append_publication<ExpertPublished>(tx, now, row);
}

}  // namespace

journal::FactId record(database::Transaction& tx, Instant now, const ItemRow& row, Change change) {
  switch (change) {
    case Change::drafted:
      return append<ItemDrafted>(tx, now, row);
    case Change::changed:
      return append<ItemChanged>(tx, now, row);
    case Change::submitted:
      return append<ItemSubmitted>(tx, now, row);
    case Change::published:
      return record_publication(tx, now, row);
    case Change::returned:
      return journal::append(tx, now, ItemReturned{row.id, name_of(row.kind), row.version, row.organisation},
                             {row.organisation});
    case Change::quarantined:
      return append<ItemQuarantined>(tx, now, row);
    case Change::withdrawn:
      return append<ItemWithdrawn>(tx, now, row);
    case Change::expired:
      break;
  }
  return append<ItemExpired>(tx, now, row);
}

}  // namespace shuniu::market
