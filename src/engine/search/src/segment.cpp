#include "segment.h"

#include <algorithm>

#include "checksum.h"

namespace shuniu::search {

namespace {

constexpr std::string_view hex_figures = "0123456789abcdef";
constexpr std::array<std::size_t, 4> uuid_hyphens = {8, 13, 18, 23};
constexpr std::size_t uuid_length = 36;

bool is_uuid(std::string_view id) {
  if (id.size() != uuid_length) return false;
  for (std::size_t i = 0; i < id.size(); ++i) {
    const bool hyphen = std::find(uuid_hyphens.begin(), uuid_hyphens.end(), i) != uuid_hyphens.end();
    if (hyphen ? id[i] != '-' : hex_figures.find(id[i]) == std::string_view::npos) return false;
  }
  return true;
}

Reason damaged(std::string fault) {
  return refuse("search.index_damaged", Kind::unavailable, {{"fault", std::move(fault)}});
}

// An entry of a front-coded block: how much it shares with the one before, and what follows.
bool read_front_coded(Reader& reader, std::string& key) {
  const std::uint64_t shared = reader.varint();
  const std::uint64_t further = reader.varint();
  const std::string_view rest = as_text(reader.take(further));
  if (reader.failed() || shared > key.size()) return false;
  key.resize(static_cast<std::size_t>(shared));
  key += rest;
  return true;
}

}  // namespace

std::string term_key(std::string_view term) {
  return std::string("t").append(term);
}

std::string label_prefix(std::string_view attribute) {
  std::string key("l");
  key += static_cast<char>(static_cast<unsigned char>(attribute.size()));
  return key.append(attribute);
}

std::string label_key(std::string_view attribute, std::string_view value) {
  return label_prefix(attribute).append(value);
}

std::string stored_id(std::string_view id) {
  if (!is_uuid(id)) return std::string(1, '\0').append(id);
  std::string out(1, '\1');
  unsigned waiting = 0;
  bool half = false;
  for (const char c : id) {
    if (c == '-') continue;
    waiting = waiting * 16 + static_cast<unsigned>(hex_figures.find(c));
    if (half) {
      out += static_cast<char>(static_cast<unsigned char>(waiting));
      waiting = 0;
    }
    half = !half;
  }
  return out;
}

std::string shown_id(std::string_view stored) {
  if (stored.empty()) return {};
  if (stored.front() != '\1') return std::string(stored.substr(1));
  std::string out;
  for (const char c : stored.substr(1)) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::find(uuid_hyphens.begin(), uuid_hyphens.end(), out.size()) != uuid_hyphens.end()) out += '-';
    out += hex_figures[byte / 16];
    out += hex_figures[byte % 16];
  }
  return out;
}

std::optional<std::int64_t> NumberColumn::value_of(Doc doc) const {
  if ((present[doc / 8] >> (doc % 8) & 1U) == 0) return std::nullopt;
  const std::uint64_t above = width == 0 ? 0 : read_fixed(&values[doc * width], width);
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(lowest) + above);
}

Result<std::shared_ptr<const Segment>> Segment::open(std::shared_ptr<const Image> image) {
  std::shared_ptr<Segment> segment(new Segment(std::move(image)));
  const BytesView bytes = segment->bytes();
  constexpr std::size_t least = 8 + 16 + section_count * 8 + 8;
  if (bytes.size() < least) return damaged("shorter than its head");
  if (as_text(bytes.first(8)) != segment_magic) return damaged("not a segment");
  const std::uint64_t sum = read_fixed(bytes.data() + bytes.size() - 8, 8);
  if (checksum(bytes.first(bytes.size() - 8)) != sum) return damaged("checksum differs");
  if (auto fault = segment->read_head()) return damaged(*fault);
  if (auto fault = segment->check_sections()) return damaged(*fault);
  return std::shared_ptr<const Segment>(std::move(segment));
}

std::optional<std::string> Segment::read_head() {
  const BytesView all = bytes();
  Reader head(all.first(all.size() - 8).subspan(8));
  if (head.fixed(4) != scoring_version) return "made for another version";
  documents_ = static_cast<Doc>(head.fixed(4));
  terms_ = static_cast<std::uint32_t>(head.fixed(4));
  const auto columns = static_cast<std::size_t>(head.fixed(4));
  std::array<std::uint64_t, section_count> sizes{};
  for (std::uint64_t& size : sizes) size = head.fixed(8);
  for (std::size_t i = 0; i < section_count; ++i) sections_[i] = head.take(sizes[i]);
  if (head.failed() || !head.at_end()) return "sections do not fill the file";
  return read_numbers(columns);
}

std::optional<std::string> Segment::check_sections() const {
  if (section(Section::lengths).size() != documents_) return "a length is missing";
  const std::size_t id_blocks = (std::size_t{documents_} + keys_per_block - 1) / keys_per_block;
  if (section(Section::ids_index).size() != id_blocks * 4) return "the table of ids has another size";
  const std::size_t term_blocks = (std::size_t{terms_} + keys_per_block - 1) / keys_per_block;
  if (section(Section::dictionary_index).size() != term_blocks * 4)
    return "the table of terms has another size";
  return std::nullopt;
}

