// import_table.h - the rows of an uploaded table, whatever its format, and which of them names the columns.
// Pure.
//
// Lists often begin with a title and notes: of the first ten rows that hold anything, the first with two
// known
// headings names the columns, else the first row.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "shuniu/documents/table.h"
#include "shuniu/documents/text_encoding.h"
#include "shuniu/market/import.h"

namespace shuniu::market {

/// By its first bytes and the end of its name; nothing when it is none of the four.
std::optional<ImportFormat> format_of(const std::string& file_name, std::string_view bytes);

/// How a text file was read.
struct TextNotes {
  std::optional<documents::Encoding> encoding;
  std::optional<char> separator;
};

struct TableSinks {
  /// Asked once, before any row; false ends the reading.
  std::function<bool(const documents::TableRow& header)> header;
  documents::RowSink row;
};

/// Refused when it cannot be read to its end, or to where a sink ended it.
Result<TextNotes> read_table(ImportFormat format, std::string_view bytes, ItemKind kind,
                             const ImportBook& book, const TableSinks& sinks);

}  // namespace shuniu::market
