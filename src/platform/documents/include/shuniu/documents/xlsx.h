// xlsx.h - reads the first sheet of an XLSX file (ECMA-376) as rows of texts.
//
//   auto done = read_rows(bytes, {}, [](const TableRow& row) { …; return true; });
//
// Promises
//   - Shared and inline strings, numbers as written (at most 15 significant digits, as spreadsheets show
//     them), booleans as true and false; a number whose style is a date comes as 2026-11-24, with a time part
//     when it has one.
//   - The sheet is read as a stream; empty rows cost nothing but their bytes, and gaps are not filled up.
//   - Refused: what is no such package (documents.not_xlsx), broken parts (documents.damaged), document type
//     declarations (so no entity can grow), and whatever exceeds the limits (documents.too_large, with the
//     limit's name).
// Does not compute formulas: their stored results are read.
#pragma once

#include <string_view>

#include "shuniu/base/result.h"
#include "shuniu/documents/table.h"

namespace shuniu::documents {

bool looks_like_zip(std::string_view bytes);

Result<Done> read_rows(std::string_view bytes, const TableLimits& limits, const RowSink& sink);

}  // namespace shuniu::documents
