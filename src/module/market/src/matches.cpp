// matches.cpp - the whole item is the query; the best hundred are ranked again by figures and criteria.
#include <algorithm>

#include "enum_name.h"
#include "marked_text.h"
#include "match_rules.h"
#include "reading.h"
#include "shuniu/market/errors.h"

namespace shuniu::market {
namespace {

using database::Transaction;

constexpr std::size_t candidates = 100;
constexpr std::int64_t usual_limit = 10;
constexpr std::size_t most_shared_terms = 10;
constexpr std::int64_t thousandths = 1'000;

/// Which kinds are matched with which (market.h, FindMatches).
bool goes_with(ItemKind kind, ItemKind with) {
  switch (kind) {
    case ItemKind::need:
      return true;
    case ItemKind::offer:
      return with != ItemKind::expert;
    case ItemKind::expert:
      return with == ItemKind::need;
  }
  return false;
}

search::Query query_for(const Subject& subject, ItemKind kind, const Reader& reader) {
  const std::string body = subject.body();
  const std::string codes = subject.codes();
  search::Query query;
  query.terms = search::query_terms(
      {.title = subject.title, .body = body, .keywords = subject.keywords, .codes = codes});
  query.any_of.push_back({"kind", {name_of(kind)}});
  query.limit = candidates;
  keep_to_reader(query, reader);
  return query;
}

/// The words of a term as they stand in the text, "" when they do not.
std::string words_of(const std::string& term, const std::string& text) {
  const auto ranges = text::marks_in(text, {{term, 1}});
  return ranges.empty() ? "" : text.substr(ranges.front().begin, ranges.front().end - ranges.front().begin);
}

struct Reasons {
  text::WantedTerms wanted;
  std::vector<SharedTerm> shared;
};

Reasons reasons_of(const search::Explanation& explanation, const Subject& matched) {
  Reasons reasons;
  const std::string words = matched.title + "\n" + matched.body() + "\n" + matched.keywords;
  for (const search::Contribution& part : explanation.terms) {
    reasons.wanted[part.term] = part.score;
    if (reasons.shared.size() == most_shared_terms) continue;
    std::string shown = words_of(part.term, words);
    if (shown.empty()) continue;  // a code: the criteria say so
    const std::int64_t weight =
        explanation.score == 0 ? 0 : std::int64_t{part.score} * thousandths / explanation.score;
    reasons.shared.push_back({std::move(shown), weight});
  }
  return reasons;
}

/// One ranked candidate, before its reasons are worked out.
struct Candidate {
  SeenItem item;
  Subject subject;
  Match match;
};

Candidate judged(const Subject& subject, SeenItem item, std::int64_t text_score) {
  Candidate candidate{std::move(item), {}, {}};
  candidate.subject = subject_of(candidate.item.content);
  const bool matched_asks = subject.kind != ItemKind::need && candidate.subject.kind == ItemKind::need;
  const Subject& asked = matched_asks ? candidate.subject : subject;
  const Subject& offered = matched_asks ? subject : candidate.subject;
  Match& match = candidate.match;
  if (asked.kind == ItemKind::need && offered.kind == ItemKind::offer)
    match.figures = compare_figures(asked, offered);
  match.criteria = criteria_of(asked, offered);
  match.text_score = text_score;
  match.score = final_score(text_score, match.figures, match.criteria);
  return candidate;
}

void say_why(Match& match, const Candidate& candidate, const Subject& subject,
             const search::Snapshot& snapshot, const search::Query& query) {
  match.item = brief_of(candidate.item);
  const auto explanation = snapshot.explain(query, candidate.item.row.id.text());
  Reasons reasons;
  if (explanation) reasons = reasons_of(*explanation, candidate.subject);
  match.shared_terms = std::move(reasons.shared);
  match.asked_title = marked(subject.title, text::marks_in(subject.title, reasons.wanted));
  match.asked_text = marked(subject.text, text::marks_in(subject.text, reasons.wanted));
  match.matched_title =
      marked(candidate.subject.title, text::marks_in(candidate.subject.title, reasons.wanted));
  match.matched_text = marked(candidate.subject.text, text::marks_in(candidate.subject.text, reasons.wanted));
}

MatchList matches_of(const Context& context, const Reader& reader, const Subject& subject, const ItemId& own,
                     ItemKind kind, std::int64_t limit) {
  const auto snapshot = context.catalogue.snapshot();
  MatchList list;
  search::Query query = query_for(subject, kind, reader);
  if (!snapshot || query.terms.empty()) return list;
  if (!own.empty()) query.excluded_ids.push_back(own.text());
  const search::SearchResult found = snapshot->search(query);
  std::vector<ItemId> ids;
  std::map<std::string, std::int64_t> scores;
  for (const search::Hit& hit : found.hits) {
    ids.emplace_back(hit.id);
    scores[hit.id] = hit.score;
  }
  std::vector<SeenItem> items =
      context.read([&](Transaction& tx) { return seen_published(tx, reader, find_items(tx, ids)); });
  std::vector<Candidate> ranked;
  for (SeenItem& item : items) {
    const std::int64_t score = scores[item.row.id.text()];
    ranked.push_back(judged(subject, std::move(item), score));
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const Candidate& left, const Candidate& right) {
    return left.match.score > right.match.score;
  });
  if (ranked.size() > static_cast<std::size_t>(limit)) ranked.resize(static_cast<std::size_t>(limit));
  for (Candidate& candidate : ranked) {
    Match match = std::move(candidate.match);
    say_why(match, candidate, subject, *snapshot, query);
    list.matches.push_back(std::move(match));
  }
  std::vector<OrganisationName*> names;
  for (Match& match : list.matches) names.push_back(&match.item.organisation);
  name_organisations(context, names);
  return list;
}

template <class Limit>
std::int64_t limit_of(const std::optional<Limit>& limit) {
  return limit ? static_cast<std::int64_t>(*limit) : usual_limit;
}

}  // namespace

Result<MatchList> Market::matches(const Actor& actor, const FindMatches& question) {
  const Reader reader = parts_->reader(actor);
  const auto item = parts_->read([&](Transaction& tx) { return see(tx, reader, question.item); });
  if (!item) return item.error();
  if (!goes_with(item->row.kind, question.kind)) return refuse(errors::wrong_kind, Kind::invalid);
  return matches_of(*parts_, reader, subject_of(item->content), item->row.id, question.kind,
                    limit_of(question.limit));
}

Result<MatchList> Market::preview_matches(const Actor& actor, const PreviewMatches& question) {
  const Reader reader = parts_->reader(actor);
  return matches_of(*parts_, reader, subject_of(question.content), {}, question.kind,
                    limit_of(question.limit));
}

}  // namespace shuniu::market
