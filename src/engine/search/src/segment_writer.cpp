#include "segment_writer.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "checksum.h"

namespace shuniu::search {

namespace {

constexpr std::size_t longest_key = 255;

std::size_t shared_start(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t shared = 0;
  while (shared < most && a[shared] == b[shared]) ++shared;
  return shared;
}

// Ascending texts in blocks, each entry leaving out what it shares with the one before.
class FrontCoder {
 public:
  void add(std::string_view text) {
    starts_block_ = count_++ % keys_per_block == 0;
    if (starts_block_) append_fixed(data_.size(), 4, index_);
    const std::size_t shared = starts_block_ ? 0 : shared_start(previous_, text);
    append_varint(shared, data_);
    append_varint(text.size() - shared, data_);
    append_text(text.substr(shared), data_);
    previous_ = text;
  }

  [[nodiscard]] bool starts_block() const { return starts_block_; }
  [[nodiscard]] std::uint32_t count() const { return count_; }
  Bytes& data() { return data_; }
  Bytes& index() { return index_; }

 private:
  Bytes data_;
  Bytes index_;
  std::string previous_;
  std::uint32_t count_ = 0;
  bool starts_block_ = false;
};

struct ColumnToWrite {
  std::string attribute;
  std::vector<std::pair<Doc, std::int64_t>> values;  // one for each document that has one
};

void append_column(const ColumnToWrite& column, Doc documents, Bytes& out) {
  std::int64_t lowest = std::numeric_limits<std::int64_t>::max();
  std::int64_t highest = std::numeric_limits<std::int64_t>::min();
  for (const auto& [doc, value] : column.values) {
    lowest = std::min(lowest, value);
    highest = std::max(highest, value);
  }
  const std::uint64_t span = static_cast<std::uint64_t>(highest) - static_cast<std::uint64_t>(lowest);
  const auto width = static_cast<std::size_t>((std::bit_width(span) + 7) / 8);
  append_fixed(column.attribute.size(), 1, out);
  append_text(column.attribute, out);
  append_fixed(static_cast<std::uint64_t>(lowest), 8, out);
  append_fixed(width, 1, out);
  const std::size_t present = out.size();
  out.resize(present + bitmap_bytes(documents));
  const std::size_t values = out.size();
  out.resize(values + std::size_t{documents} * width);
  for (const auto& [doc, value] : column.values) {
    out[present + doc / 8] |= static_cast<std::uint8_t>(1U << (doc % 8));
    const std::uint64_t above = static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(lowest);
    for (std::size_t byte = 0; byte < width; ++byte) {
      out[values + std::size_t{doc} * width + byte] = static_cast<std::uint8_t>(above >> (8 * byte));
    }
  }
}

// Collects the sections in their order of coming and puts the image together.
class ImageMaker {
 public:
  explicit ImageMaker(Doc documents) : documents_(documents) { lengths_.reserve(documents); }

  void add_document(std::string_view stored, std::uint8_t length) {
    ids_.add(stored);
    lengths_.push_back(length);
  }

  void add_list(std::string_view key, std::span<const Posting> postings) {
    if (postings.empty()) return;
    keys_.add(key);
    const std::size_t start = postings_.size();
    encode_list(postings, documents_, postings_);
    append_varint(postings.size(), keys_.data());
    append_varint(postings_.size() - start, keys_.data());
    if (keys_.starts_block()) append_varint(start, keys_.data());
  }

  void add_column(const ColumnToWrite& column) {
    if (column.values.empty()) return;
    append_column(column, documents_, numbers_);
    ++columns_;
  }

  Bytes image() && {
    Bytes out;
    const Bytes* sections[section_count] = {&lengths_,    &postings_,    &keys_.data(), &keys_.index(),
                                            &ids_.data(), &ids_.index(), &numbers_};
    std::size_t size = 8 + 16 + section_count * 8 + 8;
    for (const Bytes* section : sections) size += section->size();
    out.reserve(size);
    append_text(segment_magic, out);
    append_fixed(scoring_version, 4, out);
    append_fixed(documents_, 4, out);
    append_fixed(keys_.count(), 4, out);
    append_fixed(columns_, 4, out);
    for (const Bytes* section : sections) append_fixed(section->size(), 8, out);
    for (const Bytes* section : sections) out.insert(out.end(), section->begin(), section->end());
    append_fixed(checksum(out), 8, out);
    return out;
  }

 private:
  Doc documents_;
  Bytes lengths_;
  Bytes postings_;
  FrontCoder keys_;
  FrontCoder ids_;
  Bytes numbers_;
  std::uint32_t columns_ = 0;
};

class MemoryImage final : public Image {
 public:
  explicit MemoryImage(Bytes bytes) : bytes_(std::move(bytes)) {}
  [[nodiscard]] BytesView bytes() const override { return bytes_; }

 private:
  Bytes bytes_;
};

bool is_set(const std::vector<std::uint64_t>& bits, Doc doc) {
  return !bits.empty() && (bits[doc / 64] >> (doc % 64) & 1U) != 0;
}

constexpr Doc no_doc = ~Doc{0};

// For each input, the number in the merged segment of each of its documents (no_doc: erased).
struct Renumbering {
  std::vector<std::vector<Doc>> of_input;
  std::vector<std::pair<std::string, std::uint8_t>> documents;  // stored id and length, in order
};

Renumbering renumbered(std::span<const MergeInput> inputs) {
  struct Place {
    std::string id;
    std::size_t input;
    Doc doc;
  };
  std::vector<Place> places;
  Renumbering out;
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    const Segment& segment = *inputs[input].segment;
    out.of_input.emplace_back(segment.documents(), no_doc);
    for (Doc doc = 0; doc < segment.documents(); ++doc) {
      if (!is_set(inputs[input].erased, doc)) places.push_back({segment.stored_id_of(doc), input, doc});
    }
  }
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.id < b.id; });
  out.documents.reserve(places.size());
  for (Place& place : places) {
    out.of_input[place.input][place.doc] = static_cast<Doc>(out.documents.size());
    out.documents.emplace_back(std::move(place.id), inputs[place.input].segment->length_code_of(place.doc));
  }
  return out;
}

