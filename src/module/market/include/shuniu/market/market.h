// market.h - needs, offers and experts from draft to publication, their search, and the matches between them.
//
//   Market market(database, index, directory, files, codes, clock, options);
//   auto need = market.create_need(actor, {content});             // a draft
//   market.submit(actor, {need->id, need->version});              // market.incomplete lists what is missing
//   market.publish(officer, {need->id, …});                       // or return_item with coded reasons
//   auto matches = market.matches(actor, {need->id, ItemKind::offer});
//
// Promises
//   - An item is seen by others only while published. Items with excluded organisations are seen by signed-in
//     members of other organisations only, and by nobody who belongs to an excluded one: on pages, search,
//     matches, feed and error texts alike.
//   - A change names the version it was made on (market.version_conflict); each accepted change appends one
//     fact.
//   - A published item that is edited stays as it was for others until the new version is published.
//   - An exclusion that is added counts at once; one that is taken back counts when the change is published.
//   - What bears a mark of secrecy is quarantined at submission: outside index and feed until an officer
//     decides. An offer without the declaration that it is no state secret cannot be submitted.
//   - A match says why: shared terms marked in both texts, figures met, missed or unknown, and each
//     criterion.
// Does not carry talks (talks.h), contracts or money.
// Thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shuniu/base/actor.h"
#include "shuniu/base/result.h"
#include "shuniu/codelist/code_list.h"
#include "shuniu/database/database.h"
#include "shuniu/journal/journal.h"
#include "shuniu/market/content.h"
#include "shuniu/market/import_book.h"
#include "shuniu/market/ports.h"

