// table.h - what all readers of tables share: rows as texts, and the bounds that keep a hostile file cheap.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace shuniu::documents {

struct TableRow {
  // As the sheet numbers it, or the line of the file on which the row begins; the first is 1.
  std::int64_t line = 0;
  std::vector<std::string> cells;
};

/// Receives the rows that hold anything, in order; false ends the reading, which then counts as successful.
using RowSink = std::function<bool(const TableRow& row)>;

struct TableLimits {
  std::int64_t rows = 100'000;  // that hold anything
  std::size_t columns = 200;
  std::size_t cell_bytes = 64 * 1024;
  std::size_t shared_text_bytes = 64 * 1024 * 1024;  // XLSX: its table of texts, held in memory
  std::size_t unpacked_bytes = 256 * 1024 * 1024;    // XLSX: of all parts that are read
  std::int64_t entries = 1'000;                      // XLSX: files in the package
  int nesting = 64;                                  // XLSX: of XML elements
};

}  // namespace shuniu::documents
