// segment_writer.h - makes the image of a segment, from documents or from other segments.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "segment.h"

namespace shuniu::search {

/// Documents that are waiting to become a segment, as numbers of terms and how often each stands in them.
class Pending {
 public:
  void put(const Document& document);
  void erase(std::string_view id);
  void clear();
  [[nodiscard]] bool empty() const { return documents_.empty(); }
  [[nodiscard]] std::size_t size() const { return documents_.size(); }
  [[nodiscard]] bool contains(std::string_view id) const { return documents_.contains(stored_id(id)); }
  [[nodiscard]] Bytes image() const;

 private:
  using KeyNumber = std::uint32_t;
  struct KeyCount {
    KeyNumber key;
    Level level;
  };
  struct Counted {
    std::vector<KeyCount> keys;
    std::vector<Number> numbers;
    std::uint8_t length = 0;
  };

  KeyNumber number_of(std::string key);

  std::map<std::string, Counted> documents_;  // by stored id
  std::unordered_map<std::string, KeyNumber> key_numbers_;
};

/// A segment and which of its documents are erased (a bit each, words of 64; empty: none).
struct MergeInput {
  std::shared_ptr<const Segment> segment;
  std::vector<std::uint64_t> erased;
};

/// One image with the documents that are left. An id stands in one of the inputs at most.
[[nodiscard]] Bytes merged_image(std::span<const MergeInput> inputs);

/// An image that lives in memory.
[[nodiscard]] std::shared_ptr<const Image> in_memory(Bytes bytes);

}  // namespace shuniu::search
