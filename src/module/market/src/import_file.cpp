#include "import_file.h"

#include "import_values.h"
#include "item_rules.h"
#include "kind_info.h"
#include "shuniu/json/json.h"

namespace shuniu::market {
namespace {

constexpr std::int64_t most_rows = 100'000;
constexpr std::size_t longest_line_bytes = 1 << 20;

template <class Some>
void decode(const std::string& json, ImportedRow& row) {
  Some content{};
  std::vector<Fault> faults;
  json::decode_into(json, type_info<Some>(), &content, faults);
  if (faults.empty()) row.content = std::move(content);
  row.faults.insert(row.faults.end(), faults.begin(), faults.end());
}

void decode_content(ItemKind kind, const std::string& json, ImportedRow& row) {
  switch (kind) {
    case ItemKind::need:
      return decode<NeedContent>(json, row);
    case ItemKind::offer:
      return decode<OfferContent>(json, row);
    case ItemKind::expert:
      return decode<ExpertContent>(json, row);
  }
}

Result<Done> read_json_lines(const ImportFile& file, const ImportSink& sink) {
  const auto decoded = documents::to_utf8(file.bytes);
  if (!decoded) return decoded.error();
  std::string_view text = decoded->text;
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
    ImportedRow row{number, {}, {}, nullptr};
    decode_content(file.kind, std::string(line), row);
    if (!sink(std::move(row))) break;
  }
  return Done{};
}

class TableImport {
 public:
  TableImport(const ImportFile& file, const ImportWords& words, const ImportSink& sink)
      : file_(file), words_(words), sink_(sink) {}

  bool take_header(const documents::TableRow& header) {
    ImportedRow row{header.line, {}, {}, nullptr};
    columns_ = map_columns(header.cells, file_, words_, row.faults);
    if (row.faults.empty()) return true;
    sink_(std::move(row));
    return false;
  }

  bool take_row(const documents::TableRow& row) {
    if (is_example(columns_, row.cells, words_.book)) return true;
    return sink_(read_row(file_.kind, words_, columns_, row));
  }

 private:
  const ImportFile& file_;
  const ImportWords& words_;
  const ImportSink& sink_;
  ColumnMap columns_;
};

Content empty_content(ItemKind kind) {
  if (kind == ItemKind::need) return NeedContent{};
  if (kind == ItemKind::offer) return OfferContent{};
  return ExpertContent{};
}

}  // namespace

std::set<std::string> required_members(ItemKind kind, const codelist::CodeBook& codes) {
  std::set<std::string> required;
  for (const Fault& fault : faults_at_submission(empty_content(kind), OrganisationId(), codes, Date{}, {}))
    required.insert(first_member(fault.path));
  for (const MemberInfo& member : content_info(kind).members)
    if (member.type->shape == Shape::enumeration) required.emplace(member.name);
  return required;
}

ColumnMap map_columns(const std::vector<std::string>& header, const ImportFile& file,
                      const ImportWords& words, std::vector<Fault>& faults) {
  std::vector<std::string> names = file.columns.empty() ? header : file.columns;
  names.resize(header.size());
  ColumnMap columns = ColumnMap::of(header, names, file.kind, words.book, faults);
  if (columns.is_empty()) {
    faults.push_back({"", "fault.no_columns", {}, ""});
    return columns;
  }
  for (const std::string& member : required_members(file.kind, words.codes.book()))
    if (!columns.has(member)) faults.push_back({member, "fault.column_missing", {}, ""});
  return columns;
}

bool is_example(const ColumnMap& columns, const std::vector<std::string>& cells, const ImportBook& book) {
  for (std::size_t i = 0; i < std::min(columns.columns().size(), cells.size()); ++i) {
    const auto& column = columns.columns()[i];
    if (!column || column->member->name != "title") continue;
    const std::string title = compared(cells[i]);
    for (const auto& [mark, nothing] : book.words("example"))
      if (title.starts_with(mark)) return true;
  }
  return false;
}

ImportedRow read_row(ItemKind kind, const ImportWords& words, const ColumnMap& columns,
                     const documents::TableRow& table_row) {
  ImportedRow row{table_row.line, {}, {}, &columns};
  RowJson read = row_as_json(words, columns, table_row.cells, {});
  row.faults = std::move(read.faults);
  decode_content(kind, read.json, row);
  if (row.content) return row;
  std::set<std::string> left_out;
  for (const Fault& fault : row.faults) left_out.insert(first_member(fault.path));
  read = row_as_json(words, columns, table_row.cells, left_out);
  decode_content(kind, read.json, row);
  return row;
}

void add_faults(std::vector<Fault>& faults, std::vector<Fault> more) {
  std::set<std::string> known;
  for (const Fault& fault : faults) known.insert(first_member(fault.path));
  for (Fault& fault : more)
    if (!known.contains(first_member(fault.path))) faults.push_back(std::move(fault));
}

Result<Done> read_import(const ImportFile& file, const ImportWords& words, const ImportSink& sink) {
  if (file.format == ImportFormat::json_lines) return read_json_lines(file, sink);
  TableImport table(file, words, sink);
  const TableSinks sinks{[&](const documents::TableRow& header) { return table.take_header(header); },
                         [&](const documents::TableRow& row) { return table.take_row(row); }};
  const auto read = read_table(file.format, file.bytes, file.kind, words.book, sinks);
  if (!read) return read.error();
  return Done{};
}

}  // namespace shuniu::market
