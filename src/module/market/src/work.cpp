// work.cpp - what is to be done, what newly fits, and the figures: read, then decided by work_rules.
#include "shuniu/market/work.h"

#include <algorithm>

#include "context.h"
#include "list_question.h"
#include "shuniu/market/errors.h"
#include "talk_store.h"
#include "views.h"
#include "work_store.h"

namespace shuniu::market {
namespace {

using database::Transaction;

constexpr std::int64_t usual_rows = 100;
constexpr std::int64_t usual_needs = 50;
constexpr std::int64_t usual_talks = 20;
constexpr std::int64_t year_us = 365LL * microseconds_per_day;
constexpr std::int64_t fresh_days = 7;
constexpr std::size_t matched_of_a_kind = 10;
constexpr std::int64_t best_matches = 5;
constexpr std::size_t shown_terms = 3;

/// All talks of one status, as their own pages read them.
Result<std::vector<TalkView>> all_talks(Talks& talks, const Actor& actor, TalkStatus status) {
  std::vector<TalkView> all;
  ListTalks question;
  question.status = status;
  question.limit = Whole<1, 200>(200);
  do {
    auto page = talks.list(actor, question);
    if (!page) return page.error();
    std::move(page->talks.begin(), page->talks.end(), std::back_inserter(all));
    question.after = page->next_after;
  } while (question.after);
  return all;
}

/// Published since, by somebody else.
bool is_fresh(const ItemBrief& item, Date since, const std::vector<OwnItem>& own) {
  if (!item.published_at || legal_day(*item.published_at) < since) return false;
  return std::none_of(own.begin(), own.end(), [&](const OwnItem& each) { return each.id == item.id; });
}

NewMatch fresh_match(const OwnItem& own, Match match) {
  NewMatch fresh;
  fresh.own = own.id;
  fresh.own_kind = own.kind;
  fresh.own_title = own.title;
  fresh.item = std::move(match.item);
  fresh.score = match.score;
  if (match.shared_terms.size() > shown_terms) match.shared_terms.resize(shown_terms);
  fresh.shared_terms = std::move(match.shared_terms);
  fresh.figures_asked = static_cast<std::int64_t>(match.figures.size());
  fresh.figures_met = std::count_if(match.figures.begin(), match.figures.end(),
                                    [](const FigureMatch& each) { return each.verdict == Verdict::met; });
  return fresh;
}

/// Once for each item, where it fits best.
void keep_best(std::vector<NewMatch>& matches, NewMatch match) {
  const auto same = std::find_if(matches.begin(), matches.end(),
                                 [&](const NewMatch& each) { return each.item.id == match.item.id; });
  if (same == matches.end()) {
    matches.push_back(std::move(match));
  } else if (same->score < match.score) {
    *same = std::move(match);
  }
}

/// Those of a kind that others see, latest first.
std::vector<OwnItem> open_items(const std::vector<OwnItem>& items, ItemKind kind, Date today) {
  std::vector<OwnItem> open;
  for (const OwnItem& item : items) {
    if (item.kind == kind && is_open(item, today)) open.push_back(item);
  }
  std::sort(open.begin(), open.end(), [](const OwnItem& left, const OwnItem& right) {
    return std::pair(right.published_at, right.id.text()) < std::pair(left.published_at, left.id.text());
  });
  return open;
}

bool is_wanted(const WorkNeed& need, const ListWorkNeeds& question) {
  if (question.stage && need.stage < *question.stage) return false;
  if (question.open && need.open != *question.open) return false;
  return !question.month || (need.published_on && month_of(*need.published_on) == month_of(*question.month));
}

}  // namespace

struct Work::Parts : Context {
  Parts(const Context& context, Market& some_market, Talks& some_talks)
      : Context(context), market(some_market), talks(some_talks) {}

  Date today() const { return legal_day(clock.now()); }
  Instant year_ago() const { return clock.now() + -year_us; }

  /// Whether something of the kind was published lately that this reader sees.
  bool has_fresh(const Actor& actor, ItemKind kind, Date since) const {
    SearchItems question;
    question.kinds = Items<ItemKind, 3>(std::vector<ItemKind>{kind});
    question.published_since = since;
    question.limit = Whole<1, 100>(1);
    const auto page = market.search(actor, question);
    return page && page->total > 0;
  }

  /// What newly fits the latest of one's own items of a kind.
  Result<Done> add_fresh(const Actor& actor, const std::vector<OwnItem>& items, ItemKind kind,
                         NewMatchList& list) const {
    const auto own = open_items(items, kind, today());
    const ItemKind wanted = kind == ItemKind::need ? ItemKind::offer : ItemKind::need;
    list.own += static_cast<std::int64_t>(own.size());
    const std::size_t considered = std::min(own.size(), matched_of_a_kind);
    list.considered += static_cast<std::int64_t>(considered);
    if (considered == 0 || !has_fresh(actor, wanted, list.since)) return Done{};
    for (std::size_t i = 0; i < considered; ++i) {
      auto found = market.matches(actor, {own[i].id, wanted, Whole<1, 50>(best_matches)});
      if (!found && found.error().kind == Kind::not_found) continue;  // taken down a moment ago
      if (!found) return found.error();
      for (Match& match : found->matches) {
        if (is_fresh(match.item, list.since, items)) {
          keep_best(list.matches, fresh_match(own[i], std::move(match)));
        }
      }
    }
    return Done{};
  }