std::optional<std::string> Segment::read_numbers(std::size_t columns) {
  Reader reader(section(Section::numbers));
  for (std::size_t i = 0; i < columns && !reader.failed(); ++i) {
    NumberColumn column;
    column.attribute = as_text(reader.take(reader.fixed(1)));
    column.lowest = static_cast<std::int64_t>(reader.fixed(8));
    column.width = static_cast<std::size_t>(reader.fixed(1));
    if (column.width > 8) return "a number is too wide";
    column.present = reader.take(bitmap_bytes(documents_));
    column.values = reader.take(std::uint64_t{documents_} * column.width);
    if (!reader.failed()) numbers_.push_back(column);
  }
  if (reader.failed() || !reader.at_end()) return "a column of numbers is cut off";
  return std::nullopt;
}

const NumberColumn* Segment::number(std::string_view attribute) const {
  for (const NumberColumn& column : numbers_) {
    if (column.attribute == attribute) return &column;
  }
  return nullptr;
}

BytesView Segment::block(Section of, Section index, std::size_t at) const {
  const BytesView data = section(of);
  const std::size_t start = read_u32(&section(index)[at * 4]);
  return start <= data.size() ? data.subspan(start) : BytesView{};
}

std::string_view Segment::first_key(std::size_t at) const {
  Reader reader(block(Section::dictionary, Section::dictionary_index, at));
  reader.varint();
  return as_text(reader.take(reader.varint()));
}

std::string_view Segment::first_id(std::size_t at) const {
  Reader reader(block(Section::ids, Section::ids_index, at));
  reader.varint();
  return as_text(reader.take(reader.varint()));
}

std::string Segment::stored_id_of(Doc doc) const {
  Reader reader(block(Section::ids, Section::ids_index, doc / keys_per_block));
  std::string id;
  for (std::size_t i = 0; i <= doc % keys_per_block; ++i) {
    if (!read_front_coded(reader, id)) return {};
  }
  return id;
}

// The last block whose first id is not above `stored`.
std::size_t Segment::id_block(std::string_view stored) const {
  std::size_t low = 0;
  std::size_t high = section(Section::ids_index).size() / 4;
  while (high - low > 1) {
    const std::size_t middle = low + (high - low) / 2;
    (first_id(middle) <= stored ? low : high) = middle;
  }
  return low;
}

std::optional<Doc> Segment::doc_of(std::string_view id) const {
  if (documents_ == 0) return std::nullopt;
  const std::string wanted = stored_id(id);
  const std::size_t at = id_block(wanted);
  Reader reader(block(Section::ids, Section::ids_index, at));
  std::string found;
  const std::size_t first = at * keys_per_block;
  const std::size_t last = std::min<std::size_t>(first + keys_per_block, documents_);
  for (std::size_t doc = first; doc < last; ++doc) {
    if (!read_front_coded(reader, found)) return std::nullopt;
    if (found == wanted) return static_cast<Doc>(doc);
  }
  return std::nullopt;
}

std::optional<List> Segment::find(std::string_view key) const {
  const Keys at(*this, key);
  if (!at.valid() || at.key() != key) return std::nullopt;
  return at.list();
}

Segment::Keys::Keys(const Segment& segment, std::string_view from) : segment_(&segment) {
  const std::size_t blocks = segment.key_blocks();
  if (blocks == 0) return;
  std::size_t low = 0;
  std::size_t high = blocks;
  while (high - low > 1) {
    const std::size_t middle = low + (high - low) / 2;
    (segment.first_key(middle) <= from ? low : high) = middle;
  }
  block_ = low;
  read_entry();
  while (valid_ && key_ < from) next();
}

void Segment::Keys::read_entry() {
  valid_ = false;
  if (block_ * keys_per_block + in_block_ >= segment_->terms_) return;
  if (in_block_ == 0) {
    reader_ = Reader(segment_->block(Section::dictionary, Section::dictionary_index, block_));
    key_.clear();
  }
  if (!read_front_coded(reader_, key_)) return;
  count_ = static_cast<Doc>(reader_.varint());
  list_at_ += list_bytes_;
  list_bytes_ = reader_.varint();
  if (in_block_ == 0) list_at_ = reader_.varint();
  valid_ = !reader_.failed();
}

List Segment::Keys::list() const {
  const BytesView postings = segment_->section(Section::postings);
  const bool inside = list_at_ <= postings.size() && list_bytes_ <= postings.size() - list_at_;
  const auto bytes =
      inside ? postings.subspan(static_cast<std::size_t>(list_at_), static_cast<std::size_t>(list_bytes_))
             : BytesView{};
  return open_list(bytes, count_, segment_->documents_);
}

void Segment::Keys::next() {
  if (++in_block_ == keys_per_block) {
    in_block_ = 0;
    ++block_;
  }
  read_entry();
}

}  // namespace shuniu::search
