// import_cells.h - one row of a table as JSON of the content struct, so that one decoder judges both. Pure.
//
// How cells are written stands in import.h. What a cell cannot mean is passed on as it stands: the decoder
// says what was expected and what came.
#pragma once

#include <string>
#include <vector>

#include "shuniu/base/result.h"
#include "shuniu/market/content.h"

namespace shuniu::market {

/// Columns of a content struct by their position in the file.
class ColumnMap {
 public:
  /// One fault for each column without a name of a member, doubled or missing.
  static ColumnMap of(const std::vector<std::string>& header, const TypeInfo& content,
                      std::vector<Fault>& faults);
  std::string row_as_json(const std::vector<std::string>& cells) const;

 private:
  const TypeInfo* content_ = nullptr;
  std::vector<const MemberInfo*> columns_;
};

}  // namespace shuniu::market
