#include "tsv.h"

#include <algorithm>

namespace shuniu::search {

namespace {

constexpr std::size_t most_faults = 100;
constexpr std::size_t longest_shown = 80;

Cells split(std::string_view line) {
  Cells cells;
  for (std::size_t at = 0;;) {
    const std::size_t tab = line.find('\t', at);
    cells.push_back(line.substr(at, tab - at));
    if (tab == std::string_view::npos) return cells;
    at = tab + 1;
  }
}

// Bytes that must follow a first byte; 4 and more: none can.
unsigned following_bytes(unsigned char first) {
  if (first < 0x80) return 0;
  if (first >= 0xC2 && first < 0xE0) return 1;
  if (first >= 0xE0 && first < 0xF0) return 2;
  return first >= 0xF0 && first < 0xF5 ? 3 : 4;
}

std::string names_of(const TsvShape& shape) {
  std::string names;
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    const bool optional = i + shape.optional >= shape.columns.size();
    names += (i == 0 ? "" : " ") + (optional ? "[" + shape.columns[i] + "]" : shape.columns[i]);
  }
  return names;
}

class TsvReader {
 public:
  TsvReader(const TsvShape& shape, const TakeCells& take)
      : shape_(shape), take_(take), fewest_(shape.columns.size() - shape.optional) {}

  std::vector<Fault> read(std::istream& in) && {
    std::string line;
    bool header_wanted = shape_.header;
    while (faults_.size() < most_faults && std::getline(in, line)) {
      ++number_;
      if (!line.empty() && line.back() == '\r') line.pop_back();
      if (number_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
      if (line.empty() && !header_wanted) continue;
      if (header_wanted) {
        check_header(line);
        if (!faults_.empty()) break;
      } else {
        read_line(line);
      }
      header_wanted = false;
    }
    if (header_wanted && faults_.empty()) fault("a header: " + names_of(shape_), "an empty file");
    return std::move(faults_);
  }

 private:
  void fault(std::string expected, std::string got) {
    faults_.push_back(
        plain_fault(shape_.name + " line " + std::to_string(number_), std::move(expected), std::move(got)));
  }

  void check_header(std::string_view line) {
    const Cells cells = split(line);
    const bool enough = cells.size() >= fewest_;
    const std::size_t known = std::min(cells.size(), shape_.columns.size());
    const bool same = enough && std::equal(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(known),
                                           shape_.columns.begin());
    const bool too_many = !shape_.further_columns && cells.size() > shape_.columns.size();
    if (!same || too_many) fault("a header: " + names_of(shape_), std::string(line.substr(0, longest_shown)));
  }

  void read_line(std::string_view line) {
    if (!is_utf8(line)) return fault("UTF-8", "other bytes");
    Cells cells = split(line);
    const bool too_many = !shape_.further_columns && cells.size() > shape_.columns.size();
    if (cells.size() < fewest_ || too_many) {
      return fault("columns " + names_of(shape_), std::to_string(cells.size()) + " columns");
    }
    cells.resize(shape_.columns.size());
    const auto bad = take_(cells);
    if (bad) fault(bad->expected, std::string(cells[bad->column].substr(0, longest_shown)));
  }

  const TsvShape& shape_;
  const TakeCells& take_;
  std::size_t fewest_;
  std::size_t number_ = 0;
  std::vector<Fault> faults_;
};

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto first = static_cast<unsigned char>(text[at]);
    const unsigned more = following_bytes(first);
    if (more > 3 || at + more >= text.size()) return false;
    for (unsigned i = 1; i <= more; ++i) {
      if ((static_cast<unsigned char>(text[at + i]) & 0xC0U) != 0x80U) return false;
    }
    const auto second = static_cast<unsigned char>(more > 0 ? text[at + 1] : 0x80);
    const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    const bool outside = (first == 0xED && second >= 0xA0) || (first == 0xF4 && second >= 0x90);
    if (overlong || outside) return false;
    at += more + 1;
  }
  return true;
}

std::vector<Fault> read_tsv(std::istream& in, const TsvShape& shape, const TakeCells& take) {
  return TsvReader(shape, take).read(in);
}

}  // namespace shuniu::search
