#include "ranker.h"

#include <algorithm>
#include <array>
#include <bit>

#include "kernels.h"

namespace shuniu::search {

namespace {

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

struct PackedList {
  PackedCursor cursor;
  LevelSums weights;
};

struct BitmapPlane {
  const std::uint8_t* bits;
  Sums weight;  // one half is zero
};

std::uint32_t both_halves(Sums sums) {
  return (sums & 0xFFFF) + (sums >> 16);
}

LevelSums level_sums(const TermWeights& weights) {
  LevelSums out{};
  for (std::size_t level = 1; level < out.size(); ++level) {
    out[level] = sums_of(weights.presence, weights.repetition[level]);
  }
  return out;
}

class Ranker {
 public:
  explicit Ranker(const RankRequest& request)
      : request_(request),
        documents_(request.view.segment->documents()),
        norms_(request.view.norms->data()),
        best_(request.limit, std::max<std::uint32_t>(request.at_least, 1)) {
    for (const WeighedTerm& term : request.terms) open(term);
    std::stable_sort(planes_.begin(), planes_.end(), [](const BitmapPlane& a, const BitmapPlane& b) {
      return both_halves(a.weight) > both_halves(b.weight);
    });
    rest_.resize(planes_.size() + 1);
    for (std::size_t i = planes_.size(); i-- > 0;) rest_[i] = rest_[i + 1] + planes_[i].weight;
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
        for (PackedList& list : packed_) list.cursor.skip_to(base);
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
      packed_.push_back({PackedCursor(list->bytes, list->count, documents_), level_sums(term.weights)});
      return;
    }
    const LevelSums sums = level_sums(term.weights);
    for (std::size_t i = 0; i < list->plane_count; ++i) open(list->planes[i], sums[i + 1] - sums[i]);
  }

  // What a plane adds is the step from the level below.
  void open(const Plane& plane, Sums step) {
    if (step == 0) return;
    if (plane.form == ListForm::bitmap) {
      planes_.push_back({plane.bytes.data(), step});
      return;
    }
    packed_.push_back({PackedCursor(plane.bytes, plane.count, documents_), {}});
    packed_.back().weights.fill(step);
  }

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
    std::fill_n(sums_.begin(), count_, Sums{0});
    for (PackedList& list : packed_) list.cursor.add_window(base, list.weights, sums_.data());
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
    find_candidates(base, 0);
    for (const Doc doc : candidates_) offer(base, doc, sums_[doc]);
  }

  // Planes from this one on are looked up for single documents instead.
  [[nodiscard]] std::size_t planes_to_sum() const {
    if (request_.matched != nullptr || !best_.is_full()) return planes_.size();
    // Measured: below about two thirds of what is wanted, few documents stay in question.
    std::size_t summed = 0;
    while (both_halves(rest_[summed]) * highest_norm * 3 > best_.at_least() * 2) ++summed;
    return summed;
  }

  void add_planes(Doc base, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      kernels().add_bitmap(planes_[i].bits + base / 8, count_, planes_[i].weight, sums_.data());
    }
  }

  // Documents of the window whose score may still be wanted when the planes left add `rest` at most.
  void find_candidates(Doc base, Sums rest) {
    std::array<std::uint32_t, window_size / 32> found;
    kernels().find_scores(sums_.data(), norms_ + base, count_, rest, best_.at_least(), found.data());
    candidates_.clear();
    for (Doc word = 0; word < count_ / 32; ++word) {
      for (std::uint32_t left = found[word]; left != 0; left &= left - 1) {
        candidates_.push_back(word * 32 + static_cast<Doc>(std::countr_zero(left)));
      }
    }
  }

  void finish_candidate(Doc base, Doc doc, std::size_t at) {
    Sums sums = sums_[doc];
    for (; at < planes_.size(); ++at) {
      if (score_of(sums + rest_[at], norms_[base + doc]) < best_.at_least()) return;
      if ((planes_[at].bits[(base + doc) / 8] >> (doc % 8) & 1U) != 0) sums += planes_[at].weight;
    }
    offer(base, doc, sums);
  }

  void offer(Doc base, Doc doc, Sums sums) {
    const std::uint32_t score = score_of(sums, norms_[base + doc]);
    if (score >= best_.at_least() && is_allowed(base + doc)) best_.offer({score, base + doc});
  }

  void mark_matched(Doc base) {
    for (Doc word = 0; word < count_ / 64; ++word) {
      std::uint64_t bits = 0;
      for (Doc bit = 0; bit < 64; ++bit) bits |= std::uint64_t{sums_[word * 64 + bit] != 0} << bit;
      (*request_.matched)[base / 64 + word] = bits;
    }
  }

  static constexpr std::size_t most_candidates = 256;

  const RankRequest& request_;
  Doc documents_;
  const NormPair* norms_;
  Best best_;
  std::vector<PackedList> packed_;
  std::vector<BitmapPlane> planes_;  // heaviest first
  std::vector<Sums> rest_;           // what the planes from here on add together
  std::vector<Doc> candidates_;
  Doc count_ = 0;  // documents of the window, in whole words of 64
  alignas(64) std::array<Sums, window_size> sums_;
};

}  // namespace

std::vector<ScoredDoc> rank(const RankRequest& request) {
  return Ranker(request).run();
}

}  // namespace shuniu::search
