// postings.h - which documents of a segment hold a term, and at which level of frequency.
//
// A list is stored in one of two forms:
//   packed  blocks of 128 ascending documents as bit-packed gaps, with their levels where any is above 1;
//   planes  for frequent terms: plane l holds the documents whose level is at least l, as a bitmap or, where
//           it is thin, as a packed list. What plane l adds to a document is then one constant, and 32
//           documents are summed by a handful of vector instructions. A bitmap may take twice the bytes.
//
// Layout. List: form (1 byte), then blocks or planes.
//   Block: width of gaps (1), width of levels (1), last document (4; full blocks only), gaps, levels.
//   Planes: number (1), then for each: form (1), documents (4), bytes (4); then their bytes in order.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "bit_packing.h"
#include "bytes.h"
#include "sums.h"

namespace shuniu::search {

using Doc = std::uint32_t;
inline constexpr Doc window_size = 8192;

struct Posting {
  Doc doc = 0;
  Level level = 1;
};

enum class ListForm : std::uint8_t { packed = 0, planes = 1, bitmap = 2 };

// Appends the list to `out`. `postings` ascend by document; `documents` is the size of the segment.
void encode_list(std::span<const Posting> postings, Doc documents, Bytes& out);

// Bytes of a bitmap, padded to whole words of 64 documents.
std::size_t bitmap_bytes(Doc documents);

// Walks a packed list (without its form byte) block by block. Documents always ascend and stay below
// `documents`, whatever the bytes are: a list that would break this ends there.
class PackedCursor {
 public:
  PackedCursor() = default;
  PackedCursor(BytesView bytes, Doc count, Doc documents);

  // Adds the weights of the documents in [base, base + window_size) to their sums; windows must ascend.
  void add_window(Doc base, const LevelSums& weights, Sums* sums);

  // Next posting, or false at the end.
  bool next(Posting& posting);

  // Level in `doc`, 0 where it is absent; calls must ascend, and skip blocks without decoding them.
  Level level_at(Doc doc);

  // Passes everything before `doc`.
  void skip_to(Doc doc);

 private:
  bool load_block();
  bool place_documents(std::size_t count, unsigned gap_width);
  void skip_blocks_before(Doc doc);

  const std::uint8_t* next_ = nullptr;
  const std::uint8_t* end_ = nullptr;
  Doc left_ = 0;
  Doc documents_ = 0;
  std::uint64_t first_ = 0;  // lowest document that may come next
  std::size_t held_ = 0;
  std::size_t at_ = 0;
  bool plain_ = true;  // every level of the block is 1
  Block docs_;
  Block levels_;
};

// A plane of a frequent term.
struct Plane {
  ListForm form = ListForm::bitmap;
  Doc count = 0;
  BytesView bytes;
};

// The stored list, opened.
struct List {
  ListForm form = ListForm::packed;
  Doc count = 0;
  BytesView bytes;                      // packed: the blocks
  std::array<Plane, top_level> planes;  // planes: [l - 1]
  std::size_t plane_count = 0;
};

List open_list(BytesView bytes, Doc count, Doc documents);

// Level of one document; 0 where the list does not hold it.
Level level_in(const List& list, Doc doc, Doc documents);

// Sets the bit of each document of the list.
void add_to_bitmap(const List& list, Doc documents, std::span<std::uint64_t> bits);

// How many documents of the list have their bit set.
Doc count_in_bitmap(const List& list, Doc documents, std::span<const std::uint64_t> bits);

// All postings of a list, in order (merging, counting, explaining).
std::vector<Posting> decode_list(const List& list, Doc documents);

}  // namespace shuniu::search
