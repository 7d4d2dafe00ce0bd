// segment.h - one immutable part of the index: its documents, terms, labels and numbers in one image.
//
// Documents stand in the order of their ids, so that an id is found by halving, equal scores come out in the
// order of ids, and neighbours share the start of theirs.
//
// Image: head (magic, version, documents, terms, number columns), sizes of the sections, the sections, and
// the XXH64 of all that stands before it. Sections:
//   lengths           one length code per document
//   postings          the lists (postings.h), end to end
//   dictionary        blocks of 16 keys: shared bytes, further bytes, key, documents, bytes of the list; the
//                     first of a block also says where its list starts
//   dictionary_index  where each block of keys starts (4 bytes each)
//   ids               blocks of 16: shared bytes, further bytes, id (UUIDs as 16 bytes)
//   ids_index         where each block of ids starts
//   numbers           columns: attribute, lowest value, bytes per value, which documents have one, values
// A key is 't' and a term, or 'l', the length of an attribute, the attribute and a value.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bytes.h"
#include "postings.h"
#include "shuniu/base/result.h"
#include "shuniu/search/document.h"
#include "shuniu/search/scoring.h"

namespace shuniu::search {

inline constexpr std::string_view segment_magic = "SHUNIUsg";
inline constexpr std::size_t keys_per_block = 16;

enum class Section : std::uint8_t {
  lengths,
  postings,
  dictionary,
  dictionary_index,
  ids,
  ids_index,
  numbers
};
inline constexpr std::size_t section_count = 7;

[[nodiscard]] std::string term_key(std::string_view term);
[[nodiscard]] std::string label_key(std::string_view attribute, std::string_view value);
/// What all keys of the labels of an attribute start with.
[[nodiscard]] std::string label_prefix(std::string_view attribute);

/// An id as it is stored: a UUID as 16 bytes behind 1, others as they are behind 0. Keeps the order within
/// each kind.
[[nodiscard]] std::string stored_id(std::string_view id);
[[nodiscard]] std::string shown_id(std::string_view stored);

struct NumberColumn {
  std::string_view attribute;
  std::int64_t lowest = 0;
  std::size_t width = 0;  // bytes per value
  BytesView present;      // bitmap
  BytesView values;

  [[nodiscard]] std::optional<std::int64_t> value_of(Doc doc) const;
};

/// Bytes that a segment reads, mapped from a file or kept in memory.
class Image {
 public:
  virtual ~Image() = default;
  [[nodiscard]] virtual BytesView bytes() const = 0;
};

class Segment {
 public:
  /// Refuses (search.index_damaged, with the fault) what is not a sound image.
  [[nodiscard]] static Result<std::shared_ptr<const Segment>> open(std::shared_ptr<const Image> image);

  [[nodiscard]] Doc documents() const { return documents_; }
  [[nodiscard]] BytesView bytes() const { return image_->bytes(); }
  [[nodiscard]] std::uint8_t length_code_of(Doc doc) const { return section(Section::lengths)[doc]; }

  [[nodiscard]] std::optional<List> find(std::string_view key) const;
  [[nodiscard]] std::string id_of(Doc doc) const { return shown_id(stored_id_of(doc)); }
  [[nodiscard]] std::string stored_id_of(Doc doc) const;
  [[nodiscard]] std::optional<Doc> doc_of(std::string_view id) const;
  [[nodiscard]] const std::vector<NumberColumn>& numbers() const { return numbers_; }
  [[nodiscard]] const NumberColumn* number(std::string_view attribute) const;

  /// Keys in order, from the first that is not below a given one.
  class Keys {
   public:
    Keys(const Segment& segment, std::string_view from);
    [[nodiscard]] bool valid() const { return valid_; }
    [[nodiscard]] const std::string& key() const { return key_; }
    [[nodiscard]] List list() const;
    void next();

   private:
    void read_entry();

    const Segment* segment_;
    std::size_t block_ = 0;
    std::size_t in_block_ = 0;
    Reader reader_{BytesView{}};
    std::string key_;
    std::uint64_t list_at_ = 0;
    std::uint64_t list_bytes_ = 0;
    Doc count_ = 0;
    bool valid_ = false;
  };

 private:
  explicit Segment(std::shared_ptr<const Image> image) : image_(std::move(image)) {}

  [[nodiscard]] std::optional<std::string> read_head();
  [[nodiscard]] std::optional<std::string> check_sections() const;
  [[nodiscard]] std::optional<std::string> read_numbers(std::size_t columns);
  [[nodiscard]] BytesView section(Section which) const { return sections_[static_cast<std::size_t>(which)]; }
  [[nodiscard]] std::size_t key_blocks() const { return section(Section::dictionary_index).size() / 4; }
  [[nodiscard]] BytesView block(Section of, Section index, std::size_t at) const;
  [[nodiscard]] std::string_view first_key(std::size_t block) const;
  [[nodiscard]] std::string_view first_id(std::size_t block) const;
  [[nodiscard]] std::size_t id_block(std::string_view stored) const;

  std::shared_ptr<const Image> image_;
  std::array<BytesView, section_count> sections_;
  std::vector<NumberColumn> numbers_;
  Doc documents_ = 0;
  std::uint32_t terms_ = 0;
};

}  // namespace shuniu::search
