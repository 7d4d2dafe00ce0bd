// import.h - needs and offers from CSV, TSV, JSON Lines and XLSX files.
//
//   Import import(market);
//   auto seen = import.preview(actor, {ItemKind::need, "needs.xlsx", bytes, {}});      // how it will be read
//   auto started = import.start(actor, {ItemKind::need, "needs.xlsx", bytes, Faulty::refuse, {}});
//   import.run_pending();                       // a job: reads, checks, stages in chunks, then switches
//   auto view = import.progress(actor, {started->id});
//
// Promises
//   - Every faulty row is reported with its line, column, what was expected and what came.
//   - Columns and cells may be written as people write them (import_book.h); a column with an unknown name is
//     refused with the name that is most like it, and is never left out unless the person says so.
//   - All or nothing: with Faulty::refuse one faulty row leaves nothing behind; with Faulty::skip the good
//     rows come.
//   - Rows are staged in chunks that hold the writer for at most 25 ms each, and become visible by one
//     switch.
//   - A file is read as a stream with bounds (rows, cells, bytes unpacked); an XLSX bomb is refused.
//   - What is imported is submitted for review, as if each row had been submitted by the uploading member; a
//     row with a mark of secrecy is quarantined. A crash loses nothing: run_pending goes on where it stopped.
//   - Two processes that work on one import (the leader lost its connection) bring each row once.
// How cells are written stands in docs/guide/import.md. A line of JSON Lines is the content struct itself.
// Thread-safe.
#pragma once

#include "shuniu/documents/text_encoding.h"
#include "shuniu/market/market.h"

namespace shuniu::market {

using ImportId = Id<struct ImportTag>;

enum class Faulty { refuse, skip };
SHUNIU_DESCRIBE_ENUM(Faulty, refuse, skip)

enum class ImportStatus { reading, staging, switching, finished, refused, failed };
SHUNIU_DESCRIBE_ENUM(ImportStatus, reading, staging, switching, finished, refused, failed)

enum class ImportFormat { csv, tsv, json_lines, xlsx };
SHUNIU_DESCRIBE_ENUM(ImportFormat, csv, tsv, json_lines, xlsx)

struct RowFault {
  std::int64_t line = 0;  // of the file, from 1
  std::string column;     // the member, "figures[0].unit"
  std::string heading;    // of the column in the file; "" where it has none
  std::string key;        // stable
  std::string expected;   // in the reader's words
  std::string got;        // what stands there, shortened
};
SHUNIU_DESCRIBE(RowFault, line, column, heading, key, expected, got)

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
  // By position, the known name that each column is read as, "" to leave it out; none: as the file names
  // them.
  std::vector<std::string> columns{};
};

// ---- before an import ------------------------------------------------------------------------------------

struct PreviewImport {
  ItemKind kind = ItemKind::need;
  std::string file_name;
  std::string bytes;
  std::vector<std::string> columns{};
};

struct PreviewedColumn {
  std::string heading;                 // as the file has it
  std::string name;                    // what it is read as, one of the choices; "" where it is left out
  std::string member;                  // of the content; "" where it is left out
  std::string sample;                  // the first cell that holds anything
  std::optional<std::string> meaning;  // how the sample is read; nothing where it cannot be
  std::optional<std::string> fault;    // why the column or its sample cannot be read, in the reader's words
};
SHUNIU_DESCRIBE(PreviewedColumn, heading, name, member, sample, meaning, fault)

/// A name that a column may be read as.
struct ColumnChoice {
  std::string name;
  std::string member;
  bool required = false;
};
SHUNIU_DESCRIBE(ColumnChoice, name, member, required)

struct ImportPreview {
  ImportFormat format = ImportFormat::csv;
  std::optional<documents::Encoding> encoding;  // of a text file
  std::optional<std::string> separator;
  std::int64_t header_line = 0;
  std::vector<PreviewedColumn> columns;  // none of a JSON Lines file
  std::vector<std::string> missing;      // members that must be there and have no column
  std::vector<ColumnChoice> choices;
};
SHUNIU_DESCRIBE(ImportPreview, format, encoding, separator, header_line, columns, missing, choices)

struct TemplateFile {
  std::string name;
  std::string bytes;
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

  /// How the file would be read, from its first rows; nothing is kept.
  Result<ImportPreview> preview(const Actor& actor, const PreviewImport& question) const;
  /// An empty XLSX file to fill in; market.no_template where there is none for the kind.
  Result<TemplateFile> template_for(ItemKind kind, const std::string& language) const;
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
