// What a talk or an item asks of an organisation, as tables: kind, section, day; and the funnel of its needs.
#include "work_rules.h"

#include <gtest/gtest.h>

#include "enum_name.h"

namespace shuniu::market {
namespace {

using enum TalkStatus;
constexpr TalkSide asked = TalkSide::asked;
constexpr TalkSide asking = TalkSide::asking;
constexpr Date today{2026, 11, 24};
constexpr Date yesterday{2026, 11, 23};
constexpr Date tomorrow{2026, 11, 25};

Instant noon_of(Date day) {
  return {days_since_epoch(day) * microseconds_per_day + 4 * 3'600 * microseconds_per_second};
}

ItemId item_id(int number) {
  return ItemId("01a20ada-0000-7000-8000-00000000000" + std::to_string(number));
}

struct TalkCase {
  TalkStatus status;
  TalkSide side;
  Date answer_by;
  std::optional<TalkSide> proposed_by;
  std::optional<TalkSide> last_word;
  std::string expected;  // "kind section", "" for nothing
};

TEST(WorkRules, WhatATalkAsks) {
  const TalkCase cases[] = {
      {waiting, asked, today, {}, {}, "answer_interest today"},
      {waiting, asked, tomorrow, {}, {}, "answer_interest ours"},
      {waiting, asked, yesterday, {}, {}, "answer_interest overdue"},
      {waiting, asking, today, {}, {}, "await_answer theirs"},
      {waiting, asking, yesterday, {}, {}, "await_answer theirs"},
      {open, asked, yesterday, {}, {}, "await_reply theirs"},
      {open, asking, yesterday, {}, {}, "reply ours"},
      {open, asked, yesterday, {}, asking, "reply ours"},
      {open, asked, yesterday, {}, asked, "await_reply theirs"},
      {open, asked, yesterday, asking, asked, "confirm_agreement ours"},
      {open, asked, yesterday, asked, asking, "await_confirmation theirs"},
      {open, asking, yesterday, asked, {}, "confirm_agreement ours"},
      {declined, asked, today, {}, {}, ""},
      {lapsed, asking, yesterday, {}, {}, ""},
      {withdrawn, asked, today, {}, {}, ""},
      {agreed, asked, today, {}, asking, ""},
      {ended, asking, today, {}, asked, ""},
  };
  for (const TalkCase& each : cases) {
    TalkView talk;
    talk.status = each.status;
    talk.side = each.side;
    talk.answer_by = each.answer_by;
    talk.proposed_by = each.proposed_by;
    talk.asked.name = "asked";
    talk.asking.name = "asking";
    std::optional<LastWord> last;
    if (each.last_word) last = LastWord{*each.last_word, noon_of(yesterday)};
    const auto row = work_of(talk, last, today);
    EXPECT_EQ(row ? name_of(row->kind) + " " + name_of(row->section) : "", each.expected)
        << name_of(each.status) << " as " << name_of(each.side);
    if (!row) continue;
    EXPECT_EQ(row->due, each.status == waiting ? std::optional(each.answer_by) : std::nullopt);
    EXPECT_EQ(row->with.value().name, each.side == asked ? "asking" : "asked");
  }
}

struct ItemCase {
  ItemStatus status;
  std::optional<Date> expires_on;  // of what others see
  Date updated_on;
  std::string expected;  // "kind section day, …"
};

TEST(WorkRules, WhatAnItemAsks) {
  const ItemCase cases[] = {
      {ItemStatus::draft, {}, today, ""},
      {ItemStatus::withdrawn, {}, today, ""},
      {ItemStatus::returned, {}, yesterday, "correct_item ours -"},
      {ItemStatus::submitted, {}, yesterday, "await_review theirs -"},
      {ItemStatus::quarantined, {}, yesterday, "await_review theirs -"},
      {ItemStatus::published, Date{2026, 12, 25}, yesterday, ""},
      {ItemStatus::published, Date{2026, 12, 24}, yesterday, "renew_item ours 2026-12-24"},
      {ItemStatus::published, today, yesterday, "renew_item today 2026-11-24"},
      {ItemStatus::published, yesterday, yesterday, "renew_item overdue 2026-11-23"},
      {ItemStatus::returned, tomorrow, yesterday, "correct_item ours -, renew_item ours 2026-11-25"},
      {ItemStatus::submitted, today, yesterday, "await_review theirs -, renew_item today 2026-11-24"},
      {ItemStatus::expired, {}, today, "renew_item overdue 2026-11-23"},
      {ItemStatus::expired, {}, Date{2026, 10, 25}, "renew_item overdue 2026-10-24"},
      {ItemStatus::expired, {}, Date{2026, 10, 24}, ""},
  };
  for (const ItemCase& each : cases) {
    OwnItem item;
    item.status = each.status;
    item.expires_on = each.expires_on;
    if (each.expires_on) item.published_version = 2;
    item.updated_at = noon_of(each.updated_on);
    std::string found;
    for (const WorkRow& row : work_of(item, today)) {
      found += (found.empty() ? "" : ", ") + name_of(row.kind) + " " + name_of(row.section) + " " +
               (row.due ? to_text(*row.due) : "-");
    }
    EXPECT_EQ(found, each.expected) << name_of(each.status);
  }
}

TEST(WorkRules, OverdueFirstThenByDayThenTheLongestWaiting) {
  const auto row = [](WorkKind kind, std::optional<Date> due, Date since) {
    WorkRow made;
    made.kind = kind;
    made.due = due;
    made.since = noon_of(since);
    made.section = section_of(kind, due, today);
    return made;
  };
  std::vector<WorkRow> rows{
      row(WorkKind::await_review, {}, yesterday),
      row(WorkKind::await_answer, tomorrow, today),
      row(WorkKind::reply, {}, today),
      row(WorkKind::correct_item, {}, yesterday),
      row(WorkKind::answer_interest, Date{2026, 12, 1}, today),
      row(WorkKind::renew_item, tomorrow, yesterday),
      row(WorkKind::answer_interest, today, today),
      row(WorkKind::renew_item, yesterday, today),
  };
  sort_work(rows);
  std::vector<std::string> order;
  for (const WorkRow& each : rows) order.push_back(name_of(each.section) + " " + name_of(each.kind));
  EXPECT_EQ(order, (std::vector<std::string>{"overdue renew_item", "today answer_interest", "ours renew_item",
                                             "ours answer_interest", "ours correct_item", "ours reply",
                                             "theirs await_answer", "theirs await_review"}));
  const WorkCounts counts = count_work(rows);
  EXPECT_EQ(counts.overdue, 1);
  EXPECT_EQ(counts.today, 1);
  EXPECT_EQ(counts.ours, 4);
  EXPECT_EQ(counts.theirs, 2);
  keep_first(rows, 1);
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[2].kind, WorkKind::renew_item) << "of each section the first";
}

OwnItem need(int number, ItemStatus status, std::optional<Date> published_on,
             std::optional<Date> submitted_on = {}) {
  OwnItem item;
  item.id = item_id(number);
  item.status = status;
  if (published_on) {
    item.published_at = noon_of(*published_on);
    item.published_version = 2;
  }
  if (submitted_on) item.submitted_at = noon_of(*submitted_on);
  return item;
}

TEST(WorkRules, TheFunnelCountsEachNeedInItsMonthUpToItsStage) {
  const std::vector<OwnItem> items{
      need(1, ItemStatus::published, Date{2026, 11, 2}),
      need(2, ItemStatus::published, Date{2026, 11, 20}),
      need(3, ItemStatus::published, Date{2026, 10, 8}),
      need(4, ItemStatus::expired, {}, Date{2026, 10, 3}),
      need(5, ItemStatus::withdrawn, {}, Date{2026, 10, 5}),   // asked about: it was published
      need(6, ItemStatus::withdrawn, {}, Date{2026, 10, 6}),   // nobody knows whether it ever was
      need(7, ItemStatus::submitted, {}, Date{2026, 11, 23}),  // not yet
  };
  const std::vector<TalkTrace> talks{
      {item_id(1), {}, waiting},      {item_id(1), {}, declined}, {item_id(2), {}, withdrawn},
      {item_id(3), {}, ended},        {item_id(5), {}, agreed},   {item_id(5), {}, lapsed},
      {item_id(9), item_id(4), open},  // ours, about another's offer, made with need 4
  };
  const auto staged = staged_needs(items, talks, today);
  std::vector<std::string> order;
  for (const WorkNeed& each : staged) {
    order.push_back(each.id.text().substr(35) + " " + name_of(each.stage) + " " +
                    std::to_string(each.interests) + "/" + std::to_string(each.talks));
  }
  EXPECT_EQ(order, (std::vector<std::string>{"2 published 0/0", "1 interest 2/0", "3 talk 1/1",
                                             "5 agreed 2/1", "4 talk 1/1"}));
  const auto funnel = funnel_of(staged);
  ASSERT_EQ(funnel.size(), 2U);
  EXPECT_EQ(funnel[0].month, (Date{2026, 11, 1}));
  EXPECT_EQ(funnel[0].published, 2);
  EXPECT_EQ(funnel[0].interest, 1);
  EXPECT_EQ(funnel[0].talk, 0);
  EXPECT_EQ(funnel[1].published, 3);
  EXPECT_EQ(funnel[1].interest, 3);
  EXPECT_EQ(funnel[1].talk, 3);
  EXPECT_EQ(funnel[1].agreed, 1);
  EXPECT_TRUE(staged[0].open);
  EXPECT_FALSE(staged[3].open);
}

}  // namespace
}  // namespace shuniu::market
