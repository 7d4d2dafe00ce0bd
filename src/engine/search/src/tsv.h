// tsv.h - tab-separated lines, with every faulty one reported.
#pragma once

#include <functional>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "shuniu/base/result.h"

namespace shuniu::search {

struct TsvShape {
  std::string name;                  // of the file, for faults
  std::vector<std::string> columns;  // the first ones, in order
  std::size_t optional = 0;          // of these, how many at the end may be missing
  bool header = true;                // the first line names the columns
  bool further_columns = false;      // more may follow, and are not looked at
};

using Cells = std::vector<std::string_view>;

/// Gives each line's cells (missing optional ones are empty) to `take`, which answers with what it expected
/// instead, or nothing. Empty lines are passed over.
[[nodiscard]] std::vector<Fault> read_tsv(std::istream& in, const TsvShape& shape,
                                          const std::function<std::string(const Cells&)>& take);

[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace shuniu::search
