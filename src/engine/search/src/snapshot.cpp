#include "snapshot.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <map>

#include "filter.h"
#include "ranker.h"
#include "segment_writer.h"

namespace shuniu::search {

namespace {

void intersect(Bitmap& bits, const Bitmap& with) {
  for (std::size_t word = 0; word < bits.size(); ++word) bits[word] &= with[word];
}

std::uint64_t count_of(const Bitmap& bits) {
  std::uint64_t count = 0;
  for (const std::uint64_t word : bits) count += static_cast<std::uint64_t>(std::popcount(word));
  return count;
}

// Documents to count for: those that match the terms and pass the filters.
Bitmap to_count(const SegmentView& view, const Query& query, const Bitmap& matched,
                std::string_view ignored) {
  Bitmap bits = matched;
  if (const auto allowed = allowed_documents(view, query, ignored)) intersect(bits, *allowed);
  return bits;
}

void count_facet(const SegmentView& view, const Bitmap& documents, Facet& facet) {
  const std::string prefix = label_prefix(facet.attribute);
  for (Segment::Keys at(*view.segment, prefix); at.valid() && at.key().starts_with(prefix); at.next()) {
    const Doc count = count_in_bitmap(at.list(), view.segment->documents(), documents);
    if (count > 0) facet.counts.push_back({at.key().substr(prefix.size()), count});
  }
}

// Joins the counts of the segments.
void finish_facet(Facet& facet) {
  std::map<std::string, std::uint64_t> sums;
  for (const FacetCount& count : facet.counts) sums[count.value] += count.documents;
  facet.counts.clear();
  for (const auto& [value, documents] : sums) facet.counts.push_back({value, documents});
  std::stable_sort(facet.counts.begin(), facet.counts.end(),
                   [](const FacetCount& a, const FacetCount& b) { return a.documents > b.documents; });
}

std::vector<ScoredDoc> first_documents(const Bitmap& bits, std::size_t limit) {
  std::vector<ScoredDoc> out;
  for (std::size_t word = 0; word < bits.size() && out.size() < limit; ++word) {
    for (std::uint64_t rest = bits[word]; rest != 0 && out.size() < limit; rest &= rest - 1) {
      out.push_back({0, static_cast<Doc>(word * 64 + static_cast<std::size_t>(std::countr_zero(rest)))});
    }
  }
  return out;
}

constexpr std::int64_t absent = std::numeric_limits<std::int64_t>::min();

struct NumberedDoc {
  std::int64_t number = absent;
  Doc doc = 0;
};

/// Of the documents, those with the highest numbers; of equal numbers, the highest ids.
std::vector<NumberedDoc> newest_documents(const Segment& segment, const Bitmap& bits,
                                          const std::string& attribute, std::size_t limit) {
  const NumberColumn* column = segment.number(attribute);
  std::vector<NumberedDoc> all;
  for (const ScoredDoc& one : first_documents(bits, segment.documents())) {
    all.push_back({column == nullptr ? absent : column->value_of(one.doc).value_or(absent), one.doc});
  }
  const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(limit, all.size()));
  std::partial_sort(all.begin(), end, all.end(), [](const NumberedDoc& a, const NumberedDoc& b) {
    return a.number != b.number ? a.number > b.number : a.doc > b.doc;
  });
  all.erase(end, all.end());
  return all;
}

}  // namespace

struct SegmentSnapshot::Candidate {
  std::uint32_t score = 0;
  std::int64_t number = 0;  // of newest_by
  std::string id;           // as stored: the order of documents
};

SegmentSnapshot::SegmentSnapshot(std::vector<SegmentView> views, const SegmentSnapshot* previous)
    : views_(std::move(views)) {
  std::stable_sort(views_.begin(), views_.end(), [](const SegmentView& a, const SegmentView& b) {
    return a.segment->documents() > b.segment->documents();
  });
  for (const SegmentView& view : views_) {
    statistics_.documents += view.live();
    statistics_.total_length += view.live_length();
  }
  norms_ = norms_of(statistics_);
  for (SegmentView& view : views_) {
    view.norms = nullptr;
    if (previous != nullptr && previous->norms_ == norms_) {
      for (const SegmentView& known : previous->views_) {
        if (known.segment == view.segment) view.norms = known.norms;
      }
    }
    if (!view.norms) view.norms = norms_by_document(*view.segment, norms_);
  }
}

std::uint64_t SegmentSnapshot::documents_with(std::string_view term) const {
  std::uint64_t documents = 0;
  for (const SegmentView& view : views_) documents += view.documents_with(term_key(term));
  return documents;
}

