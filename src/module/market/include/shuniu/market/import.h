// import.h - needs and offers from CSV, TSV, JSON Lines and XLSX files.
//
//   Import import(database, market, …);
//   auto started = import.start(actor, {ItemKind::need, "needs.xlsx", bytes, Faulty::refuse});
//   import.run_pending();                       // a job: reads, checks, stages in chunks, then switches
//   auto view = import.progress(actor, {started->id});
//
// Promises
//   - Every faulty row is reported with its line, column, what was expected and what came.
//   - All or nothing: with Faulty::refuse one faulty row leaves nothing behind; with Faulty::skip the good rows come.
//   - Rows are staged in chunks that hold the writer for at most 25 ms each, and become visible by one switch.
//   - A file is read as a stream with bounds (rows, cells, bytes unpacked); an XLSX bomb is refused.
// The first line names the columns: the members of the content struct; lists are separated by "；", ";" or "|" in one cell,
// figures are written as "name | relation | value | unit | method | conditions", one per line of the cell.
#pragma once

#include "shuniu/market/market.h"

namespace shuniu::market {

using ImportId = Id<struct ImportTag>;

enum class Faulty { refuse, skip };
SHUNIU_DESCRIBE_ENUM(Faulty, refuse, skip)

enum class ImportStatus { reading, staging, switching, finished, refused, failed };
SHUNIU_DESCRIBE_ENUM(ImportStatus, reading, staging, switching, finished, refused, failed)

struct RowFault {
  std::int64_t line = 0;  // of the file, the header is line 1
  std::string column;
  std::string expected;
  std::string got;
};
SHUNIU_DESCRIBE(RowFault, line, column, expected, got)

struct ImportView {
  ImportId id;
  ItemKind kind = ItemKind::need;
  std::string file_name;
  Faulty faulty = Faulty::refuse;
  ImportStatus status = ImportStatus::reading;
  std::int64_t rows_read = 0;
  std::int64_t rows_good = 0;
  std::int64_t rows_faulty = 0;
  std::int64_t rows_staged = 0;
  std::vector<RowFault> faults;  // the first 1,000
  Instant created_at;
};
SHUNIU_DESCRIBE(ImportView, id, kind, file_name, faulty, status, rows_read, rows_good, rows_faulty, rows_staged, faults,
                created_at)

struct FindImport {
  ImportId import;
};
SHUNIU_DESCRIBE(FindImport, import)

}  // namespace shuniu::market