namespace shuniu::market {

using ItemId = Id<struct ItemTag>;
using AttachmentId = Id<struct AttachmentTag>;

enum class ItemStatus { draft, submitted, returned, published, quarantined, withdrawn, expired };
SHUNIU_DESCRIBE_ENUM(ItemStatus, draft, submitted, returned, published, quarantined, withdrawn, expired)

// ---- views ----------------------------------------------------------------------------------------------

/// `hidden`: it keeps its name to itself (an anonymous need); `id` and names are empty then.
struct OrganisationName {
  OrganisationId id;
  std::string name;
  std::optional<std::string> name_en;
  std::string region;
  std::optional<bool> hidden;  // true, or absent
};
SHUNIU_DESCRIBE(OrganisationName, id, name, name_en, region, hidden)

enum class AttachmentVisibility { open, signed_in, owner };
SHUNIU_DESCRIBE_ENUM(AttachmentVisibility, open, signed_in, owner)

struct AttachmentView {
  AttachmentId id;
  std::string name;
  std::string media_type;
  std::int64_t size_bytes = 0;
  AttachmentVisibility visibility = AttachmentVisibility::owner;
  std::string sha256;
};
SHUNIU_DESCRIBE(AttachmentView, id, name, media_type, size_bytes, visibility, sha256)

/// What an officer said when returning an item: codes of the list return_reasons, and a note.
struct ReviewView {
  Instant at;
  std::vector<std::string> reasons;
  std::optional<std::string> note;
};
SHUNIU_DESCRIBE(ReviewView, at, reasons, note)

enum class Action { edit, submit, withdraw, publish, return_item, quarantine, attach };
SHUNIU_DESCRIBE_ENUM(Action, edit, submit, withdraw, publish, return_item, quarantine, attach)

/// What all items have; `actions` is what the reader may do now.
struct ItemState {
  ItemId id;
  ItemKind kind = ItemKind::need;
  ItemStatus status = ItemStatus::draft;
  std::int64_t version = 1;
  OrganisationName organisation;
  bool mine = false;
  bool restricted = false;  // it has excluded organisations; told to the owner and to the review desk only
  Instant created_at;
  Instant updated_at;
  std::optional<Instant> submitted_at;
  std::optional<Instant> published_at;
  // What others see; older than `version` while a change waits.
  std::optional<std::int64_t> published_version;
  std::optional<Date> expires_on;
  std::optional<ReviewView> review;
  std::vector<AttachmentView> attachments;
  std::vector<Action> actions;
  // Of the change that this answers, in receipts only: its position comes from /v1/facts/{fact}.
  std::optional<journal::FactId> fact;
};
SHUNIU_DESCRIBE(ItemState, id, kind, status, version, organisation, mine, restricted, created_at, updated_at,
                submitted_at, published_at, published_version, expires_on, review, attachments, actions, fact)

struct NeedView {
  ItemState state;
  NeedContent content;
};
SHUNIU_DESCRIBE(NeedView, state, content)

struct OfferView {
  ItemState state;
  OfferContent content;
};
SHUNIU_DESCRIBE(OfferView, state, content)

struct ExpertView {
  ItemState state;
  ExpertContent content;
};
SHUNIU_DESCRIBE(ExpertView, state, content)

/// One row of a list.
struct ItemBrief {
  ItemId id;
  ItemKind kind = ItemKind::need;
  ItemStatus status = ItemStatus::published;
  std::string title;  // of an expert: the name
  OrganisationName organisation;
  std::vector<std::string> fields;
  std::optional<std::string> region;
  std::vector<std::string> modes;
  std::optional<std::int64_t> readiness;
  std::optional<OfferKind> offer_kind;
  std::optional<Date> deadline;
  std::optional<MoneyRange> price;  // of an offer, or a shown budget
  std::vector<Figure> figures;      // the first three
  std::optional<Instant> published_at;
  Instant updated_at;
};
SHUNIU_DESCRIBE(ItemBrief, id, kind, status, title, organisation, fields, region, modes, readiness,
                offer_kind, deadline, price, figures, published_at, updated_at)

// ---- commands -------------------------------------------------------------------------------------------

struct CreateNeed {
  NeedContent content;
};
SHUNIU_DESCRIBE(CreateNeed, content)

struct UpdateNeed {
  ItemId need;
  std::int64_t version = 0;
  NeedContent content;
};
SHUNIU_DESCRIBE(UpdateNeed, need, version, content)

struct CreateOffer {
  OfferContent content;
};
SHUNIU_DESCRIBE(CreateOffer, content)

struct UpdateOffer {
  ItemId offer;
  std::int64_t version = 0;
  OfferContent content;
};
SHUNIU_DESCRIBE(UpdateOffer, offer, version, content)

struct CreateExpert {
  ExpertContent content;
};
SHUNIU_DESCRIBE(CreateExpert, content)

struct UpdateExpert {
  ItemId expert;
  std::int64_t version = 0;
  ExpertContent content;
};
SHUNIU_DESCRIBE(UpdateExpert, expert, version, content)

struct SubmitItem {
  ItemId item;
  std::int64_t version = 0;
};
SHUNIU_DESCRIBE(SubmitItem, item, version)

struct PublishItem {
  ItemId item;
  std::int64_t version = 0;
};
SHUNIU_DESCRIBE(PublishItem, item, version)

struct ReturnItem {
  ItemId item;
  std::int64_t version = 0;
  Items<Text<1, 40>, 10> reasons;  // return_reasons, at least one
  std::optional<Text<0, 1000>> note;
};
SHUNIU_DESCRIBE(ReturnItem, item, version, reasons, note)

struct QuarantineItem {
  ItemId item;
  std::int64_t version = 0;
  std::optional<Text<0, 1000>> note;
};
SHUNIU_DESCRIBE(QuarantineItem, item, version, note)

struct WithdrawItem {
  ItemId item;
  std::int64_t version = 0;
  Text<1, 40> reason;  // withdraw_reasons
};
SHUNIU_DESCRIBE(WithdrawItem, item, version, reason)

struct RemoveAttachment {
  AttachmentId attachment;
};
SHUNIU_DESCRIBE(RemoveAttachment, attachment)

// ---- questions ------------------------------------------------------------------------------------------

struct FindNeed {
  ItemId need;
};
SHUNIU_DESCRIBE(FindNeed, need)

struct FindOffer {
  ItemId offer;
};
SHUNIU_DESCRIBE(FindOffer, offer)

struct FindExpert {
  ItemId expert;
};
SHUNIU_DESCRIBE(FindExpert, expert)

/// The items of the organisation that the actor acts for.
struct ListMyItems {
  std::optional<ItemKind> kind;
  std::optional<ItemStatus> status;
  std::optional<ItemId> after;
  std::optional<Whole<1, 200>> limit;
};
SHUNIU_DESCRIBE(ListMyItems, kind, status, after, limit)

/// Published items of an organisation, for its page.
struct ListOrganisationItems {
  OrganisationId organisation;
  std::optional<ItemKind> kind;
  std::optional<ItemId> after;
  std::optional<Whole<1, 200>> limit;
};
SHUNIU_DESCRIBE(ListOrganisationItems, organisation, kind, after, limit)

/// What waits for an officer or reviewer, oldest first.
struct ListReview {
  std::optional<ItemKind> kind;
  std::optional<ItemStatus> status;  // submitted (default) or quarantined
  std::optional<ItemId> after;
  std::optional<Whole<1, 200>> limit;
};
SHUNIU_DESCRIBE(ListReview, kind, status, after, limit)

struct ItemList {
  std::vector<ItemBrief> items;
  std::int64_t total = 0;
  std::optional<ItemId> next_after;
};
SHUNIU_DESCRIBE(ItemList, items, total, next_after)

/// A whole paragraph, with filters. With no text: everything that passes the filters, newest first.
struct SearchItems {
  std::optional<Text<0, 20000>> text;
  Items<ItemKind, 3> kinds;
  FieldCodes fields;
  Items<Text<6, 6>, 34> regions;
  Modes modes;
  Items<OfferKind, 4> offer_kinds;
  std::optional<Whole<1, 9>> readiness_from;
  std::optional<Whole<0, largest_json_integer>> price_up_to_minor;
  std::optional<Date> published_since;
  std::optional<Whole<0, 1000>> offset;  // further down filters help
  std::optional<Whole<1, 100>> limit;    // 20 unless said otherwise
};
SHUNIU_DESCRIBE(SearchItems, text, kinds, fields, regions, modes, offer_kinds, readiness_from,
                price_up_to_minor, published_since, offset, limit)

/// A place to mark, in UTF-16 code units of the text (as browsers count).
struct Mark {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};
SHUNIU_DESCRIBE(Mark, begin, end)

struct MarkedText {
  std::string text;
  std::vector<Mark> marks;
};
SHUNIU_DESCRIBE(MarkedText, text, marks)

struct SearchHit {
  ItemBrief item;
  std::int64_t score = 0;
  MarkedText title;
  MarkedText snippet;
};
SHUNIU_DESCRIBE(SearchHit, item, score, title, snippet)

struct FacetValue {
  std::string value;
  std::int64_t count = 0;
};
SHUNIU_DESCRIBE(FacetValue, value, count)

/// attribute: kind, field, region, mode, offer_kind, readiness
struct FacetView {
  std::string attribute;
  std::vector<FacetValue> values;
};
SHUNIU_DESCRIBE(FacetView, attribute, values)

struct SearchPage {
  std::vector<SearchHit> hits;
  std::int64_t total = 0;
  std::vector<FacetView> facets;
};
SHUNIU_DESCRIBE(SearchPage, hits, total, facets)

// ---- matches --------------------------------------------------------------------------------------------

enum class Verdict { met, missed, unknown };
SHUNIU_DESCRIBE_ENUM(Verdict, met, missed, unknown)

/// A required figure beside what the other side states.
struct FigureMatch {
  Figure asked;
  std::optional<Figure> offered;
  Verdict verdict = Verdict::unknown;
};
SHUNIU_DESCRIBE(FigureMatch, asked, offered, verdict)

enum class CriterionKey { field, region, readiness, mode, price, ip_position };
SHUNIU_DESCRIBE_ENUM(CriterionKey, field, region, readiness, mode, price, ip_position)

/// One criterion: what was asked and what is offered, as codes or numbers ("06.1 06.2", "310000", "6").
struct Criterion {
  CriterionKey key = CriterionKey::field;
  Verdict verdict = Verdict::unknown;
  std::string asked;
  std::string offered;
};
SHUNIU_DESCRIBE(Criterion, key, verdict, asked, offered)

struct SharedTerm {
  std::string term;         // as it stands in the matched text
  std::int64_t weight = 0;  // its part of the text score, in thousandths
};
SHUNIU_DESCRIBE(SharedTerm, term, weight)

struct Match {
  ItemBrief item;
  std::int64_t score = 0;  // text score with the bonus of figures and criteria (match_rules.h)
  std::int64_t text_score = 0;
  std::vector<SharedTerm> shared_terms;  // the ten that count most
  MarkedText asked_title;
  MarkedText asked_text;
  MarkedText matched_title;
  MarkedText matched_text;
  std::vector<FigureMatch> figures;
  std::vector<Criterion> criteria;
};
SHUNIU_DESCRIBE(Match, item, score, text_score, shared_terms, asked_title, asked_text, matched_title,
                matched_text, figures, criteria)

/// A need is matched with offers, experts or similar needs; an offer with needs or similar offers; an expert
/// with needs.
struct FindMatches {
  ItemId item;
  ItemKind kind = ItemKind::offer;
  std::optional<Whole<1, 50>> limit;  // 10 unless said otherwise
};
SHUNIU_DESCRIBE(FindMatches, item, kind, limit)

/// Of something that is still being written: what exists already. Nothing is stored.
struct PreviewMatches {
  NeedContent content;
  ItemKind kind = ItemKind::offer;
  std::optional<Whole<1, 50>> limit;
};
SHUNIU_DESCRIBE(PreviewMatches, content, kind, limit)

struct MatchList {
  std::vector<Match> matches;
};
SHUNIU_DESCRIBE(MatchList, matches)

// ---- the hub in figures ---------------------------------------------------------------------------------

struct FieldCount {
  std::string field;
  std::int64_t needs = 0;
  std::int64_t offers = 0;
  std::int64_t experts = 0;
};
SHUNIU_DESCRIBE(FieldCount, field, needs, offers, experts)

struct RegionCount {
  std::string region;
  std::int64_t needs = 0;
  std::int64_t offers = 0;
};
SHUNIU_DESCRIBE(RegionCount, region, needs, offers)

struct Overview {
  std::int64_t needs = 0;  // published
  std::int64_t offers = 0;
  std::int64_t experts = 0;
  std::int64_t organisations = 0;  // with something published
  std::vector<FieldCount> fields;
  std::vector<RegionCount> regions;
  std::vector<ItemBrief> newest_needs;  // six each
  std::vector<ItemBrief> newest_offers;
};
SHUNIU_DESCRIBE(Overview, needs, offers, experts, organisations, fields, regions, newest_needs, newest_offers)

struct Nothing {};
SHUNIU_DESCRIBE(Nothing)

struct Done {
  bool done = true;
};
SHUNIU_DESCRIBE(Done, done)

struct MarketOptions {
  std::int64_t need_lifetime_days = 365;  // a need without a deadline expires after this
  std::int64_t offer_lifetime_days = 730;
  std::int64_t longest_lifetime_days = 1'825;  // a deadline may not lie further ahead
  std::vector<std::string> secrecy_marks;      // rulebook/cn/market/secrecy_marks.tsv
  ImportBook import_book{};                    // rulebook/cn/market/import_*.tsv
};

/// The column `mark` of the rulebook's secrecy marks; throws std::runtime_error when the file cannot be read.
std::vector<std::string> load_secrecy_marks(const std::string& path);

/// An item that comes published from a trusted source (the demonstration, `shuniu import --published`).
template <class Content>
struct ReadyItem {
  OrganisationId organisation;
  Content content;
  Instant published_at;
};

struct NewAttachment {
  ItemId item;
  std::string name;
  AttachmentVisibility visibility = AttachmentVisibility::owner;
  std::string bytes;
};

struct AttachedFile {
  AttachmentView attachment;
  std::string bytes;
};

class Market {
 public:
  Market(database::Database& database, Catalogue& catalogue, Directory& directory, Files& files,
         const codelist::CodeBook& codes, const Clock& clock, MarketOptions options = {});
  ~Market();

