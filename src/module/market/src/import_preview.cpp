#include "import_preview.h"

#include "import_values.h"
#include "kind_info.h"
#include "shuniu/http/messages.h"

namespace shuniu::market {
namespace {

constexpr std::size_t rows_looked_at = 50;
constexpr std::size_t longest_words = 120;  // characters

bool is_chinese(const std::string& language) {
  return language != "en";
}

std::string with_unit(const std::string& name, const std::string& unit, const std::string& language) {
  return is_chinese(language) ? name + "（" + unit + "）" : name + " (" + unit + ")";
}

/// "预算（万元）" -> "预算"
std::string without_unit(const std::string& heading) {
  return heading.substr(0, std::min(heading.find(" ("), heading.find("（")));
}

std::string unit_in_words(const MoneyUnit& unit, const std::string& language) {
  const bool yuan = unit.currency == "CNY" && is_chinese(language);
  if (yuan && unit.scale == 1) return "元";
  if (yuan && unit.scale == 10'000) return "万元";
  if (yuan && unit.scale == 100'000'000) return "亿元";
  return unit.scale == 1 ? unit.currency : std::to_string(unit.scale) + " " + unit.currency;
}

bool is_money_field(ItemKind kind, const std::string& field) {
  const MemberInfo* member = member_named(kind, first_member(field));
  return member && is_money(*member->type);
}

/// The name among the choices that says the same.
std::string name_of(const ImportBook& book, ItemKind kind, const ColumnMeaning& meaning,
                    const std::string& language) {
  for (const ImportColumn& column : book.columns(kind)) {
    if (column.field != meaning.field) continue;
    const std::string& heading = is_chinese(language) ? column.heading_zh : column.heading_en;
    if (!is_money_field(kind, column.field)) return heading;
    return with_unit(without_unit(heading), unit_in_words(meaning.unit.value_or(MoneyUnit{}), language),
                     language);
  }
  return meaning.field;
}

std::vector<ColumnChoice> choices_of(const ImportWords& words, ItemKind kind, const std::string& language) {
  const auto required = required_members(kind, words.codes.book());
  std::vector<ColumnChoice> choices;
  for (const ImportColumn& column : words.book.columns(kind)) {
    const std::string member = first_member(column.field);
    const auto add = [&](const std::optional<MoneyUnit>& unit) {
      choices.push_back(
          {name_of(words.book, kind, {column.field, unit}, language), member, required.contains(member)});
    };
    if (!is_money_field(kind, column.field)) {
      add(std::nullopt);
      continue;
    }
    for (const std::int64_t scale : {1, 10'000, 100'000'000}) add(MoneyUnit{scale, "CNY"});
  }
  return choices;
}

/// 1234567 -> "12,345.67"; whole units without the fraction.
std::string amount_in_words(std::int64_t minor) {
  std::string whole = std::to_string(minor / 100);
  for (std::size_t at = whole.size(); at > 3; at -= 3) whole.insert(at - 3, ",");
  const std::int64_t rest = minor % 100;
  return rest == 0 ? whole : whole + (rest < 10 ? ".0" : ".") + std::to_string(rest);
}

std::string money_in_words(const MoneyRange& range) {
  const std::string low = amount_in_words(range.low_minor), high = amount_in_words(range.high_minor);
  return (low == high ? low : low + " – " + high) + " " + range.currency;
}

std::string code_in_words(const ImportWords& words, std::string_view list, const std::string& code,
                          const std::string& language) {
  const codelist::Code* found = words.codes.book().list(list).find(code);
  if (!found) return code;
  return code + " " + (is_chinese(language) ? found->name_zh : found->name_en);
}

/// Reads the first rows: the header, and a sample of each column.
class Samples {
 public:
  Samples(const ImportFile& file, const ImportWords& words) : file_(file), words_(words) {}

  bool take_header(const documents::TableRow& header) {
    line = header.line;
    headings = header.cells;
    columns = map_columns(headings, file_, words_, faults);
    cells.resize(headings.size());
    return true;
  }

  bool take_row(const documents::TableRow& row) {
    if (is_example(columns, row.cells, words_.book)) return true;
    for (std::size_t i = 0; i < std::min(cells.size(), row.cells.size()); ++i) {
      if (cells[i].empty()) cells[i] = trimmed(row.cells[i]);
    }
    return ++rows_ < rows_looked_at;
  }

  std::int64_t line = 0;
  std::vector<std::string> headings;
  std::vector<std::string> cells;
  ColumnMap columns;
  std::vector<Fault> faults;

 private:
  const ImportFile& file_;
  const ImportWords& words_;
  std::size_t rows_ = 0;
};

/// How the sample of one column is read, alone.
void read_sample(const ImportFile& file, const ImportWords& words, const Samples& samples,
                 std::size_t position, PreviewedColumn& column, const std::string& language) {
  std::vector<std::string> cells(samples.cells.size());
  cells[position] = samples.cells[position];
  ImportedRow row = read_row(file.kind, words, samples.columns, {samples.line, cells});
  for (const Fault& fault : row.faults) {
    if (first_member(fault.path) != column.member || column.fault) continue;
    column.fault = http::messages().expected(fault, language);
  }
  if (column.fault || !row.content) return;
  const MemberInfo* member = member_named(file.kind, column.member);
  std::visit(
      [&](auto& content) {
        column.meaning = in_words(words, member->name, *member->type, member->address(&content), language);
      },
      *row.content);
}

PreviewedColumn previewed(const ImportFile& file, const ImportWords& words, const Samples& samples,
                          std::size_t position, const std::string& language) {
  PreviewedColumn column;
  column.heading = shortened(trimmed(samples.headings[position]));
  column.sample = shortened(samples.cells[position], longest_words);
  const auto& known = samples.columns.columns()[position];
  if (known) {
    const std::string member(known->member->name);
    column.member = member;
    column.name = name_of(words.book, file.kind,
                          {known->part.empty() ? member : member + "." + known->part, known->unit}, language);
    if (!column.sample.empty()) read_sample(file, words, samples, position, column, language);
  }
  for (const Fault& fault : samples.faults) {
    if (!known && fault.path == column.heading) column.fault = http::messages().expected(fault, language);
  }
  return column;
}

}  // namespace

std::string in_words(const ImportWords& words, std::string_view member, const TypeInfo& type,
                     const void* value, const std::string& language) {
  void* object = const_cast<void*>(value);  // NOLINT: TypeInfo reads and writes through one pointer
  switch (type.shape) {
    case Shape::optional:
      return type.size(value) == 0 ? ""
                                   : in_words(words, member, *type.element, type.at(object, 0), language);
    case Shape::list: {
      std::string list;
      for (std::size_t i = 0; i < type.size(value); ++i)
        list += (i == 0 ? "" : "；") + in_words(words, member, *type.element, type.at(object, i), language);
      return shortened(list, longest_words);
    }
    case Shape::record: {
      if (type.name == "MoneyRange") return money_in_words(*static_cast<const MoneyRange*>(value));
      std::string parts;
      for (const MemberInfo& each : type.members) {
        const std::string part = in_words(words, each.name, *each.type, each.address(object), language);
        if (!part.empty()) parts += (parts.empty() ? "" : " ") + part;
      }
      return parts;
    }
    case Shape::boolean:
      return http::messages().title(type.load_integer(value) != 0 ? "choice.true" : "choice.false", language);
    case Shape::integer: {
      const std::string number = std::to_string(type.load_integer(value));
      return member == "wipo" ? code_in_words(words, "wipo35_fields", number, language) : number;
    }
    case Shape::enumeration: {
      const auto name = type.names[static_cast<std::size_t>(type.load_integer(value))];
      return http::messages().title("choice." + std::string(type.name) + "." + std::string(name), language);
    }
    default:
      break;
  }
  const std::string text = type.load_text(value);
  const std::string_view list = code_list_of(member);
  return list.empty() ? shortened(text, longest_words) : code_in_words(words, list, text, language);
}

Result<ImportPreview> preview_of(const ImportFile& file, const ImportWords& words,
                                 const std::string& language) {
  ImportPreview preview;
  preview.format = file.format;
  preview.choices = choices_of(words, file.kind, language);
  if (file.format == ImportFormat::json_lines) return preview;
  Samples samples(file, words);
  const TableSinks sinks{[&](const documents::TableRow& header) { return samples.take_header(header); },
                         [&](const documents::TableRow& row) { return samples.take_row(row); }};
  const auto notes = read_table(file.format, file.bytes, file.kind, words.book, sinks);
  if (!notes) return notes.error();
  preview.encoding = notes->encoding;
  if (notes->separator) preview.separator = std::string(1, *notes->separator);
  preview.header_line = samples.line;
  for (std::size_t i = 0; i < samples.headings.size(); ++i)
    preview.columns.push_back(previewed(file, words, samples, i, language));
  for (const std::string& member : required_members(file.kind, words.codes.book())) {
    if (!samples.columns.has(member)) preview.missing.push_back(member);
  }
  return preview;
}

}  // namespace shuniu::market