  Market& market;
  Talks& talks;
};

Work::Work(Market& market, Talks& talks) : parts_(std::make_unique<Parts>(*market.parts_, market, talks)) {}

Work::~Work() = default;

Result<WorkView> Work::work(const Actor& actor, const AskWork& question) {
  if (!actor.acts_for(actor.organisation)) return refuse(errors::not_a_member, Kind::forbidden);
  const Parts& parts = *parts_;
  WorkView view;
  view.today = parts.today();
  auto running = all_talks(parts.talks, actor, TalkStatus::waiting);
  if (!running) return running.error();
  auto open = all_talks(parts.talks, actor, TalkStatus::open);
  if (!open) return open.error();
  std::move(open->begin(), open->end(), std::back_inserter(*running));
  parts.read([&](Transaction& tx) {
    for (const TalkView& talk : *running) {
      const bool is_open = talk.status == TalkStatus::open;
      const auto last = is_open ? last_word_in(tx, actor.organisation, talk) : std::nullopt;
      if (auto row = work_of(talk, last, view.today)) view.rows.push_back(std::move(*row));
    }
    const auto items = own_items(tx, actor.organisation);
    for (const OwnItem& item : items) {
      auto rows = work_of(item, view.today);
      std::move(rows.begin(), rows.end(), std::back_inserter(view.rows));
    }
    const auto needs = staged_needs(items, talk_traces(tx, actor.organisation), view.today);
    view.funnel = funnel_of(needs);
    view.figures.needs_open =
        std::count_if(needs.begin(), needs.end(), [](const WorkNeed& need) { return need.open; });
    view.figures.answers = count_answers(tx, actor.organisation, parts.year_ago(), FiguresFor::itself);
    view.figures.agreements = count_behind(tx, actor.organisation, TalkFigure::agreements, parts.year_ago());
    return Done{};
  });
  sort_work(view.rows);
  view.counts = count_work(view.rows);
  keep_first(view.rows, limit_of(question.limit, usual_rows));
  return view;
}

Result<NewMatchList> Work::matches(const Actor& actor, const Nothing&) {
  if (!actor.acts_for(actor.organisation)) return refuse(errors::not_a_member, Kind::forbidden);
  const Parts& parts = *parts_;
  const auto items = parts.read([&](Transaction& tx) { return own_items(tx, actor.organisation); });
  NewMatchList list;
  list.since = date_from_days(days_since_epoch(parts.today()) - fresh_days);
  for (const ItemKind kind : {ItemKind::need, ItemKind::offer}) {
    const auto added = parts.add_fresh(actor, items, kind, list);
    if (!added) return added.error();
  }
  std::stable_sort(list.matches.begin(), list.matches.end(), [](const NewMatch& left, const NewMatch& right) {
    return right.item.published_at < left.item.published_at;
  });
  return list;
}

Result<WorkNeedList> Work::needs(const Actor& actor, const ListWorkNeeds& question) {
  if (!actor.acts_for(actor.organisation)) return refuse(errors::not_a_member, Kind::forbidden);
  const Parts& parts = *parts_;
  auto needs = parts.read([&](Transaction& tx) {
    return staged_needs(own_items(tx, actor.organisation), talk_traces(tx, actor.organisation),
                        parts.today());
  });
  std::erase_if(needs, [&](const WorkNeed& need) { return !is_wanted(need, question); });
  WorkNeedList list;
  list.total = static_cast<std::int64_t>(needs.size());
  auto begin = needs.begin();
  if (question.after) {
    begin =
        std::find_if(begin, needs.end(), [&](const WorkNeed& need) { return need.id == *question.after; });
    if (begin != needs.end()) ++begin;
  }
  const auto left = needs.end() - begin;
  const auto shown = std::min<std::ptrdiff_t>(left, limit_of(question.limit, usual_needs));
  std::move(begin, begin + shown, std::back_inserter(list.needs));
  if (shown < left) list.next_after = list.needs.back().id;
  return list;
}

Result<TalkList> Work::talks(const Actor& actor, const ListWorkTalks& question) {
  if (!actor.acts_for(actor.organisation)) return refuse(errors::not_a_member, Kind::forbidden);
  const Parts& parts = *parts_;
  const std::int64_t limit = limit_of(question.limit, usual_talks);
  const Instant since = parts.year_ago();
  TalkList list;
  auto ids = parts.read([&](Transaction& tx) {
    list.total = count_behind(tx, actor.organisation, question.figure, since);
    return talks_behind(tx, actor.organisation, question, since, limit + 1);
  });
  if (static_cast<std::int64_t>(ids.size()) > limit) {
    ids.pop_back();
    list.next_after = ids.back();
  }
  for (const TalkId& id : ids) {
    auto talk = parts.talks.talk(actor, {id});
    if (!talk) return talk.error();
    list.talks.push_back(std::move(*talk));
  }
  return list;
}

}  // namespace shuniu::market
