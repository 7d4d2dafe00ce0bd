// import_file.h - the rows of an import file as contents, whatever its format. Pure but for the memory it
// reads.
#pragma once

#include <functional>

#include "import_cells.h"
#include "import_table.h"
#include "item.h"

namespace shuniu::market {

struct ImportedRow {
  std::int64_t line = 0;
  // Nothing where the row is no row; members with faults are empty in it, so that the rest can be judged too.
  std::optional<Content> content;
  std::vector<Fault> faults;
  const ColumnMap* columns = nullptr;  // of a table, while the sink runs
};

/// Receives rows in order; false ends the reading.
using ImportSink = std::function<bool(ImportedRow row)>;

struct ImportFile {
  ImportFormat format = ImportFormat::csv;
  ItemKind kind = ItemKind::need;
  std::vector<std::string> columns;  // read as these, "" leaves one out; empty: as the file names them
  std::string_view bytes;
};

/// A file that cannot be read as a whole is a refusal; faults of the header come as those of its line, and
/// nothing below it is read. Rows that are an example of the template are passed over.
Result<Done> read_import(const ImportFile& file, const ImportWords& words, const ImportSink& sink);

/// The map of a table's columns, with faults also for those that must be there and are not.
ColumnMap map_columns(const std::vector<std::string>& header, const ImportFile& file,
                      const ImportWords& words, std::vector<Fault>& faults);

/// Whether the row is the example of the template.
bool is_example(const ColumnMap& columns, const std::vector<std::string>& cells, const ImportBook& book);

/// One row; what the decoder cannot take is left out in a second try, so that its other faults are found too.
ImportedRow read_row(ItemKind kind, const ImportWords& words, const ColumnMap& columns,
                     const documents::TableRow& table_row);

/// Takes over what is wrong with members that had no fault before.
void add_faults(std::vector<Fault>& faults, std::vector<Fault> more);

/// Members without which nothing of the kind can be submitted.
std::set<std::string> required_members(ItemKind kind, const codelist::CodeBook& codes);

}  // namespace shuniu::market