std::vector<WeighedTerm> SegmentSnapshot::weighed(const Query& query) const {
  std::vector<CountedTerm> counted;
  for (QueryTerm& term : joined(query.terms)) {
    const std::uint64_t documents = documents_with(term.term);
    counted.push_back({std::move(term), documents});
  }
  return weigh(counted, statistics_.documents);
}

void SegmentSnapshot::keep_best(const Query& query, std::size_t wanted, std::vector<Candidate>& best) {
  const bool newest_first = query.terms.empty() && !query.newest_by.empty();
  std::sort(best.begin(), best.end(), [newest_first](const Candidate& a, const Candidate& b) {
    if (a.score != b.score) return a.score > b.score;
    if (a.number != b.number) return a.number > b.number;
    return newest_first ? a.id > b.id : a.id < b.id;
  });
  if (best.size() > wanted) best.resize(wanted);
}

void SegmentSnapshot::search_segment(const SegmentView& view, const Query& query,
                                     const std::vector<WeighedTerm>& terms, std::vector<Candidate>& best,
                                     SearchResult& result) const {
  const std::size_t wanted = query.offset + query.limit;
  const auto allowed = allowed_documents(view, query);
  const bool counts = query.counting == Counting::exact || !query.facets.empty();
  Bitmap matched;
  const auto add = [&](const ScoredDoc& one, std::int64_t number) {
    best.push_back({one.score, number, view.segment->stored_id_of(one.doc)});
  };
  if (query.terms.empty()) {
    matched = every_document(view.segment->documents());
    const Bitmap& found = allowed ? *allowed : matched;
    if (query.newest_by.empty()) {
      for (const ScoredDoc& one : first_documents(found, wanted)) add(one, 0);
    } else {
      for (const NumberedDoc& one : newest_documents(*view.segment, found, query.newest_by, wanted))
        add({0, one.doc}, one.number);
    }
  } else {
    if (counts) matched.resize((std::size_t{view.segment->documents()} + 63) / 64);
    const std::uint32_t at_least = best.size() == wanted && wanted > 0 ? best.back().score : 1;
    const RankRequest request{view,   terms,    allowed ? &*allowed : nullptr,
                              wanted, at_least, counts ? &matched : nullptr};
    for (const ScoredDoc& one : rank(request)) add(one, 0);
  }
  keep_best(query, wanted, best);
  if (!counts) return;
  *result.total += count_of(to_count(view, query, matched, {}));
  for (Facet& facet : result.facets)
    count_facet(view, to_count(view, query, matched, facet.attribute), facet);
}

SearchResult SegmentSnapshot::search(const Query& query) const {
  SearchResult result;
  const bool counts = query.counting == Counting::exact || !query.facets.empty();
  if (counts) result.total = 0;
  for (const std::string& attribute : query.facets) result.facets.push_back({attribute, {}});
  const std::vector<WeighedTerm> terms = weighed(query);
  std::vector<Candidate> best;
  for (const SegmentView& view : views_) search_segment(view, query, terms, best, result);
  for (std::size_t i = query.offset; i < best.size(); ++i)
    result.hits.push_back({shown_id(best[i].id), best[i].score});
  for (Facet& facet : result.facets) finish_facet(facet);
  return result;
}

std::optional<Explanation> SegmentSnapshot::explain(const Query& query, std::string_view id) const {
  for (const SegmentView& view : views_) {
    const auto doc = view.segment->doc_of(id);
    if (!doc || !view.is_live(*doc)) continue;
    const NormPair norms = (*view.norms)[*doc];
    Explanation out;
    for (const WeighedTerm& term : weighed(query)) {
      const auto list = view.segment->find(term_key(term.term));
      const Level level = list ? level_in(*list, *doc, view.segment->documents()) : Level{0};
      if (level == 0) continue;
      const Sums sums = sums_of(term.weights.presence, term.weights.repetition[level]);
      const std::uint32_t score = score_of(sums, norms);
      out.terms.push_back({term.term, score});
      out.score += score;
    }
    if (out.terms.empty()) return std::nullopt;
    std::stable_sort(out.terms.begin(), out.terms.end(),
                     [](const Contribution& a, const Contribution& b) { return a.score > b.score; });
    return out;
  }
  return std::nullopt;
}

std::shared_ptr<const Snapshot> snapshot_of(std::span<const Document> documents) {
  Pending pending;
  for (const Document& document : documents) pending.put(document);
  std::vector<SegmentView> views;
  if (!pending.empty()) views.push_back(view_of(Segment::open(in_memory(pending.image())).value()));
  return std::make_shared<const SegmentSnapshot>(std::move(views), nullptr);
}

bool SegmentSnapshot::contains(std::string_view id) const {
  return std::any_of(views_.begin(), views_.end(), [&](const SegmentView& view) {
    const auto doc = view.segment->doc_of(id);
    return doc && view.is_live(*doc);
  });
}

}  // namespace shuniu::search
