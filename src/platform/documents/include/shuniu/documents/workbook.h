// workbook.h - writes an XLSX file: sheets with headings, notes, and cells whose values are chosen from a
// list.
//
//   std::string bytes = write_workbook({{"需求", {{"地区", "省级地区", 14, Heading::optional, codes}}, {{"上海市"}}},
//                                       {"代码", {{"地区", "", 14}}, names}});
//
// Promises
//   - Every cell is a text, so that codes keep their zeros and days are not rewritten.
//   - What it writes, read_rows (xlsx.h) reads; the first row of a sheet holds its headings.
// Does not style beyond headings, widths and wrapped lines. Throws std::runtime_error when the file cannot be
// made (disk). Thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace shuniu::documents {

/// Cells of another sheet that may be chosen from: its column, below the heading.
struct ChoiceRange {
  std::string sheet;
  std::size_t column = 0;  // from 0
  std::size_t rows = 0;
};

enum class Heading { optional, required };

struct SheetColumn {
  std::string heading;
  std::string note;   // shown beside the heading; "" for none
  double width = 16;  // characters
  Heading weight = Heading::optional;
  std::optional<ChoiceRange> choices = std::nullopt;
};

struct Sheet {
  std::string name;  // at most 31 characters, without []:*?/\ .
  std::vector<SheetColumn> columns;
  std::vector<std::vector<std::string>> rows;
};

std::string write_workbook(const std::vector<Sheet>& sheets);

}  // namespace shuniu::documents
