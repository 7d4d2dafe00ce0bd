#include "ranker.h"

#include <algorithm>
#include <array>

#include "kernels.h"

namespace shuniu::search {

namespace {

constexpr std::uint32_t group_size = 32;  // as kernels().mark_groups marks them
constexpr std::uint32_t highest_norm = 255;

// Best first: a higher score, or the same and an earlier document.
bool is_better(const ScoredDoc& a, const ScoredDoc& b) {
  return a.score != b.score ? a.score > b.score : a.doc < b.doc;
}

// The best documents so far. Documents are offered in ascending order.
class Best {
 public:
  Best(std::size_t limit, std::uint32_t at_least) : limit_(limit), at_least_(at_least) {}

  // A score below this cannot come in any more.
  [[nodiscard]] std::uint32_t at_least() const { return at_least_; }
  [[nodiscard]] bool is_full() const { return heap_.size() == limit_; }

  void offer(ScoredDoc scored) {
    if (limit_ == 0 || scored.score < at_least_) return;
    if (is_full()) {
      std::pop_heap(heap_.begin(), heap_.end(), is_better);
      heap_.back() = scored;
    } else {
      heap_.push_back(scored);
    }
    std::push_heap(heap_.begin(), heap_.end(), is_better);
    // Of equal scores the earlier document stays, so a later one must be better.
    if (is_full()) at_least_ = std::max(at_least_, heap_.front().score + 1);
  }

  std::vector<ScoredDoc> sorted() && {
    std::sort(heap_.begin(), heap_.end(), is_better);
    return std::move(heap_);
  }

 private:
  std::size_t limit_;
  std::uint32_t at_least_;
  std::vector<ScoredDoc> heap_;  // the worst in front
};

enum class Sum : std::uint8_t { presence, repetition };

struct PackedList {
  PackedCursor cursor;
  TermWeights weights;
  Sum sum;  // that weights.presence goes to
};

struct BitmapPlane {
  const std::uint8_t* bits;
  std::uint16_t weight;
  Sum sum;
};

// What some planes may add to a document together.
struct Rest {
  std::uint32_t presence = 0;
  std::uint32_t repetition = 0;
};

class Ranker {
 public:
  explicit Ranker(const RankRequest& request)
      : request_(request),
        documents_(request.view.segment->documents()),
        norms_(*request.view.norms),
        best_(request.limit, std::max<std::uint32_t>(request.at_least, 1)) {
    for (const WeighedTerm& term : request.terms) open(term);
    std::stable_sort(planes_.begin(), planes_.end(),
                     [](const BitmapPlane& a, const BitmapPlane& b) { return a.weight > b.weight; });
    rest_.resize(planes_.size() + 1);
    for (std::size_t i = planes_.size(); i-- > 0;) {
      rest_[i] = rest_[i + 1];
      (planes_[i].sum == Sum::presence ? rest_[i].presence : rest_[i].repetition) += planes_[i].weight;
    }
  }

  std::vector<ScoredDoc> run() && {
    if (packed_.empty() && planes_.empty()) return {};
    bool skipped = false;
    for (Doc base = 0; base < documents_; base += window_size) {
      if (request_.matched == nullptr && !any_allowed(base)) {
        skipped = true;
        continue;
      }
      if (skipped) {
        for (PackedList& term : packed_) term.cursor.skip_to(base);
        skipped = false;
      }
      rank_window(base);
    }
    return std::move(best_).sorted();
  }

 private:
  void open(const WeighedTerm& term) {
    const auto list = request_.view.segment->find(term_key(term.term));
    if (!list) return;
    if (list->form == ListForm::packed) {
      packed_.push_back({PackedCursor(list->bytes, list->count, documents_), term.weights, Sum::presence});
      return;
    }
    for (std::size_t i = 0; i < list->plane_count; ++i) open(list->planes[i], i + 1, term.weights);
  }

  // The plane of a level: what it adds is the step from the level below.
  void open(const Plane& plane, std::size_t level, const TermWeights& weights) {
    const auto step = static_cast<std::uint16_t>(weights.repetition[level] - weights.repetition[level - 1]);
    const std::uint16_t weight = level == 1 ? weights.presence : step;
    if (weight == 0) return;
    if (plane.form == ListForm::bitmap) {
      planes_.push_back({plane.bytes.data(), weight, level == 1 ? Sum::presence : Sum::repetition});
      return;
    }
    const Sum sum = level == 1 ? Sum::presence : Sum::repetition;
    packed_.push_back({PackedCursor(plane.bytes, plane.count, documents_), {weight, {}}, sum});
  }

  using WindowOfSums = std::array<std::uint16_t, window_size>;
  WindowOfSums& sums(Sum which) { return which == Sum::presence ? presence_ : repetition_; }

  [[nodiscard]] bool any_allowed(Doc base) const {
    if (request_.allowed == nullptr) return true;
    const auto first = request_.allowed->begin() + base / 64;
    const auto last = request_.allowed->begin() + std::min(documents_ + 63, base + window_size) / 64;
    return std::any_of(first, last, [](std::uint64_t word) { return word != 0; });
  }