  Result<NeedView> create_need(const Actor& actor, const CreateNeed& command);
  Result<NeedView> update_need(const Actor& actor, const UpdateNeed& command);
  Result<NeedView> need(const Actor& actor, const FindNeed& question);
  Result<OfferView> create_offer(const Actor& actor, const CreateOffer& command);
  Result<OfferView> update_offer(const Actor& actor, const UpdateOffer& command);
  Result<OfferView> offer(const Actor& actor, const FindOffer& question);
  Result<ExpertView> create_expert(const Actor& actor, const CreateExpert& command);
  Result<ExpertView> update_expert(const Actor& actor, const UpdateExpert& command);
  Result<ExpertView> expert(const Actor& actor, const FindExpert& question);

  Result<ItemState> submit(const Actor& actor, const SubmitItem& command);
  Result<ItemState> publish(const Actor& actor, const PublishItem& command);        // reviewer or officer
  Result<ItemState> return_item(const Actor& actor, const ReturnItem& command);     // reviewer or officer
  Result<ItemState> quarantine(const Actor& actor, const QuarantineItem& command);  // officer
  Result<ItemState> withdraw(const Actor& actor, const WithdrawItem& command);
  Result<Done> remove_attachment(const Actor& actor, const RemoveAttachment& command);

  Result<ItemList> my_items(const Actor& actor, const ListMyItems& question);
  Result<ItemList> organisation_items(const Actor& actor, const ListOrganisationItems& question);
  Result<ItemList> review_queue(const Actor& actor, const ListReview& question);
  Result<SearchPage> search(const Actor& actor, const SearchItems& question);
  Result<MatchList> matches(const Actor& actor, const FindMatches& question);
  Result<MatchList> preview_matches(const Actor& actor, const PreviewMatches& question);
  Result<Overview> overview(const Actor& actor, const Nothing& question);

  /// At most 20 MiB of PDF, PNG, JPEG, DOCX, XLSX or plain text, judged by content. On a published item it
  /// waits with the change that it begins, and is seen by others when that is published.
  Result<AttachmentView> add_attachment(const Actor& actor, const NewAttachment& command);
  Result<AttachedFile> attachment(const Actor& actor, const AttachmentId& attachment);

  /// All of them in one write, or none: the rules of `submit` hold, faults are under "[0].title".
  Result<std::vector<ItemId>> put_published(const std::vector<ReadyItem<NeedContent>>& needs);
  Result<std::vector<ItemId>> put_published(const std::vector<ReadyItem<OfferContent>>& offers);
  Result<std::vector<ItemId>> put_published(const std::vector<ReadyItem<ExpertContent>>& experts);

  /// A job: takes down what ended before `today` (the legal day of the hub); returns how many items.
  std::int64_t expire_due(Date today);
  /// Which of these addresses no attachment names any more.
  std::vector<std::string> unnamed_files(const std::vector<std::string>& sha256s);

 private:
  friend class Import;
  friend class Talks;
  friend class Export;
  friend class Work;
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace shuniu::market
