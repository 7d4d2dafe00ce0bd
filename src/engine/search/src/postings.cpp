#include "postings.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace shuniu::search {

namespace {

void encode_block(std::span<const Posting> postings, Doc first, Bytes& out) {
  Block gaps;
  Block levels;
  std::uint32_t all_gaps = 0;
  std::uint32_t all_levels = 0;
  for (std::size_t i = 0; i < postings.size(); ++i) {
    gaps[i] = postings[i].doc - first;
    levels[i] = postings[i].level - 1U;
    all_gaps |= gaps[i];
    all_levels |= levels[i];
    first = postings[i].doc + 1;
  }
  const unsigned gap_width = bit_width_of(all_gaps);
  const unsigned level_width = bit_width_of(all_levels);
  out.push_back(static_cast<std::uint8_t>(gap_width));
  out.push_back(static_cast<std::uint8_t>(level_width));
  if (postings.size() == block_size) append_fixed(first - 1, 4, out);
  pack(std::span(gaps).first(postings.size()), gap_width, out);
  pack(std::span(levels).first(postings.size()), level_width, out);
}

void encode_packed(std::span<const Posting> postings, Bytes& out) {
  Doc first = 0;
  for (std::size_t at = 0; at < postings.size(); at += block_size) {
    const auto block = postings.subspan(at, std::min(block_size, postings.size() - at));
    encode_block(block, first, out);
    first = block.back().doc + 1;
  }
}

void encode_bitmap(std::span<const Posting> postings, Doc documents, Bytes& out) {
  const std::size_t start = out.size();
  out.resize(start + bitmap_bytes(documents));
  for (const Posting& posting : postings) {
    out[start + posting.doc / 8] |= static_cast<std::uint8_t>(1U << (posting.doc % 8));
  }
}

void encode_planes(std::span<const Posting> postings, Doc documents, Bytes& out) {
  Level highest = 1;
  for (const Posting& posting : postings) highest = std::max(highest, posting.level);
  Bytes head{static_cast<std::uint8_t>(ListForm::planes), highest};
  Bytes data;
  std::vector<Posting> plane;
  for (Level level = 1; level <= highest; ++level) {
    plane.clear();
    for (const Posting& posting : postings) {
      if (posting.level >= level) plane.push_back({posting.doc, 1});
    }
    Bytes packed;
    encode_packed(plane, packed);
    const bool thin = level > 1 && packed.size() < bitmap_bytes(documents);
    const std::size_t start = data.size();
    if (thin) {
      data.insert(data.end(), packed.begin(), packed.end());
    } else {
      encode_bitmap(plane, documents, data);
    }
    head.push_back(static_cast<std::uint8_t>(thin ? ListForm::packed : ListForm::bitmap));
    append_fixed(plane.size(), 4, head);
    append_fixed(data.size() - start, 4, head);
  }
  out.insert(out.end(), head.begin(), head.end());
  out.insert(out.end(), data.begin(), data.end());
}

using Lanes = std::uint32_t __attribute__((vector_size(16)));

// docs[i] = first + i + the gaps up to i, for a whole block.
void sum_gaps(Doc first, Block& docs) {
  const Lanes none{};
  Lanes before = none + (first - 1);
  for (std::size_t row = 0; row < block_size; row += 4) {
    Lanes sums;
    std::memcpy(&sums, &docs[row], sizeof sums);
    sums += 1;
    sums += __builtin_shufflevector(none, sums, 0, 4, 5, 6);
    sums += __builtin_shufflevector(none, sums, 0, 1, 4, 5);
    sums += before;
    std::memcpy(&docs[row], &sums, sizeof sums);
    before = __builtin_shufflevector(sums, sums, 3, 3, 3, 3);
  }
}

}  // namespace

std::size_t bitmap_bytes(Doc documents) {
  return (std::size_t{documents} + 63) / 64 * 8;
}

void encode_list(std::span<const Posting> postings, Doc documents, Bytes& out) {
  Bytes packed{static_cast<std::uint8_t>(ListForm::packed)};
  encode_packed(postings, packed);
  Bytes planes;
  constexpr std::size_t fewest_for_planes = 64;
  if (postings.size() >= fewest_for_planes && packed.size() > bitmap_bytes(documents) / 2) {
    encode_planes(postings, documents, planes);
  }
  const bool use_planes = !planes.empty() && planes.size() <= packed.size() * 2;
  const auto& chosen = use_planes ? planes : packed;
  out.insert(out.end(), chosen.begin(), chosen.end());
}

PackedCursor::PackedCursor(BytesView bytes, Doc count, Doc documents)
    : next_(bytes.data()), end_(bytes.data() + bytes.size()), left_(count), documents_(documents) {}

