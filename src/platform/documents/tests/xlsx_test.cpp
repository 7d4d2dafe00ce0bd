#include "shuniu/documents/xlsx.h"

#include <gtest/gtest.h>
#include <xlsxwriter.h>
#include <zip.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cell_values.h"

namespace shuniu::documents {
namespace {

using Rows = std::vector<std::pair<std::int64_t, std::vector<std::string>>>;

constexpr std::string_view workbook =
    "<workbook xmlns:r='r'><sheets><sheet name='S' sheetId='1' r:id='rId1'/></sheets></workbook>";
constexpr std::string_view relations =
    "<Relationships><Relationship Id='rId1' Target='worksheets/sheet1.xml'/></Relationships>";

class TemporaryFile {
 public:
  TemporaryFile() {
    std::string pattern = (std::filesystem::temp_directory_path() / "shuniu_xlsx_XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~TemporaryFile() { std::filesystem::remove_all(folder_); }
  std::string path() const { return (folder_ / "book.xlsx").string(); }
  std::string bytes() const {
    std::ifstream file(path(), std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }

 private:
  std::filesystem::path folder_;
};

/// A package with parts as given; compressed, so that repetition makes a bomb.
std::string package_of(const std::vector<std::pair<std::string, std::string>>& parts) {
  const TemporaryFile file;
  int error = 0;
  zip_t* zip = zip_open(file.path().c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
  for (const auto& [name, text] : parts) {
    zip_file_add(zip, name.c_str(), zip_source_buffer(zip, text.data(), text.size(), 0), 0);
  }
  zip_close(zip);
  return file.bytes();
}

std::string sheet_package(const std::string& rows,
                          std::vector<std::pair<std::string, std::string>> more = {}) {
  more.emplace_back("xl/workbook.xml", workbook);
  more.emplace_back("xl/_rels/workbook.xml.rels", relations);
  more.emplace_back("xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>");
  return package_of(more);
}

Rows rows_of(const std::string& bytes) {
  Rows rows;
  const auto read = read_rows(bytes, {}, [&](const TableRow& row) {
    rows.emplace_back(row.line, row.cells);
    return true;
  });
  EXPECT_TRUE(read) << (read ? "" : read.error().key);
  return rows;
}

std::string refusal_of(const std::string& bytes, const TableLimits& limits = {}) {
  const auto read = read_rows(bytes, limits, [](const TableRow&) { return true; });
  return read ? "" : read.error().key;
}

TEST(Xlsx, ReadsWhatASpreadsheetProgramWrites) {
  const TemporaryFile file;
  lxw_workbook* book = workbook_new(file.path().c_str());
  lxw_worksheet* sheet = workbook_add_worksheet(book, "需求");
  worksheet_write_string(sheet, 0, 0, "title", nullptr);
  worksheet_write_string(sheet, 0, 1, "deadline", nullptr);
  worksheet_write_string(sheet, 2, 0, "电池 & <隔热>\n第二行", nullptr);
  lxw_format* date = workbook_add_format(book);
  format_set_num_format(date, "yyyy-mm-dd");
  lxw_datetime day{2027, 9, 30, 0, 0, 0};
  worksheet_write_datetime(sheet, 2, 1, &day, date);
  worksheet_write_number(sheet, 2, 2, 1.1, nullptr);
  worksheet_write_boolean(sheet, 2, 4, 1, nullptr);
  workbook_add_worksheet(book, "second sheet");
  ASSERT_EQ(workbook_close(book), LXW_NO_ERROR);
  EXPECT_EQ(rows_of(file.bytes()), (Rows{{1, {"title", "deadline"}},
                                         {3, {"电池 & <隔热>\n第二行", "2027-09-30", "1.1", "", "true"}}}));
}

TEST(Xlsx, ReadsInlineAndRichTextAndLeavesReadingsOut) {
  const std::string strings =
      "<sst><si><r><t>固态</t></r><r><t>电池</t></r><rPh><t>gu tai</t></rPh></si></sst>";
  const std::string rows =
      "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='inlineStr'><is><t>a_x000D_\nb</t></is></c>"
      "<c r='C1' t='s'><v>7</v></c><c r='D1'><f>1+1</f><v>2</v></c></row>";
  EXPECT_EQ(rows_of(sheet_package(rows, {{"xl/sharedStrings.xml", strings}})),
            (Rows{{1, {"固态电池", "a\nb", "", "2"}}}));
}

TEST(Xlsx, KnowsDatesAndNumbers) {
  EXPECT_EQ(date_of("45000", Epoch::from_1900), "2023-03-15");
  EXPECT_EQ(date_of("45000.5", Epoch::from_1900), "2023-03-15T12:00:00");
  EXPECT_EQ(date_of("1", Epoch::from_1900), "1900-01-01");
  EXPECT_EQ(date_of("61", Epoch::from_1900), "1900-03-01");
  EXPECT_EQ(date_of("43538", Epoch::from_1904), "2023-03-15");
  EXPECT_EQ(date_of("x", Epoch::from_1900), std::nullopt);
  EXPECT_EQ(date_of("1e300", Epoch::from_1900), std::nullopt);
  EXPECT_TRUE(is_date_format("yyyy\"年\"m\"月\""));
  EXPECT_FALSE(is_date_format("0.00 \"days\""));
  EXPECT_FALSE(is_date_format("[Red]0.0"));
  EXPECT_EQ(number_as_shown("1.1000000000000001"), "1.1");
  EXPECT_EQ(number_as_shown("0.30000000000000004"), "0.3");
  EXPECT_EQ(number_as_shown("210"), "210");
  EXPECT_EQ(column_of("A1"), 0u);
  EXPECT_EQ(column_of("XFD1048576"), 16'383u);
  EXPECT_EQ(column_of("AAAA1"), std::nullopt);
}

TEST(Xlsx, AMillionEmptyRowsAreCheap) {
  std::string rows;
  for (int i = 1; i <= 1'000'000; ++i) rows += "<row r='" + std::to_string(i) + "'><c r='A1' s='1'/></row>";
  rows += "<row r='1048576'><c r='A1'><v>1</v></c></row>";
  const std::string bytes = sheet_package(rows);
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(rows_of(bytes), (Rows{{1'048'576, {"1"}}}));
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(20));
}

TEST(Xlsx, BombsAreRefused) {
  TableLimits limits;
  limits.unpacked_bytes = 1 << 20;
  const std::string blank(8 << 20, ' ');
  const std::string bomb = sheet_package("<row><c t='inlineStr'><is><t>x</t></is></c></row>" + blank);
  EXPECT_LT(bomb.size(), 100'000u);
  EXPECT_EQ(refusal_of(bomb, limits), "documents.too_large");

  const std::string doctype =
      "<!DOCTYPE s [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><sst><si><t>&b;</t></si></sst>";
  EXPECT_EQ(refusal_of(sheet_package("<row/>", {{"xl/sharedStrings.xml", doctype}})), "documents.damaged");

  std::string deep;
  for (int i = 0; i < 200; ++i) deep += "<x>";
  EXPECT_EQ(refusal_of(sheet_package(deep)), "documents.too_large");
}

TEST(Xlsx, LimitsHold) {
  TableLimits limits;
  limits.rows = 2;
  limits.columns = 4;
  limits.cell_bytes = 5;
  limits.entries = 4;
  const auto cell = [](const std::string& place, const std::string& text) {
    return "<row><c r='" + place + "' t='inlineStr'><is><t>" + text + "</t></is></c></row>";
  };
  EXPECT_EQ(refusal_of(sheet_package(cell("D1", "abcde")), limits), "");
  EXPECT_EQ(refusal_of(sheet_package(cell("E1", "a")), limits), "documents.too_large");
  EXPECT_EQ(refusal_of(sheet_package(cell("A1", "abcdef")), limits), "documents.too_large");
  EXPECT_EQ(refusal_of(sheet_package(cell("A1", "a") + cell("A2", "b") + cell("A3", "c")), limits),
            "documents.too_large");
  EXPECT_EQ(refusal_of(sheet_package("", {{"a", "1"}, {"b", "2"}}), limits), "documents.too_large");
}

TEST(Xlsx, WhatIsNoPackageIsRefused) {
  EXPECT_EQ(refusal_of(""), "documents.not_xlsx");
  EXPECT_EQ(refusal_of("PK\x03\x04 nothing of the kind"), "documents.not_xlsx");
  EXPECT_EQ(refusal_of(package_of({{"word/document.xml", "<w/>"}})), "documents.not_xlsx");
  EXPECT_EQ(refusal_of(package_of({{"xl/workbook.xml", std::string(workbook)}})), "documents.damaged");
  EXPECT_EQ(refusal_of(sheet_package("<row><c>")), "documents.damaged");
  std::string cut = sheet_package("<row><c r='A1'><v>1</v></c></row>");
  cut.resize(cut.size() / 2);
  EXPECT_EQ(refusal_of(cut), "documents.not_xlsx");
}

}  // namespace
}  // namespace shuniu::documents
