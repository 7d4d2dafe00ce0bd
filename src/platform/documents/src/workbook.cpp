#include "shuniu/documents/workbook.h"

#include <unistd.h>
#include <xlsxwriter.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace shuniu::documents {
namespace {

constexpr lxw_row_t rows_to_choose_in = 2'000;
constexpr lxw_color_t required_colour = 0xC00000;

void require(lxw_error error) {
  if (error != LXW_NO_ERROR) throw std::runtime_error(std::string("no workbook: ") + lxw_strerror(error));
}

/// A name in the folder for temporary files that goes with it.
class TemporaryFile {
 public:
  TemporaryFile() : path_((std::filesystem::temp_directory_path() / "shuniu-sheet-XXXXXX").string()) {
    const int file = ::mkstemp(path_.data());
    if (file < 0) throw std::runtime_error("no workbook: no file in " + path_);
    ::close(file);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { ::unlink(path_.c_str()); }

  const std::string& path() const { return path_; }
  std::string read() const {
    const std::ifstream file(path_, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    if (!file || !bytes) throw std::runtime_error("no workbook: cannot read " + path_);
    return std::move(bytes).str();
  }

 private:
  std::string path_;
};

struct Formats {
  explicit Formats(lxw_workbook* book) {
    for (lxw_format** each : {&heading, &required, &text}) {
      *each = workbook_add_format(book);
      format_set_num_format(*each, "@");
      format_set_align(*each, LXW_ALIGN_VERTICAL_TOP);
      format_set_text_wrap(*each);
    }
    for (lxw_format* each : {heading, required}) {
      format_set_bold(each);
      format_set_bottom(each, LXW_BORDER_THIN);
    }
    format_set_font_color(required, required_colour);
  }
  lxw_format* heading = nullptr;
  lxw_format* required = nullptr;
  lxw_format* text = nullptr;
};

/// "='代码'!$C$2:$C$35"
std::string formula_of(const ChoiceRange& range) {
  char first[LXW_MAX_CELL_NAME_LENGTH], last[LXW_MAX_CELL_NAME_LENGTH];
  const auto column = static_cast<lxw_col_t>(range.column);
  lxw_rowcol_to_cell_abs(first, 1, column, 1, 1);
  lxw_rowcol_to_cell_abs(last, static_cast<lxw_row_t>(range.rows), column, 1, 1);
  return "='" + range.sheet + "'!" + first + ":" + last;
}

void add_choices(lxw_worksheet* sheet, lxw_col_t column, const ChoiceRange& range) {
  std::string formula = formula_of(range);
  lxw_data_validation validation{};
  validation.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
  validation.value_formula = formula.data();
  validation.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;  // a code instead of a name is fine
  require(worksheet_data_validation_range(sheet, 1, column, rows_to_choose_in, column, &validation));
}

void write_sheet(lxw_workbook* book, const Formats& formats, const Sheet& sheet) {
  lxw_worksheet* out = workbook_add_worksheet(book, sheet.name.c_str());
  if (!out) throw std::runtime_error("no workbook: a sheet cannot be named " + sheet.name);
  worksheet_freeze_panes(out, 1, 0);
  for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
    const SheetColumn& column = sheet.columns[i];
    const auto place = static_cast<lxw_col_t>(i);
    worksheet_set_column(out, place, place, column.width, formats.text);
    lxw_format* format = column.weight == Heading::required ? formats.required : formats.heading;
    require(worksheet_write_string(out, 0, place, column.heading.c_str(), format));
    if (!column.note.empty()) require(worksheet_write_comment(out, 0, place, column.note.c_str()));
    if (column.choices) add_choices(out, place, *column.choices);
  }
  for (std::size_t i = 0; i < sheet.rows.size(); ++i) {
    for (std::size_t k = 0; k < sheet.rows[i].size(); ++k) {
      if (sheet.rows[i][k].empty()) continue;
      require(worksheet_write_string(out, static_cast<lxw_row_t>(i + 1), static_cast<lxw_col_t>(k),
                                     sheet.rows[i][k].c_str(), formats.text));
    }
  }
}

}  // namespace

std::string write_workbook(const std::vector<Sheet>& sheets) {
  const TemporaryFile file;
  lxw_workbook* book = workbook_new(file.path().c_str());
  if (!book) throw std::runtime_error("no workbook: out of memory");
  try {
    const Formats formats(book);
    for (const Sheet& sheet : sheets) write_sheet(book, formats, sheet);
  } catch (...) {
    lxw_workbook_free(book);
    throw;
  }
  require(workbook_close(book));  // frees it, whatever comes
  return file.read();
}

}  // namespace shuniu::documents