// Turns the gaps of a block into its documents.
bool PackedCursor::place_documents(std::size_t count, unsigned gap_width) {
  // Below this width the sum of a block cannot wrap around, and four gaps are summed at a time.
  constexpr unsigned widest_in_lanes = 23;
  std::uint64_t next = first_;
  if (count == block_size && gap_width <= widest_in_lanes && documents_ < (1U << 31)) {
    sum_gaps(static_cast<Doc>(first_), docs_);
    next = std::uint64_t{docs_[count - 1]} + 1;
  } else {
    for (std::size_t i = 0; i < count; ++i) {
      next += docs_[i];
      docs_[i] = static_cast<Doc>(next);
      ++next;
    }
  }
  if (next > documents_) return false;
  first_ = next;
  return true;
}

bool PackedCursor::load_block() {
  held_ = at_ = 0;
  const std::size_t count = std::min<std::size_t>(left_, block_size);
  const std::size_t head = count == block_size ? 6 : 2;
  if (count == 0 || static_cast<std::size_t>(end_ - next_) < head) return false;
  const unsigned gap_width = next_[0];
  const unsigned level_width = next_[1];
  if (gap_width > 32 || level_width > 3) return false;
  const std::size_t gap_bytes = packed_bytes(count, gap_width);
  const std::size_t level_bytes = packed_bytes(count, level_width);
  if (static_cast<std::size_t>(end_ - next_) < head + gap_bytes + level_bytes) return false;
  unpack(next_ + head, count, gap_width, docs_);
  plain_ = level_width == 0;
  if (!plain_) unpack(next_ + head + gap_bytes, count, level_width, levels_);
  if (!place_documents(count, gap_width)) return false;
  next_ += head + gap_bytes + level_bytes;
  left_ -= static_cast<Doc>(count);
  held_ = count;
  return true;
}

void PackedCursor::add_window(Doc base, const LevelSums& weights, Sums* sums) {
  const Doc end = base + window_size;
  const Sums plain_weight = weights[1];
  while (at_ < held_ || load_block()) {
    if (docs_[at_] >= end) return;
    std::size_t stop = held_;
    if (docs_[held_ - 1] >= end) {
      const auto from = docs_.begin() + static_cast<std::ptrdiff_t>(at_);
      const auto to = docs_.begin() + static_cast<std::ptrdiff_t>(held_);
      stop = static_cast<std::size_t>(std::lower_bound(from, to, end) - docs_.begin());
    }
    if (plain_) {
      for (std::size_t i = at_; i < stop; ++i) sums[docs_[i] - base] += plain_weight;
    } else {
      for (std::size_t i = at_; i < stop; ++i) sums[docs_[i] - base] += weights[levels_[i] + 1];
    }
    at_ = stop;
    if (stop < held_) return;
  }
}

bool PackedCursor::next(Posting& posting) {
  if (at_ == held_ && !load_block()) return false;
  posting.doc = docs_[at_];
  posting.level = static_cast<Level>(plain_ ? 1 : levels_[at_] + 1);
  ++at_;
  return true;
}

void PackedCursor::skip_blocks_before(Doc doc) {
  while (left_ >= block_size && static_cast<std::size_t>(end_ - next_) >= 6) {
    const Doc last = read_u32(next_ + 2);
    const std::size_t bytes = 6 + packed_bytes(block_size, next_[0]) + packed_bytes(block_size, next_[1]);
    const bool sound = last >= first_ && bytes <= static_cast<std::size_t>(end_ - next_);
    if (last >= doc || !sound) return;
    next_ += bytes;
    left_ -= static_cast<Doc>(block_size);
    first_ = std::uint64_t{last} + 1;
  }
}

void PackedCursor::skip_to(Doc doc) {
  while (at_ == held_ || docs_[held_ - 1] < doc) {
    skip_blocks_before(doc);
    if (!load_block()) return;
  }
  const auto from = docs_.begin() + static_cast<std::ptrdiff_t>(at_);
  const auto to = docs_.begin() + static_cast<std::ptrdiff_t>(held_);
  at_ = static_cast<std::size_t>(std::lower_bound(from, to, doc) - docs_.begin());
}

Level PackedCursor::level_at(Doc doc) {
  skip_to(doc);
  if (at_ == held_ || docs_[at_] != doc) return 0;
  return static_cast<Level>(plain_ ? 1 : levels_[at_] + 1);
}

