#include "filter.h"

#include <algorithm>
#include <cstring>

namespace shuniu::search {

namespace {

Bitmap with_any_label(const Segment& segment, const std::string& attribute,
                      const std::vector<std::string>& values) {
  Bitmap bits((std::size_t{segment.documents()} + 63) / 64);
  for (const std::string& value : values) {
    const auto list = segment.find(label_key(attribute, value));
    if (list) add_to_bitmap(*list, segment.documents(), bits);
  }
  return bits;
}

// Values as they are stored: unsigned, above the lowest of the column.
struct StoredRange {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  bool empty = false;
};

StoredRange stored_range(const NumberColumn& column, const NumberRange& range) {
  if (range.high < range.low || range.high < column.lowest) return {0, 0, true};
  const auto base = static_cast<std::uint64_t>(column.lowest);
  const std::int64_t low = std::max(range.low, column.lowest);
  return {static_cast<std::uint64_t>(low) - base, static_cast<std::uint64_t>(range.high) - base, false};
}

template <class Stored>
void mark_in_range(const NumberColumn& column, StoredRange range, Doc documents, Bitmap& bits) {
  for (Doc doc = 0; doc < documents; ++doc) {
    Stored value;
    std::memcpy(&value, &column.values[std::size_t{doc} * sizeof value], sizeof value);
    const std::uint64_t inside = value >= range.low && value <= range.high ? 1 : 0;
    bits[doc / 64] |= inside << (doc % 64);
  }
}

void mark_in_range_of_any_width(const NumberColumn& column, StoredRange range, Doc documents, Bitmap& bits) {
  for (Doc doc = 0; doc < documents; ++doc) {
    const std::uint64_t value =
        column.width == 0 ? 0 : read_fixed(&column.values[doc * column.width], column.width);
    const std::uint64_t inside = value >= range.low && value <= range.high ? 1 : 0;
    bits[doc / 64] |= inside << (doc % 64);
  }
}

Bitmap with_number_in(const Segment& segment, const NumberRange& range) {
  const Doc documents = segment.documents();
  const NumberColumn* column = segment.number(range.attribute);
  Bitmap bits((std::size_t{documents} + 63) / 64);
  if (column != nullptr) {
    const StoredRange stored = stored_range(*column, range);
    if (!stored.empty) {
      switch (column->width) {
        case 1:
          mark_in_range<std::uint8_t>(*column, stored, documents, bits);
          break;
        case 2:
          mark_in_range<std::uint16_t>(*column, stored, documents, bits);
          break;
        case 4:
          mark_in_range<std::uint32_t>(*column, stored, documents, bits);
          break;
        case 8:
          mark_in_range<std::uint64_t>(*column, stored, documents, bits);
          break;
        default:
          mark_in_range_of_any_width(*column, stored, documents, bits);
      }
    }
  }
  for (std::size_t word = 0; word < bits.size(); ++word) {
    const std::uint64_t present = column == nullptr ? 0 : read_fixed(&column->present[word * 8], 8);
    bits[word] = (bits[word] & present) | (range.missing == Missing::passes ? ~present : 0);
  }
  return bits;
}

class Filter {
 public:
  explicit Filter(Doc documents) : documents_(documents) {}

  void keep(const Bitmap& bits) {
    begin();
    for (std::size_t word = 0; word < allowed_.size(); ++word) allowed_[word] &= bits[word];
  }
  void drop(const Bitmap& bits) {
    begin();
    for (std::size_t word = 0; word < allowed_.size(); ++word) allowed_[word] &= ~bits[word];
  }
  void drop(Doc doc) {
    begin();
    allowed_[doc / 64] &= ~(std::uint64_t{1} << (doc % 64));
  }
  std::optional<Bitmap> result() && {
    if (!begun_) return std::nullopt;
    return std::move(allowed_);
  }

 private:
  void begin() {
    if (!begun_) allowed_ = every_document(documents_);
    begun_ = true;
  }

  Doc documents_;
  bool begun_ = false;
  Bitmap allowed_;
};

}  // namespace

Bitmap every_document(Doc documents) {
  Bitmap bits((std::size_t{documents} + 63) / 64, ~std::uint64_t{0});
  if (documents % 64 != 0) bits.back() = (std::uint64_t{1} << (documents % 64)) - 1;
  return bits;
}

std::optional<Bitmap> allowed_documents(const SegmentView& view, const Query& query,
                                        std::string_view ignored_attribute) {
  const Segment& segment = *view.segment;
  Filter filter(segment.documents());
  if (view.erased) filter.drop(view.erased->bits);
  for (const AnyOf& any : query.any_of) {
    if (!ignored_attribute.empty() && any.attribute == ignored_attribute) continue;
    filter.keep(with_any_label(segment, any.attribute, any.values));
  }
  for (const NoneOf& none : query.none_of) filter.drop(with_any_label(segment, none.attribute, none.values));
  for (const NumberRange& range : query.ranges) filter.keep(with_number_in(segment, range));
  for (const std::string& id : query.excluded_ids) {
    if (const auto doc = segment.doc_of(id)) filter.drop(*doc);
  }
  return std::move(filter).result();
}

}  // namespace shuniu::search
