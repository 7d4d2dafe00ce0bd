// separated.h - reads CSV (RFC 4180) and TSV.
//
//   read_separated(bytes, ',', {}, [](const TableRow& row) { …; return true; });
//
// Promises
//   - Quoted cells may hold separators, line ends and doubled quotes; line ends may be LF or CRLF; a BOM is
//     left out.
//   - Refused: bytes that are not UTF-8 (documents.not_utf8), a quote that is never closed or is followed by
//     text (documents.bad_quote), what exceeds the limits (documents.too_large); each names the line.
// Does not guess an encoding or a separator, and gives no meaning to cells.
#pragma once

#include <string_view>

#include "shuniu/base/result.h"
#include "shuniu/documents/table.h"

namespace shuniu::documents {

Result<Done> read_separated(std::string_view bytes, char separator, const TableLimits& limits,
                            const RowSink& sink);

}  // namespace shuniu::documents
