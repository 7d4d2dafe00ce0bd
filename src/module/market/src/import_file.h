// import_file.h - the rows of an import file as contents, whatever its format. Pure but for the memory it
// reads.
#pragma once

#include <functional>

#include "item.h"

namespace shuniu::market {

enum class FileFormat { csv, tsv, json_lines, xlsx };

/// By its first bytes and the end of its name; nothing when it is none of the four.
std::optional<FileFormat> format_of(const std::string& file_name, std::string_view bytes);

struct ImportedRow {
  std::int64_t line = 0;
  std::optional<Content> content;  // nothing where there are faults
  std::vector<Fault> faults;
};

/// Receives rows in order; false ends the reading.
using ImportSink = std::function<bool(ImportedRow row)>;

/// A file that cannot be read as a whole is a refusal; faults of the header come as those of line 1.
Result<Done> read_import(FileFormat format, ItemKind kind, std::string_view bytes, const ImportSink& sink);

}  // namespace shuniu::market
