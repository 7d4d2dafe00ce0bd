#include "import_table.h"

#include <algorithm>

#include "import_cells.h"
#include "import_values.h"
#include "shuniu/documents/separated.h"
#include "shuniu/documents/xlsx.h"

namespace shuniu::market {
namespace {

constexpr std::int64_t most_rows = 100'000;
constexpr std::size_t rows_searched = 10;
constexpr std::size_t telling_headings = 2;

bool ends_with(const std::string& name, std::string_view ending) {
  if (name.size() < ending.size()) return false;
  for (std::size_t i = 0; i < ending.size(); ++i) {
    const char c = name[name.size() - ending.size() + i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != ending[i]) return false;
  }
  return true;
}

/// Holds rows back until one names the columns.
class HeaderFinder {
 public:
  HeaderFinder(ItemKind kind, const ImportBook& book, const TableSinks& sinks)
      : kind_(kind), book_(book), sinks_(sinks) {}

  bool take(const documents::TableRow& row) {
    const bool is_blank = std::all_of(row.cells.begin(), row.cells.end(),
                                      [](const std::string& cell) { return trimmed(cell).empty(); });
    if (is_blank) return true;
    if (found_) return sinks_.row(row);
    held_.push_back(row);
    if (known_headings(row.cells, kind_, book_) >= telling_headings) return begin_at(held_.size() - 1);
    return held_.size() < rows_searched || begin_at(0);
  }

  void finish() {
    if (!found_ && !held_.empty()) begin_at(0);
  }

 private:
  bool begin_at(std::size_t header) {
    found_ = true;
    bool more = sinks_.header(held_[header]);
    for (std::size_t i = header + 1; more && i < held_.size(); ++i) more = sinks_.row(held_[i]);
    held_.clear();
    return more;
  }

  ItemKind kind_;
  const ImportBook& book_;
  const TableSinks& sinks_;
  std::vector<documents::TableRow> held_;
  bool found_ = false;
};

Result<TextNotes> read_any(ImportFormat format, std::string_view bytes, const documents::RowSink& take) {
  const documents::TableLimits limits{.rows = most_rows + static_cast<std::int64_t>(rows_searched)};
  if (format == ImportFormat::xlsx) {
    const auto read = documents::read_rows(bytes, limits, take);
    if (!read) return read.error();
    return TextNotes{};
  }
  const auto decoded = documents::to_utf8(bytes);
  if (!decoded) return decoded.error();
  const char separator = documents::separator_of(decoded->text, format == ImportFormat::csv ? ',' : '\t');
  const auto read = documents::read_separated(decoded->text, separator, limits, take);
  if (!read) return read.error();
  return TextNotes{decoded->encoding, separator};
}

}  // namespace

std::optional<ImportFormat> format_of(const std::string& file_name, std::string_view bytes) {
  const bool zip = documents::looks_like_zip(bytes);
  if (ends_with(file_name, ".xlsx")) return zip ? std::optional(ImportFormat::xlsx) : std::nullopt;
  if (zip) return std::nullopt;
  if (ends_with(file_name, ".csv")) return ImportFormat::csv;
  if (ends_with(file_name, ".tsv") || ends_with(file_name, ".txt")) return ImportFormat::tsv;
  if (ends_with(file_name, ".jsonl") || ends_with(file_name, ".ndjson")) return ImportFormat::json_lines;
  return std::nullopt;
}

Result<TextNotes> read_table(ImportFormat format, std::string_view bytes, ItemKind kind,
                             const ImportBook& book, const TableSinks& sinks) {
  HeaderFinder finder(kind, book, sinks);
  auto notes = read_any(format, bytes, [&](const documents::TableRow& row) { return finder.take(row); });
  if (notes) finder.finish();
  return notes;
}

}  // namespace shuniu::market
