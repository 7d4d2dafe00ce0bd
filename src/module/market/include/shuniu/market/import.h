// import.h - needs and offers from CSV, TSV, JSON Lines and XLSX files.
//
//   Import import(market);
//   auto started = import.start(actor, {ItemKind::need, "needs.xlsx", bytes, Faulty::refuse});
//   import.run_pending();                       // a job: reads, checks, stages in chunks, then switches
//   auto view = import.progress(actor, {started->id});
//
// Promises
//   - Every faulty row is reported with its line, column, what was expected and what came.
//   - All or nothing: with Faulty::refuse one faulty row leaves nothing behind; with Faulty::skip the good
//     rows come.
//   - Rows are staged in chunks that hold the writer for at most 25 ms each, and become visible by one
//     switch.
//   - A file is read as a stream with bounds (rows, cells, bytes unpacked); an XLSX bomb is refused.
//   - What is imported is submitted for review, as if each row had been submitted by the uploading member; a
//     row with a mark of secrecy is quarantined. A crash loses nothing: run_pending goes on where it stopped.
//   - Two processes that work on one import (the leader lost its connection) bring each row once.
// Cells: the first line names the columns, which are the members of the content struct. Items of a list are
// separated by "；", ";" or "|". Money is written in whole units, "500000~800000 CNY". One line of a cell per
// figure, "name | relation | value | unit | method | conditions" (relation: ge, >=, 不低于 …; between:
// "10~20"), and per IP item, "kind | number | title | status | expires_on | checked_on". A line of JSON
// Lines is the content struct itself.
// Thread-safe.
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
  std::string key;       // stable
  std::string expected;  // in the reader's words
  std::string got;       // what stands there, shortened
};
SHUNIU_DESCRIBE(RowFault, line, column, key, expected, got)

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
SHUNIU_DESCRIBE(ImportView, id, kind, file_name, faulty, status, rows_read, rows_good, rows_faulty,
                rows_staged, faults, created_at)

struct FindImport {
  ImportId import;
};
SHUNIU_DESCRIBE(FindImport, import)

struct StartImport {
  ItemKind kind = ItemKind::need;
  std::string file_name;
  std::string bytes;
  Faulty faulty = Faulty::refuse;
};

/// Whether nothing will change any more.
constexpr bool is_over(ImportStatus status) {
  return status == ImportStatus::finished || status == ImportStatus::refused ||
         status == ImportStatus::failed;
}

inline constexpr std::size_t largest_import_bytes = 20 << 20;

class Import {
 public:
  explicit Import(Market& market);
  ~Import();

  /// Keeps the file and queues it; market.import_format when it is none of the four.
  Result<ImportView> start(const Actor& actor, const StartImport& command);
  /// The same for an organisation without a person who acts for it (`shuniu import`).
  Result<ImportView> start_unattended(const OrganisationId& organisation, const StartImport& command);
  /// Seen by members of the organisation that it is for.
  Result<ImportView> progress(const Actor& actor, const FindImport& question);

  /// Works until nothing is pending; one caller at a time works, others return at once. Returns the imports
  /// finished.
  std::int64_t run_pending();
  /// A job: deletes what imports that failed have staged; returns how many rows.
  std::int64_t remove_leftovers();

  /// The longest that a chunk has held the writer since the program began.
  std::int64_t longest_chunk_us() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace shuniu::market
