#include "shuniu/documents/xlsx.h"

#include <charconv>
#include <map>

#include "cell_values.h"
#include "package.h"

namespace shuniu::documents {
namespace {

constexpr std::string_view workbook_part = "xl/workbook.xml";
constexpr std::size_t most_styles = 65'536;
constexpr std::size_t most_strings = 2'000'000;

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// The relationship id of the first sheet, and how days are counted.
class WorkbookSink final : public XmlSink {
 public:
  void start(std::string_view name, const Attributes& attributes) override {
    if (name == "workbookPr") {
      const std::string_view flag = attributes["date1904"];
      if (flag == "1" || flag == "true") epoch = Epoch::from_1904;
    }
    if (name == "sheet" && first_sheet.empty()) first_sheet = attributes["id"];
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

  std::string first_sheet;
  Epoch epoch = Epoch::from_1900;
};

/// Finds the target of one relationship.
class RelationsSink final : public XmlSink {
 public:
  explicit RelationsSink(std::string wanted) : wanted_(std::move(wanted)) {}
  void start(std::string_view name, const Attributes& attributes) override {
    if (name == "Relationship" && attributes["Id"] == wanted_) target = attributes["Target"];
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

  std::string target;

 private:
  std::string wanted_;
};

/// Which cell styles show dates.
class StylesSink final : public XmlSink {
 public:
  void start(std::string_view name, const Attributes& attributes) override {
    if (name == "cellXfs") inside_ = true;
    if (name == "numFmt") {
      const auto number = whole_number(attributes["numFmtId"]);
      if (number && formats_.size() < most_styles)
        formats_[*number] = is_date_format(attributes["formatCode"]);
    }
    if (name == "xf" && inside_) add_style(whole_number(attributes["numFmtId"]).value_or(0));
  }
  void end(std::string_view name) override {
    if (name == "cellXfs") inside_ = false;
  }
  void text(std::string_view) override {}

  std::vector<bool> shows_date;

 private:
  void add_style(std::int64_t format) {
    if (shows_date.size() == most_styles) return refuse_with(too_large("styles"));
    const auto own = formats_.find(format);
    const bool built_in = format >= 0 && format < 164 && is_date_format(static_cast<int>(format));
    shows_date.push_back(own == formats_.end() ? built_in : own->second);
  }

  bool inside_ = false;
  std::map<std::int64_t, bool> formats_;
};

/// The table of texts that cells refer to by number. Readings of characters (rPh) are left out.
class StringsSink final : public XmlSink {
 public:
  explicit StringsSink(const TableLimits& limits) : limits_(limits) {}
  void start(std::string_view name, const Attributes&) override {
    if (name == "si") {
      if (strings.size() == most_strings) return refuse_with(too_large("shared_texts"));
      strings.emplace_back();
    }
    if (name == "rPh") in_reading_ = true;
    if (name == "t") in_text_ = !in_reading_ && !strings.empty();
  }
  void end(std::string_view name) override {
    if (name == "rPh") in_reading_ = false;
    if (name == "t") in_text_ = false;
  }
  void text(std::string_view text) override {
    if (!in_text_) return;
    bytes_ += text.size();
    if (bytes_ > limits_.shared_text_bytes) return refuse_with(too_large("shared_text_bytes"));
    if (strings.back().size() + text.size() > limits_.cell_bytes) return refuse_with(too_large("cell_bytes"));
    strings.back() += text;
  }

  std::vector<std::string> strings;

 private:
  const TableLimits& limits_;
  std::size_t bytes_ = 0;
  bool in_text_ = false;
  bool in_reading_ = false;
};

struct Workbook {
  Epoch epoch = Epoch::from_1900;
  std::vector<bool> shows_date;
  std::vector<std::string> strings;
};

class SheetSink final : public XmlSink {
 public:
  SheetSink(const Workbook& workbook, const TableLimits& limits, const RowSink& sink)
      : workbook_(workbook), limits_(limits), sink_(sink) {}

  void start(std::string_view name, const Attributes& attributes) override {
    if (name == "row")
      begin_row(attributes);
    else if (name == "c")
      begin_cell(attributes);
    else if (name == "v")
      in_value_ = true;
    else if (name == "t")
      in_value_ = type_ == "inlineStr" && !in_reading_;
    else if (name == "rPh")
      in_reading_ = true;
  }

  void end(std::string_view name) override {
    if (name == "v" || name == "t")
      in_value_ = false;
    else if (name == "rPh")
      in_reading_ = false;
    else if (name == "c")
      end_cell();
    else if (name == "row")
      end_row();
  }