  [[nodiscard]] bool is_allowed(Doc doc) const {
    return request_.allowed == nullptr || is_set(*request_.allowed, doc);
  }

  void rank_window(Doc base) {
    count_ = std::min(window_size, (documents_ - base + 63) / 64 * 64);
    std::fill_n(presence_.begin(), count_, std::uint16_t{0});
    std::fill_n(repetition_.begin(), count_, std::uint16_t{0});
    for (PackedList& list : packed_) {
      list.cursor.add_window(base, list.weights, {sums(list.sum).data(), repetition_.data()});
    }
    const std::size_t summed = planes_to_sum();
    add_planes(base, 0, summed);
    if (summed < planes_.size()) {
      find_candidates(base, rest_[summed]);
      if (candidates_.size() <= most_candidates) {
        for (const Doc doc : candidates_) finish_candidate(base, doc, summed);
        return;
      }
      add_planes(base, summed, planes_.size());
    }
    if (request_.matched != nullptr) mark_matched(base);
    find_candidates(base, {});
    for (const Doc doc : candidates_) offer(base, doc, presence_[doc], repetition_[doc]);
  }

  // Planes from this one on are looked up for single documents instead.
  [[nodiscard]] std::size_t planes_to_sum() const {
    if (request_.matched != nullptr || !best_.is_full()) return planes_.size();
    // Measured: below about two thirds of what is wanted, few documents stay in question.
    std::size_t summed = 0;
    while ((rest_[summed].presence + rest_[summed].repetition) * highest_norm * 3 > best_.at_least() * 2)
      ++summed;
    return summed;
  }

  void add_planes(Doc base, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      kernels().add_bitmap(planes_[i].bits + base / 8, count_, planes_[i].weight,
                           sums(planes_[i].sum).data());
    }
  }

  [[nodiscard]] std::uint32_t score(Doc doc, std::uint32_t presence, std::uint32_t repetition) const {
    return presence * norms_.presence[doc] + repetition * norms_.repetition[doc];
  }

  // Documents of the window whose score may still be wanted when the planes left add `rest` at most.
  void find_candidates(Doc base, Rest rest) {
    std::array<std::uint8_t, window_size / group_size / 8> marked;
    const WindowSums sums{presence_.data(),
                          repetition_.data(),
                          &norms_.presence[base],
                          &norms_.repetition[base],
                          static_cast<std::uint16_t>(rest.presence),
                          static_cast<std::uint16_t>(rest.repetition)};
    kernels().mark_groups(sums, count_, best_.at_least(), marked.data());
    candidates_.clear();
    for (Doc group = 0; group * group_size < count_; ++group) {
      if ((marked[group / 8] >> (group % 8) & 1U) == 0) continue;
      for (Doc doc = group * group_size; doc < (group + 1) * group_size; ++doc) {
        const std::uint32_t presence = presence_[doc] + rest.presence;
        const std::uint32_t bound = score(base + doc, presence, repetition_[doc] + rest.repetition);
        if (bound >= best_.at_least() && presence > 0) candidates_.push_back(doc);
      }
    }
  }

  void finish_candidate(Doc base, Doc doc, std::size_t at) {
    std::uint32_t presence = presence_[doc];
    std::uint32_t repetition = repetition_[doc];
    for (; at < planes_.size(); ++at) {
      const Rest& rest = rest_[at];
      const std::uint32_t bound = score(base + doc, presence + rest.presence, repetition + rest.repetition);
      if (bound < best_.at_least()) return;
      const BitmapPlane& plane = planes_[at];
      if ((plane.bits[(base + doc) / 8] >> (doc % 8) & 1U) != 0) {
        (plane.sum == Sum::presence ? presence : repetition) += plane.weight;
      }
    }
    offer(base, doc, presence, repetition);
  }

  void offer(Doc base, Doc doc, std::uint32_t presence, std::uint32_t repetition) {
    const std::uint32_t sum = score(base + doc, presence, repetition);
    if (sum >= best_.at_least() && is_allowed(base + doc)) best_.offer({sum, base + doc});
  }

  void mark_matched(Doc base) {
    for (Doc word = 0; word < count_ / 64; ++word) {
      std::uint64_t bits = 0;
      for (Doc bit = 0; bit < 64; ++bit) bits |= std::uint64_t{presence_[word * 64 + bit] != 0} << bit;
      (*request_.matched)[base / 64 + word] = bits;
    }
  }

  static constexpr std::size_t most_candidates = 256;

  const RankRequest& request_;
  Doc documents_;
  const DocumentNorms& norms_;
  Best best_;
  std::vector<PackedList> packed_;
  std::vector<BitmapPlane> planes_;  // heaviest first
  std::vector<Rest> rest_;           // what the planes from here on add together
  std::vector<Doc> candidates_;
  Doc count_ = 0;  // documents of the window, in whole words of 64
  alignas(64) WindowOfSums presence_;
  alignas(64) WindowOfSums repetition_;
};

}  // namespace

std::vector<ScoredDoc> rank(const RankRequest& request) {
  return Ranker(request).run();
}

}  // namespace shuniu::search
