#include "shuniu/market/catalogue.h"

#include <mutex>
#include <set>

#include "enum_name.h"
#include "item_store.h"
#include "shuniu/journal/feed.h"
#include "shuniu/json/json.h"
#include "shuniu/market/events.h"
#include "subject.h"

namespace shuniu::market {
namespace {

using database::Transaction;

constexpr std::int64_t cursor_lag = 1'000;  // facts of others are not worth a commit each
constexpr std::int64_t rows_at_once = 500;  // of a rebuild

template <class Fact>
ItemId item_in(const std::string& body) {
  return json::decode<Fact>(body).value().item;
}

struct Heard {
  std::string_view type;
  ItemId (*item)(const std::string& body);
};

/// What may change what others see of an item.
constexpr Heard heard[] = {
    {NeedPublished::fact.name, item_in<NeedPublished>},
    {OfferPublished::fact.name, item_in<OfferPublished>},
    {ExpertPublished::fact.name, item_in<ExpertPublished>},
    {ItemRestrictedPublished::fact.name, item_in<ItemRestrictedPublished>},
    {AnonymousNeedPublished::fact.name, item_in<AnonymousNeedPublished>},
    {ItemChanged::fact.name, item_in<ItemChanged>},
    {ItemWithdrawn::fact.name, item_in<ItemWithdrawn>},
    {ItemExpired::fact.name, item_in<ItemExpired>},
    {ItemQuarantined::fact.name, item_in<ItemQuarantined>},
};

/// The published version; a hidden budget is neither a number nor a word of it.
search::Document document_of(const ItemRow& row, const std::vector<OrganisationId>& excluded) {
  Content content = decode_content(row.kind, *row.published_content);
  if (auto* need = std::get_if<NeedContent>(&content); need && need->budget_shown != Shown::shown)
    need->budget.reset();
  const Subject subject = subject_of(content);
  const std::string body = subject.body();
  const std::string codes = subject.codes();
  search::Document document = search::analyzed(
      row.id.text(), {.title = subject.title, .body = body, .keywords = subject.keywords, .codes = codes});
  const auto label = [&](const char* attribute, std::string value) {
    document.labels.push_back({attribute, std::move(value)});
  };
  label("kind", name_of(row.kind));
  if (!row.anonymous) label("organisation", row.organisation.text());
  for (std::string& field : field_levels(subject.fields)) label("field", std::move(field));
  for (const std::string& mode : subject.modes) label("mode", mode);
  if (subject.region) label("region", *subject.region);
  if (subject.offer_kind) label("offer_kind", name_of(*subject.offer_kind));
  if (subject.readiness) label("readiness", std::to_string(*subject.readiness));
  if (!excluded.empty()) label("restricted", "yes");
  for (const OrganisationId& organisation : excluded) label("excluded", organisation.text());
  if (subject.readiness) document.numbers.push_back({"readiness", *subject.readiness});
  if (subject.price && subject.price->currency == "CNY") {
    document.numbers.push_back({"price_minor", subject.price->low_minor});
  }
  if (row.published_at) document.numbers.push_back({"published_at", row.published_at->microseconds});
  if (row.expires_on) document.numbers.push_back({"expires_on", days_since_epoch(*row.expires_on)});
  return document;
}

}  // namespace

struct Catalogue::State {
  std::filesystem::path directory;
  database::Database& database;
  std::mutex writer_mutex{};          // one change at a time: held while documents are put
  mutable std::mutex holder_mutex{};  // guards what follows: held for a moment
  std::unique_ptr<search::Index> index{};
  std::int64_t cursor = 0;       // may be ahead of the index by facts that changed nothing
  std::uint64_t generation = 0;  // counts rebuilds: a merge of an older index is thrown away

  void hold(std::unique_ptr<search::Index> opened) {
    const std::lock_guard lock(holder_mutex);
    index = std::move(opened);
    cursor = static_cast<std::int64_t>(index->cursor());
    ++generation;
  }

  std::int64_t position() const {
    const std::lock_guard lock(holder_mutex);
    return cursor;
  }

  void move_to(std::int64_t seq) {
    const std::lock_guard lock(holder_mutex);
    cursor = seq;
  }

  void put(search::Index& target, const std::vector<ItemRow>& rows, const ExcludedById& excluded) const {
    for (const ItemRow& row : rows) {
      const auto found = excluded.find(row.id.text());
      target.put(document_of(row, found == excluded.end() ? std::vector<OrganisationId>{} : found->second));
    }
  }