List open_list(BytesView bytes, Doc count, Doc documents) {
  List list;
  list.count = count;
  if (bytes.empty()) return list;
  list.form = bytes[0] == static_cast<std::uint8_t>(ListForm::planes) ? ListForm::planes : ListForm::packed;
  list.bytes = bytes.subspan(1);
  if (list.form != ListForm::planes) return list;
  constexpr std::size_t plane_head = 9;
  const std::size_t planes = std::min<std::size_t>(bytes.size() > 1 ? bytes[1] : 0, top_level);
  std::size_t at = 2 + planes * plane_head;
  for (std::size_t plane = 0; plane < planes && at <= bytes.size(); ++plane) {
    const std::uint8_t* head = bytes.data() + 2 + plane * plane_head;
    const bool packed = head[0] == static_cast<std::uint8_t>(ListForm::packed);
    const std::size_t length = read_u32(head + 5);
    const bool sound = packed || length == bitmap_bytes(documents);
    if (length > bytes.size() - at || !sound) break;
    list.planes[plane] = {packed ? ListForm::packed : ListForm::bitmap, read_u32(head + 1),
                          bytes.subspan(at, length)};
    list.plane_count = plane + 1;
    at += length;
  }
  return list;
}

namespace {

template <class Visit>
void for_each_doc(BytesView bitmap, Doc documents, Visit visit) {
  for (std::size_t byte = 0; byte < bitmap.size(); ++byte) {
    for (unsigned rest = bitmap[byte]; rest != 0; rest &= rest - 1) {
      const auto doc = static_cast<Doc>(byte * 8 + static_cast<std::size_t>(std::countr_zero(rest)));
      if (doc < documents) visit(doc);
    }
  }
}

template <class Visit>
void for_each_doc(const Plane& plane, Doc documents, Visit visit) {
  if (plane.form == ListForm::bitmap) {
    for_each_doc(plane.bytes, documents, visit);
    return;
  }
  PackedCursor cursor(plane.bytes, plane.count, documents);
  for (Posting posting; cursor.next(posting);) visit(posting.doc);
}

// The list as the plane of its lowest level.
Plane whole(const List& list) {
  if (list.form == ListForm::packed) return {ListForm::packed, list.count, list.bytes};
  return list.plane_count > 0 ? list.planes[0] : Plane{ListForm::packed, 0, {}};
}

}  // namespace

Level level_in(const List& list, Doc doc, Doc documents) {
  if (list.form == ListForm::packed) return PackedCursor(list.bytes, list.count, documents).level_at(doc);
  Level level = 0;
  for (std::size_t i = 0; i < list.plane_count; ++i) {
    const Plane& plane = list.planes[i];
    const bool present = plane.form == ListForm::bitmap
                             ? (plane.bytes[doc / 8] >> (doc % 8) & 1U) != 0
                             : PackedCursor(plane.bytes, plane.count, documents).level_at(doc) != 0;
    if (!present) break;
    ++level;
  }
  return level;
}

void add_to_bitmap(const List& list, Doc documents, std::span<std::uint64_t> bits) {
  const Plane plane = whole(list);
  if (plane.form == ListForm::bitmap) {
    for (std::size_t word = 0; word < bits.size(); ++word)
      bits[word] |= read_fixed(&plane.bytes[word * 8], 8);
    return;
  }
  for_each_doc(plane, documents, [&](Doc doc) { bits[doc / 64] |= std::uint64_t{1} << (doc % 64); });
}

Doc count_in_bitmap(const List& list, Doc documents, std::span<const std::uint64_t> bits) {
  const Plane plane = whole(list);
  int count = 0;
  if (plane.form == ListForm::bitmap) {
    for (std::size_t word = 0; word < bits.size(); ++word) {
      count += std::popcount(bits[word] & read_fixed(&plane.bytes[word * 8], 8));
    }
  } else {
    for_each_doc(plane, documents,
                 [&](Doc doc) { count += static_cast<int>(bits[doc / 64] >> (doc % 64) & 1U); });
  }
  return static_cast<Doc>(count);
}

std::vector<Posting> decode_list(const List& list, Doc documents) {
  std::vector<Posting> postings;
  if (list.form == ListForm::packed) {
    postings.reserve(std::min(list.count, documents));
    PackedCursor cursor(list.bytes, list.count, documents);
    for (Posting posting; cursor.next(posting);) postings.push_back(posting);
    return postings;
  }
  std::vector<Level> levels(documents, 0);
  for (std::size_t plane = 0; plane < list.plane_count; ++plane) {
    for_each_doc(list.planes[plane], documents, [&](Doc doc) { ++levels[doc]; });
  }
  for (Doc doc = 0; doc < documents; ++doc) {
    if (levels[doc] != 0) postings.push_back({doc, levels[doc]});
  }
  return postings;
}

}  // namespace shuniu::search
