#include "work_rules.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "item.h"

namespace shuniu::market {
namespace {

constexpr std::int64_t renewal_days = 30;

bool is_for_others(WorkKind kind) {
  using enum WorkKind;
  return kind == await_answer || kind == await_confirmation || kind == await_reply || kind == await_review;
}

WorkRow row_of(const TalkView& talk, WorkKind kind, Instant since) {
  WorkRow row;
  row.kind = kind;
  row.talk = talk.id;
  row.item = talk.item.id;
  row.item_kind = talk.item.kind;
  row.title = talk.item.title;
  row.with = talk.side == TalkSide::asked ? talk.asking : talk.asked;
  row.since = since;
  return row;
}

WorkRow row_of(const OwnItem& item, WorkKind kind, Instant since) {
  WorkRow row;
  row.kind = kind;
  row.item = item.id;
  row.item_kind = item.kind;
  row.item_status = item.status;
  row.title = item.title;
  row.since = since;
  return row;
}

/// Overdue ones and those of today first, by day; what has no day, and what others do, after them.
auto place_of(const WorkRow& row) {
  return std::tuple(static_cast<int>(row.section), row.due ? 0 : 1, row.due ? days_since_epoch(*row.due) : 0,
                    row.since, row.item.text());
}

NeedStage stage_of(TalkStatus status) {
  if (status == TalkStatus::agreed) return NeedStage::agreed;
  return status == TalkStatus::open || status == TalkStatus::ended ? NeedStage::talk : NeedStage::interest;
}

struct Progress {
  NeedStage stage = NeedStage::published;
  std::int64_t interests = 0;
  std::int64_t talks = 0;
};

std::map<std::string, Progress> progress_by_item(const std::vector<TalkTrace>& talks) {
  std::map<std::string, Progress> progress;
  for (const TalkTrace& talk : talks) {
    if (talk.status == TalkStatus::withdrawn) continue;
    const NeedStage stage = stage_of(talk.status);
    for (const ItemId* item : {&talk.item, &talk.answer_with}) {
      if (item->empty()) continue;
      Progress& of_item = progress[item->text()];
      of_item.stage = std::max(of_item.stage, stage);
      ++of_item.interests;
      of_item.talks += stage >= NeedStage::talk ? 1 : 0;
    }
  }
  return progress;
}

}  // namespace

WorkSection section_of(WorkKind kind, const std::optional<Date>& due, Date today) {
  if (is_for_others(kind)) return WorkSection::theirs;
  if (due && *due < today) return WorkSection::overdue;
  return due == today ? WorkSection::today : WorkSection::ours;
}

std::optional<WorkRow> work_of(const TalkView& talk, const std::optional<LastWord>& last_word, Date today) {
  using enum WorkKind;
  const bool asked = talk.side == TalkSide::asked;
  WorkRow row;
  if (talk.status == TalkStatus::waiting) {
    row = row_of(talk, asked ? answer_interest : await_answer, talk.created_at);
    row.due = talk.answer_by;
    row.due_is_provisional = talk.answer_by_is_provisional;
  } else if (talk.status != TalkStatus::open) {
    return std::nullopt;
  } else if (talk.proposed_by) {
    row =
        row_of(talk, talk.proposed_by == talk.side ? await_confirmation : confirm_agreement, talk.updated_at);
    row.mode = talk.proposed_mode;
  } else {
    const LastWord last =
        last_word.value_or(LastWord{TalkSide::asked, talk.answered_at.value_or(talk.updated_at)});
    row = row_of(talk, last.side == talk.side ? await_reply : reply, last.at);
  }
  row.section = section_of(row.kind, row.due, today);
  return row;
}

std::vector<WorkRow> work_of(const OwnItem& item, Date today) {
  using enum ItemStatus;
  std::vector<WorkRow> rows;
  if (item.status == returned) rows.push_back(row_of(item, WorkKind::correct_item, item.updated_at));
  if (item.status == submitted || item.status == quarantined) {
    rows.push_back(row_of(item, WorkKind::await_review, item.submitted_at.value_or(item.updated_at)));
  }
  const std::int64_t today_days = days_since_epoch(today);
  if (item.published_version && item.expires_on &&
      days_since_epoch(*item.expires_on) <= today_days + renewal_days) {
    rows.push_back(row_of(item, WorkKind::renew_item, item.published_at.value_or(item.updated_at)));
    rows.back().due = item.expires_on;
  }
  if (item.status == expired && days_since_epoch(legal_day(item.updated_at)) >= today_days - renewal_days) {
    // It was taken down early on the day after its last one.
    rows.push_back(row_of(item, WorkKind::renew_item, item.updated_at));
    rows.back().due = date_from_days(days_since_epoch(legal_day(item.updated_at)) - 1);
  }
  for (WorkRow& row : rows) row.section = section_of(row.kind, row.due, today);
  return rows;
}

void sort_work(std::vector<WorkRow>& rows) {
  std::sort(rows.begin(), rows.end(),
            [](const WorkRow& left, const WorkRow& right) { return place_of(left) < place_of(right); });
}

WorkCounts count_work(const std::vector<WorkRow>& rows) {
  std::int64_t count[4] = {};
  for (const WorkRow& row : rows) ++count[static_cast<int>(row.section)];
  return {count[0], count[1], count[2], count[3]};
}

void keep_first(std::vector<WorkRow>& rows, std::int64_t limit) {
  std::int64_t kept[4] = {};
  std::erase_if(rows, [&](const WorkRow& row) { return ++kept[static_cast<int>(row.section)] > limit; });
}

bool is_open(const OwnItem& item, Date today) {
  return item.published_version && (!item.expires_on || *item.expires_on >= today);
}

Date month_of(Date day) {
  return {day.year, day.month, 1};
}

std::vector<WorkNeed> staged_needs(const std::vector<OwnItem>& needs, const std::vector<TalkTrace>& talks,
                                   Date today) {
  const auto progress = progress_by_item(talks);
  std::vector<WorkNeed> staged;
  for (const OwnItem& need : needs) {
    if (need.kind != ItemKind::need) continue;
    const auto found = progress.find(need.id.text());
    const bool was_asked_about = found != progress.end();
    if (!need.published_version && need.status != ItemStatus::expired && !was_asked_about) continue;
    const auto published = need.published_at ? need.published_at : need.submitted_at;
    WorkNeed view{need.id, need.title, need.status, is_open(need, today), {}, {}, 0, 0};
    if (published) view.published_on = legal_day(*published);
    if (was_asked_about) {
      view.stage = found->second.stage;
      view.interests = found->second.interests;
      view.talks = found->second.talks;
    }
    staged.push_back(std::move(view));
  }
  std::sort(staged.begin(), staged.end(), [](const WorkNeed& left, const WorkNeed& right) {
    return std::tuple(right.published_on, right.id.text()) < std::tuple(left.published_on, left.id.text());
  });
  return staged;
}

std::vector<FunnelMonth> funnel_of(const std::vector<WorkNeed>& needs) {
  std::vector<FunnelMonth> funnel;
  for (const WorkNeed& need : needs) {  // latest first: the months come in order
    if (!need.published_on) continue;
    const Date month = month_of(*need.published_on);
    if (funnel.empty() || funnel.back().month != month) funnel.push_back({month});
    FunnelMonth& row = funnel.back();
    ++row.published;
    row.interest += need.stage >= NeedStage::interest ? 1 : 0;
    row.talk += need.stage >= NeedStage::talk ? 1 : 0;
    row.agreed += need.stage >= NeedStage::agreed ? 1 : 0;
  }
  return funnel;
}

}  // namespace shuniu::market