void merge_lists(std::span<const MergeInput> inputs, const Renumbering& numbers, ImageMaker& maker) {
  std::vector<Segment::Keys> keys;
  for (const MergeInput& input : inputs) keys.emplace_back(*input.segment, "");
  std::vector<Posting> postings;
  while (true) {
    const std::string* lowest = nullptr;
    for (const Segment::Keys& at : keys) {
      if (at.valid() && (lowest == nullptr || at.key() < *lowest)) lowest = &at.key();
    }
    if (lowest == nullptr) return;
    const std::string key = *lowest;
    postings.clear();
    for (std::size_t input = 0; input < keys.size(); ++input) {
      if (!keys[input].valid() || keys[input].key() != key) continue;
      for (const Posting& posting : decode_list(keys[input].list(), inputs[input].segment->documents())) {
        const Doc doc = numbers.of_input[input][posting.doc];
        if (doc != no_doc) postings.push_back({doc, posting.level});
      }
      keys[input].next();
    }
    std::sort(postings.begin(), postings.end(),
              [](const Posting& a, const Posting& b) { return a.doc < b.doc; });
    maker.add_list(key, postings);
  }
}

void merge_numbers(std::span<const MergeInput> inputs, const Renumbering& numbers, ImageMaker& maker) {
  std::map<std::string, ColumnToWrite, std::less<>> columns;
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    for (const NumberColumn& column : inputs[input].segment->numbers()) {
      ColumnToWrite& out = columns[std::string(column.attribute)];
      for (Doc doc = 0; doc < inputs[input].segment->documents(); ++doc) {
        const Doc number = numbers.of_input[input][doc];
        const auto value = number == no_doc ? std::nullopt : column.value_of(doc);
        if (value) out.values.emplace_back(number, *value);
      }
    }
  }
  for (auto& [attribute, column] : columns) {
    column.attribute = attribute;
    maker.add_column(column);
  }
}

}  // namespace

Pending::KeyNumber Pending::number_of(std::string key) {
  return key_numbers_.try_emplace(std::move(key), static_cast<KeyNumber>(key_numbers_.size())).first->second;
}

void Pending::put(const Document& document) {
  Counted counted;
  std::uint32_t length = 0;
  std::unordered_map<KeyNumber, std::uint32_t> frequencies;
  const auto count = [&](const std::vector<std::string>& terms, std::uint32_t weight) {
    std::uint32_t counted_terms = 0;
    for (const std::string& term : terms) {
      if (term.empty() || term.size() > longest_key) continue;
      frequencies[number_of(term_key(term))] += weight;
      ++counted_terms;
    }
    return counted_terms * weight;
  };
  length += count(document.title, field_weights.title);
  length += count(document.body, field_weights.body);
  length += count(document.keywords, field_weights.keywords);
  count(document.codes, field_weights.codes);  // a classification is no text: it makes a document no longer
  counted.length = length_code(length);
  for (const auto& [key, frequency] : frequencies) counted.keys.push_back({key, level_of(frequency)});
  std::vector<Label> labels = document.labels;
  std::sort(labels.begin(), labels.end());
  labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
  for (const Label& label : labels) {
    if (label.attribute.size() > longest_key) continue;
    counted.keys.push_back({number_of(label_key(label.attribute, label.value)), 1});
  }
  for (const Number& number : document.numbers) {
    if (number.attribute.size() <= longest_key) counted.numbers.push_back(number);
  }
  documents_.insert_or_assign(stored_id(document.id), std::move(counted));
}

void Pending::erase(std::string_view id) {
  documents_.erase(stored_id(id));
}

void Pending::clear() {
  documents_.clear();
  key_numbers_.clear();
}

Bytes Pending::image() const {
  ImageMaker maker(static_cast<Doc>(documents_.size()));
  std::vector<std::vector<Posting>> lists(key_numbers_.size());
  std::map<std::string, std::map<Doc, std::int64_t>> columns;
  Doc doc = 0;
  for (const auto& [id, counted] : documents_) {
    maker.add_document(id, counted.length);
    for (const KeyCount& key : counted.keys) lists[key.key].push_back({doc, key.level});
    for (const Number& number : counted.numbers) columns[number.attribute][doc] = number.value;
    ++doc;
  }
  std::vector<std::pair<std::string_view, KeyNumber>> keys(key_numbers_.begin(), key_numbers_.end());
  std::sort(keys.begin(), keys.end());
  for (const auto& [key, number] : keys) maker.add_list(key, lists[number]);
  for (const auto& [attribute, values] : columns)
    maker.add_column({attribute, {values.begin(), values.end()}});
  return std::move(maker).image();
}

Bytes merged_image(std::span<const MergeInput> inputs) {
  const Renumbering numbers = renumbered(inputs);
  ImageMaker maker(static_cast<Doc>(numbers.documents.size()));
  for (const auto& [id, length] : numbers.documents) maker.add_document(id, length);
  merge_lists(inputs, numbers, maker);
  merge_numbers(inputs, numbers, maker);
  return std::move(maker).image();
}

std::shared_ptr<const Image> in_memory(Bytes bytes) {
  return std::make_shared<MemoryImage>(std::move(bytes));
}

}  // namespace shuniu::search
