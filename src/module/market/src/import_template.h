// import_template.h - an empty sheet to fill in: headings with notes, one example row, the codes with their
// names, and a sheet that says how each column is written.
#pragma once

#include "import_cells.h"
#include "shuniu/market/import.h"

namespace shuniu::market {

/// An XLSX file that read_import reads as it is: an example, which is passed over, and no row. Refused
/// (market.no_template) for a kind whose columns the rulebook does not name.
Result<TemplateFile> import_template(ItemKind kind, const ImportWords& words, const std::string& language);

}  // namespace shuniu::market
