// separated.h - reads CSV (RFC 4180), its kin with semicolons, and TSV.
//
//   const auto decoded = to_utf8(bytes);                       // text_encoding.h
//   const char separator = separator_of(decoded->text, ',');
//   read_separated(decoded->text, separator, {}, [](const TableRow& row) { …; return true; });
//
// Promises
//   - Quoted cells may hold separators, line ends and doubled quotes; line ends may be LF or CRLF.
//   - Refused: a quote that is never closed or is followed by text (documents.bad_quote), what exceeds the
//     limits (documents.too_large); each names the line.
//   - The separator is what Excel's own line "sep=;" says, else the one of comma, semicolon and tab that
//     stands most often outside quotes in the first line that has any; the expected one where it stands as
//     often as another.
// Does not decode: the text is UTF-8. Gives no meaning to cells.
#pragma once

#include <string_view>

#include "shuniu/base/result.h"
#include "shuniu/documents/table.h"

namespace shuniu::documents {

char separator_of(std::string_view text, char expected);

Result<Done> read_separated(std::string_view text, char separator, const TableLimits& limits,
                            const RowSink& sink);

}  // namespace shuniu::documents