  void text(std::string_view text) override {
    if (!in_value_) return;
    if (value_.size() + text.size() > limits_.cell_bytes) return refuse_with(too_large("cell_bytes"));
    value_ += text;
  }

 private:
  void begin_row(const Attributes& attributes) {
    row_.line = whole_number(attributes["r"]).value_or(row_.line + 1);
    row_.cells.clear();
    holds_anything_ = false;
    column_ = 0;
  }

  void begin_cell(const Attributes& attributes) {
    const std::string_view reference = attributes["r"];
    if (const auto column = column_of(reference)) column_ = *column;
    type_ = attributes["t"];
    style_ = whole_number(attributes["s"]).value_or(0);
    value_.clear();
  }

  void end_cell() {
    std::string shown = shown_value();
    const std::size_t column = column_++;
    if (shown.empty()) return;
    if (column >= limits_.columns) return refuse_with(too_large("columns"));
    if (row_.cells.size() <= column) row_.cells.resize(column + 1);
    row_.cells[column] = std::move(shown);
    holds_anything_ = true;
  }

  void end_row() {
    if (!holds_anything_) return;
    if (++rows_ > limits_.rows) return refuse_with(too_large("rows"));
    if (!sink_(row_)) stop();
  }

  std::string shown_value() {
    if (type_ == "s") {
      const auto number = whole_number(value_);
      const bool known =
          number && *number >= 0 && static_cast<std::size_t>(*number) < workbook_.strings.size();
      return known ? unescaped(workbook_.strings[static_cast<std::size_t>(*number)]) : std::string();
    }
    if (type_ == "inlineStr" || type_ == "str") return unescaped(value_);
    if (type_ == "b") return value_ == "1" ? "true" : value_ == "0" ? "false" : value_;
    if (type_ == "e" || value_.empty()) return value_;
    if (type_ == "d") return value_;
    const bool date = style_ >= 0 && static_cast<std::size_t>(style_) < workbook_.shows_date.size() &&
                      workbook_.shows_date[static_cast<std::size_t>(style_)];
    if (date) {
      if (auto shown = date_of(value_, workbook_.epoch)) return *shown;
    }
    return number_as_shown(value_);
  }

  const Workbook& workbook_;
  const TableLimits& limits_;
  const RowSink& sink_;
  TableRow row_;
  std::string type_;
  std::string value_;
  std::int64_t style_ = 0;
  std::size_t column_ = 0;
  std::int64_t rows_ = 0;
  bool holds_anything_ = false;
  bool in_value_ = false;
  bool in_reading_ = false;
};

/// "worksheets/sheet1.xml" beside the workbook, or "/xl/worksheets/sheet1.xml" from the root.
std::string part_of(std::string_view target) {
  return target.starts_with('/') ? std::string(target.substr(1)) : "xl/" + std::string(target);
}

Result<std::string> first_sheet(Package& package, Workbook& workbook) {
  WorkbookSink sink;
  const std::string workbook_name(workbook_part);
  if (!package.has(workbook_name)) return refuse("documents.not_xlsx", Kind::invalid);
  if (const auto parsed = package.parse(workbook_name, sink); !parsed) return parsed.error();
  workbook.epoch = sink.epoch;
  RelationsSink relations(sink.first_sheet);
  if (const auto parsed = package.parse("xl/_rels/workbook.xml.rels", relations); !parsed)
    return parsed.error();
  if (relations.target.empty()) return damaged(workbook_part);
  return part_of(relations.target);
}

}  // namespace

bool looks_like_zip(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04");
}

Result<Done> read_rows(std::string_view bytes, const TableLimits& limits, const RowSink& sink) {
  auto package = Package::open(bytes, limits);
  if (!package) return package.error();
  Workbook workbook;
  const auto sheet = first_sheet(*package, workbook);
  if (!sheet) return sheet.error();
  if (package->has("xl/styles.xml")) {
    StylesSink styles;
    if (const auto parsed = package->parse("xl/styles.xml", styles); !parsed) return parsed.error();
    workbook.shows_date = std::move(styles.shows_date);
  }
  if (package->has("xl/sharedStrings.xml")) {
    StringsSink strings(limits);
    if (const auto parsed = package->parse("xl/sharedStrings.xml", strings); !parsed) return parsed.error();
    workbook.strings = std::move(strings.strings);
  }
  SheetSink rows(workbook, limits, sink);
  return package->parse(*sheet, rows);
}

}  // namespace shuniu::documents