  void take(const std::vector<journal::RecordedFact>& facts);
  // Both with writer_mutex held, or before anybody else knows of it.
  /// What stands in the directory, or an index built anew; none while another process holds the directory.
  void open();
  void build_anew();
};

void Catalogue::State::take(const std::vector<journal::RecordedFact>& facts) {
  if (facts.empty()) return;
  const std::lock_guard lock(writer_mutex);
  if (!index) {  // the last attempt failed: a full disk, another process
    open();
    if (!index) move_to(facts.back().seq);
    return;
  }
  std::set<ItemId> touched;
  for (const journal::RecordedFact& fact : facts) {
    for (const Heard& known : heard) {
      if (fact.type == known.type) touched.insert(known.item(fact.body.text));
    }
  }
  const std::int64_t last = facts.back().seq;
  search::Index& target = *index;
  if (touched.empty() && last - static_cast<std::int64_t>(target.cursor()) < cursor_lag) return move_to(last);
  const std::vector<ItemId> ids(touched.begin(), touched.end());
  database.read([&](Transaction& tx) -> int {
    const database::ModuleScope scope("market");
    std::set<ItemId> gone = touched;
    std::vector<ItemRow> rows;
    for (ItemRow& row : find_items(tx, ids)) {
      if (row.face() == Face::unpublished) continue;
      gone.erase(row.id);
      rows.push_back(std::move(row));
    }
    put(target, rows, exclusions_of(tx, rows));
    for (const ItemId& id : gone) target.erase(id.text());
    return 0;
  });
  target.commit(static_cast<std::uint64_t>(last));
  move_to(last);
}

void Catalogue::State::open() {
  auto opened = search::Index::open(directory);
  if (opened) return hold(std::move(*opened));
  if (opened.error().key != "search.index_in_use") build_anew();
}

/// The position is read before the rows: what happens meanwhile is taken in a second time, which changes
/// nothing.
void Catalogue::State::build_anew() {
  const std::int64_t last = journal::Feed(database).last_seq();
  {
    const std::lock_guard holder(holder_mutex);
    index.reset();
  }
  auto created = search::Index::create(directory).value();
  ItemId after;
  for (bool more = true; more;) {
    more = database.read([&](Transaction& tx) {
      const database::ModuleScope scope("market");
      const auto rows = tx.rows<ItemRow>(
          "SELECT * FROM market_item WHERE published_version IS NOT NULL AND id > $1 "
          "ORDER BY id LIMIT $2",
          after.text(), rows_at_once);
      put(*created, rows, exclusions_of(tx, rows));
      if (!rows.empty()) after = rows.back().id;
      return static_cast<std::int64_t>(rows.size()) == rows_at_once;
    });
  }
  created->commit(static_cast<std::uint64_t>(last));
  hold(std::move(created));
}

Catalogue::Catalogue(const std::filesystem::path& directory, database::Database& database)
    : state_(new State{directory, database}) {
  state_->open();
}

Catalogue::~Catalogue() = default;

journal::Follower Catalogue::follower() {
  return {"market.catalogue", [this] { return state_->position(); },
          [this](const std::vector<journal::RecordedFact>& facts) { state_->take(facts); }};
}

std::shared_ptr<const search::Snapshot> Catalogue::snapshot() const {
  const std::lock_guard lock(state_->holder_mutex);
  return state_->index ? state_->index->snapshot() : nullptr;
}

void Catalogue::rebuild() {
  const std::lock_guard lock(state_->writer_mutex);
  state_->build_anew();
}

bool Catalogue::merge_step() {
  std::optional<search::Merge> merge;
  std::uint64_t generation = 0;
  {
    const std::lock_guard lock(state_->writer_mutex);
    if (!state_->index) return false;
    merge = state_->index->next_merge();
    generation = state_->generation;
  }
  if (!merge) return false;
  const auto outcome = merge->run();  // beside everything else
  const std::lock_guard lock(state_->writer_mutex);
  if (state_->generation != generation) return false;
  state_->index->finish(outcome);
  state_->index->commit(state_->index->cursor());
  return true;
}

CatalogueSize Catalogue::size() const {
  const std::lock_guard lock(state_->writer_mutex);
  CatalogueSize size{state_->position(), 0, 0, 0};
  const std::lock_guard holder(state_->holder_mutex);
  if (!state_->index) return size;
  const search::IndexSize index = state_->index->size();
  size.documents = static_cast<std::int64_t>(index.documents);
  size.segments = static_cast<std::int64_t>(index.segments);
  size.bytes = static_cast<std::int64_t>(index.bytes);
  return size;
}

}  // namespace shuniu::market
