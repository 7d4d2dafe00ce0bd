// tsv.h - tab-separated lines, with every faulty one reported.
#pragma once

#include <functional>
#include <istream>
#include <optional>
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

/// What is wrong with a line: the cell at fault, and what should stand there.
struct BadCell {
  std::size_t column = 0;  // from 0
  std::string expected;
};

using TakeCells = std::function<std::optional<BadCell>(const Cells&)>;

/// Gives each line's cells (missing optional ones are empty) to `take`. Empty lines are passed over.
[[nodiscard]] std::vector<Fault> read_tsv(std::istream& in, const TsvShape& shape, const TakeCells& take);

[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace shuniu::search
