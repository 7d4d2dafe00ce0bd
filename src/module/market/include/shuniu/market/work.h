// work.h - what an organisation has to do now, what newly fits it, and how far its needs have come.
//
//   Work work(market, talks);
//   auto view = work.work(actor, {});                        // what is to be done, overdue first
//   auto fresh = work.matches(actor, {});                    // what was published lately and fits
//   auto needs = work.needs(actor, {NeedStage::talk}); // the list behind a number
//
// Promises
//   - It is computed from what talks and items say now; nothing is stored and nothing is guessed.
//   - A row is either overdue, due today, waits for us, or waits for others; overdue ones come first, then by
//     day, then what has no day, longest waiting first.
//   - Days are legal days of Asia/Shanghai; the day of an answer is the one that the talk keeps.
//   - Talks are read as their own pages read them: what must not be seen there is not here either.
//   - Behind every number stands a list with exactly as many entries.
// Does not keep tasks of persons, and does not remind: notices do.
// Thread-safe.
#pragma once

#include "shuniu/market/talks.h"

namespace shuniu::market {

/// What is to be done, or is awaited from others.
enum class WorkKind {
  answer_interest,     // by us, until its day
  await_answer,        // by the asked side, until its day
  confirm_agreement,   // which the other side proposed
  await_confirmation,  // of what we proposed
  reply,               // the other side had the last word in an open talk
  await_reply,         // we had it
  correct_item,        // an item that the review desk returned
  await_review,        // an item at the review desk
  renew_item,          // its validity ends within 30 days, or ended in the last 30
};
SHUNIU_DESCRIBE_ENUM(WorkKind, answer_interest, await_answer, confirm_agreement, await_confirmation, reply,
                     await_reply, correct_item, await_review, renew_item)

enum class WorkSection { overdue, today, ours, theirs };
SHUNIU_DESCRIBE_ENUM(WorkSection, overdue, today, ours, theirs)

struct WorkRow {
  WorkKind kind = WorkKind::reply;
  WorkSection section = WorkSection::ours;
  std::optional<TalkId> talk;  // where it is done, else on the page of the item
  ItemId item;
  ItemKind item_kind = ItemKind::need;
  std::optional<ItemStatus> item_status;  // of an item that is one's own work
  std::optional<std::string> title;       // absent where the reader must not see it any more
  std::optional<OrganisationName> with;   // the other side of a talk
  std::optional<std::string> mode;        // contract_kinds, of a proposed agreement
  std::optional<Date> due;
  bool due_is_provisional = false;
  Instant since;
};
SHUNIU_DESCRIBE(WorkRow, kind, section, talk, item, item_kind, item_status, title, with, mode, due,
                due_is_provisional, since)

struct WorkCounts {
  std::int64_t overdue = 0;
  std::int64_t today = 0;
  std::int64_t ours = 0;
  std::int64_t theirs = 0;
};
SHUNIU_DESCRIBE(WorkCounts, overdue, today, ours, theirs)

/// How far a need has come. Each stage holds the later ones too.
///   interest   somebody asked about it, or it was named in an interest of ours; withdrawn ones do not count
///   talk       the interest was accepted
///   agreed     a talk about it came to an agreement
enum class NeedStage { published, interest, talk, agreed };
SHUNIU_DESCRIBE_ENUM(NeedStage, published, interest, talk, agreed)

/// Needs by the month of their publication, the latest one of each. A need that was taken down keeps no day
/// of publication: it counts in the month it was last sent to review, and only when it has expired or was
/// asked about.
struct FunnelMonth {
  Date month;  // its first day
  std::int64_t published = 0;
  std::int64_t interest = 0;
  std::int64_t talk = 0;
  std::int64_t agreed = 0;
};
SHUNIU_DESCRIBE(FunnelMonth, month, published, interest, talk, agreed)

struct WorkFigures {
  std::int64_t needs_open = 0;  // seen by others today
  AnswersView answers;          // to interests of the last 365 days in what is ours
  std::int64_t agreements = 0;  // of the last 365 days, as either side
};
SHUNIU_DESCRIBE(WorkFigures, needs_open, answers, agreements)

struct AskWork {
  std::optional<Whole<1, 200>> limit;  // rows of each section; 100 unless said otherwise
};
SHUNIU_DESCRIBE(AskWork, limit)

struct WorkView {
  Date today;
  WorkCounts counts;  // of all rows, shown or not
  std::vector<WorkRow> rows;
  WorkFigures figures;
  std::vector<FunnelMonth> funnel;  // months with needs, newest first
};
SHUNIU_DESCRIBE(WorkView, today, counts, rows, figures, funnel)

// ---- what newly fits ------------------------------------------------------------------------------------

/// What was published in the last seven days and is among the first five matches of an item of one's own; of
/// several such items, the one that it fits best.
struct NewMatch {
  ItemId own;
  ItemKind own_kind = ItemKind::need;
  std::string own_title;
  ItemBrief item;
  std::int64_t score = 0;                // as in Match
  std::vector<SharedTerm> shared_terms;  // the three that count most
  std::int64_t figures_asked = 0;
  std::int64_t figures_met = 0;
};
SHUNIU_DESCRIBE(NewMatch, own, own_kind, own_title, item, score, shared_terms, figures_asked, figures_met)

struct NewMatchList {
  Date since;
  std::int64_t considered = 0;    // own needs and offers that were matched: the latest ten of each kind
  std::int64_t own = 0;           // how many there are
  std::vector<NewMatch> matches;  // latest first
};
SHUNIU_DESCRIBE(NewMatchList, since, considered, own, matches)

// ---- behind the numbers ---------------------------------------------------------------------------------

struct ListWorkNeeds {
  std::optional<NeedStage> stage;  // that it has reached
  std::optional<Date> month;       // any day of it
  std::optional<bool> open;        // seen by others today, or not
  std::optional<ItemId> after;
  std::optional<Whole<1, 200>> limit;  // 50 unless said otherwise
};
SHUNIU_DESCRIBE(ListWorkNeeds, stage, month, open, after, limit)

struct WorkNeed {
  ItemId id;
  std::string title;
  ItemStatus status = ItemStatus::published;
  bool open = false;
  std::optional<Date> published_on;
  NeedStage stage = NeedStage::published;
  std::int64_t interests = 0;
  std::int64_t talks = 0;
};
SHUNIU_DESCRIBE(WorkNeed, id, title, status, open, published_on, stage, interests, talks)

struct WorkNeedList {
  std::vector<WorkNeed> needs;  // latest first
  std::int64_t total = 0;
  std::optional<ItemId> next_after;
};
SHUNIU_DESCRIBE(WorkNeedList, needs, total, next_after)

/// due: answered or lapsed; the figures of AnswersView, and the agreements.
enum class TalkFigure { due, answered, lapsed, agreements };
SHUNIU_DESCRIBE_ENUM(TalkFigure, due, answered, lapsed, agreements)

struct ListWorkTalks {
  TalkFigure figure = TalkFigure::due;
  std::optional<TalkId> after;
  std::optional<Whole<1, 50>> limit;  // 20 unless said otherwise
};
SHUNIU_DESCRIBE(ListWorkTalks, figure, after, limit)

class Work {
 public:
  Work(Market& market, Talks& talks);
  ~Work();

  Result<WorkView> work(const Actor& actor, const AskWork& question);
  Result<NewMatchList> matches(const Actor& actor, const Nothing& question);
  Result<WorkNeedList> needs(const Actor& actor, const ListWorkNeeds& question);
  Result<TalkList> talks(const Actor& actor, const ListWorkTalks& question);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace shuniu::market
