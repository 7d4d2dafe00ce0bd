#include "import_file.h"

#include "import_cells.h"
#include "shuniu/documents/separated.h"
#include "shuniu/documents/text_encoding.h"
#include "shuniu/documents/xlsx.h"
#include "shuniu/json/json.h"

namespace shuniu::market {
namespace {

constexpr std::int64_t most_rows = 100'000;
constexpr std::size_t longest_line_bytes = 1 << 20;

const TypeInfo& content_info(ItemKind kind) {
  switch (kind) {
    case ItemKind::need:
      return type_info<NeedContent>();
    case ItemKind::offer:
      return type_info<OfferContent>();
    case ItemKind::expert:
      break;
  }
  return type_info<ExpertContent>();
}

template <class Some>
void decode(const std::string& json, ImportedRow& row) {
  auto content = json::decode<Some>(json);
  if (content)
    row.content = std::move(*content);
  else
    row.faults = content.error().faults;
}

ImportedRow row_of(ItemKind kind, std::int64_t line, const std::string& json) {
  ImportedRow row{line, {}, {}};
  switch (kind) {
    case ItemKind::need:
      decode<NeedContent>(json, row);
      break;
    case ItemKind::offer:
      decode<OfferContent>(json, row);
      break;
    case ItemKind::expert:
      decode<ExpertContent>(json, row);
      break;
  }
  return row;
}

Result<Done> read_json_lines(ItemKind kind, std::string_view text, const ImportSink& sink) {
  std::int64_t rows = 0;
  for (std::int64_t number = 1; !text.empty(); ++number) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const bool too_long = line.size() > longest_line_bytes;
    if (too_long || ++rows > most_rows) {
      return refuse("documents.too_large", Kind::too_large,
                    {{"limit", too_long ? "line_bytes" : "rows"}, {"line", std::to_string(number)}});
    }
    if (!sink(row_of(kind, number, std::string(line)))) break;
  }
  return Done{};
}

Result<Done> read_text(FileFormat format, ItemKind kind, std::string_view bytes,
                       const documents::TableLimits& limits, const documents::RowSink& take,
                       const ImportSink& sink) {
  const auto decoded = documents::to_utf8(bytes);
  if (!decoded) return decoded.error();
  if (format == FileFormat::json_lines) return read_json_lines(kind, decoded->text, sink);
  const char separator = documents::separator_of(decoded->text, format == FileFormat::csv ? ',' : '\t');
  const auto read = documents::read_separated(decoded->text, separator, limits, take);
  if (!read) return read.error();
  return Done{};
}

/// The first row names the columns; nothing is read below a header with faults.
class TableImport {
 public:
  TableImport(ItemKind kind, const ImportSink& sink) : kind_(kind), sink_(sink) {}

  bool take(const documents::TableRow& row) {
    if (columns_) return sink_(row_of(kind_, row.line, columns_->row_as_json(row.cells)));
    ImportedRow header{row.line, {}, {}};
    columns_ = ColumnMap::of(row.cells, content_info(kind_), header.faults);
    if (header.faults.empty()) return true;
    sink_(std::move(header));
    return false;
  }

 private:
  ItemKind kind_;
  const ImportSink& sink_;
  std::optional<ColumnMap> columns_;
};

bool ends_with(const std::string& name, std::string_view ending) {
  if (name.size() < ending.size()) return false;
  for (std::size_t i = 0; i < ending.size(); ++i) {
    const char c = name[name.size() - ending.size() + i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != ending[i]) return false;
  }
  return true;
}

}  // namespace

std::optional<FileFormat> format_of(const std::string& file_name, std::string_view bytes) {
  const bool zip = documents::looks_like_zip(bytes);
  if (ends_with(file_name, ".xlsx")) return zip ? std::optional(FileFormat::xlsx) : std::nullopt;
  if (zip) return std::nullopt;
  if (ends_with(file_name, ".csv")) return FileFormat::csv;
  if (ends_with(file_name, ".tsv") || ends_with(file_name, ".txt")) return FileFormat::tsv;
  if (ends_with(file_name, ".jsonl") || ends_with(file_name, ".ndjson")) return FileFormat::json_lines;
  return std::nullopt;
}

Result<Done> read_import(FileFormat format, ItemKind kind, std::string_view bytes, const ImportSink& sink) {
  TableImport table(kind, sink);
  const documents::RowSink take = [&](const documents::TableRow& row) { return table.take(row); };
  const documents::TableLimits limits{.rows = most_rows + 1};  // and the header
  if (format != FileFormat::xlsx) return read_text(format, kind, bytes, limits, take, sink);
  const auto read = documents::read_rows(bytes, limits, take);
  if (!read) return read.error();
  return Done{};
}

}  // namespace shuniu::market
