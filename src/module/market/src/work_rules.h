// work_rules.h - what a talk or an item asks of an organisation today, and how far a need has come. Pure.
//
//   auto row = work_of(talk, last_word, today);          // nothing where there is nothing to do or to await
//   sort_work(rows);                                      // overdue, then by day, then the longest waiting
#pragma once

#include "shuniu/market/work.h"

namespace shuniu::market {

/// What work needs to know of an item of one's own.
struct OwnItem {
  ItemId id;
  ItemKind kind = ItemKind::need;
  ItemStatus status = ItemStatus::draft;
  std::string title;
  std::optional<std::int64_t> published_version;
  Instant updated_at;
  std::optional<Instant> submitted_at;
  std::optional<Instant> published_at;
  std::optional<Date> expires_on;
};
SHUNIU_DESCRIBE(OwnItem, id, kind, status, title, published_version, updated_at, submitted_at, published_at,
                expires_on)

/// What the funnel needs to know of a talk.
struct TalkTrace {
  ItemId item;
  ItemId answer_with;  // empty: none
  TalkStatus status = TalkStatus::waiting;
};
SHUNIU_DESCRIBE(TalkTrace, item, answer_with, status)

/// Who spoke last in an open talk, and when. Accepting an interest is a word of the asked side.
struct LastWord {
  TalkSide side = TalkSide::asked;
  Instant at;
};

std::optional<WorkRow> work_of(const TalkView& talk, const std::optional<LastWord>& last_word, Date today);
std::vector<WorkRow> work_of(const OwnItem& item, Date today);
WorkSection section_of(WorkKind kind, const std::optional<Date>& due, Date today);
void sort_work(std::vector<WorkRow>& rows);
WorkCounts count_work(const std::vector<WorkRow>& rows);
/// Keeps the first `limit` of each section of sorted rows.
void keep_first(std::vector<WorkRow>& rows, std::int64_t limit);

bool is_open(const OwnItem& item, Date today);
/// The first day of a month.
Date month_of(Date day);
/// The needs that the funnel counts, latest first, each with its stage; those that nobody has ever seen are
/// not among them.
std::vector<WorkNeed> staged_needs(const std::vector<OwnItem>& needs, const std::vector<TalkTrace>& talks,
                                   Date today);
std::vector<FunnelMonth> funnel_of(const std::vector<WorkNeed>& needs);

}  // namespace shuniu::market
