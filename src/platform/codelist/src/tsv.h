// tsv.h - a tab-separated table: the first line names the columns, nothing is quoted.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shuniu/base/result.h"

namespace shuniu::codelist {

struct Table {
  std::vector<std::string_view> columns;
  std::vector<std::vector<std::string_view>> rows;  // each as long as `columns`
  static constexpr std::size_t first_line = 2;      // of rows[0]

  std::optional<std::size_t> position_of(std::string_view column) const;
};

/// The parts point into `text`. A row of another length than the header is a fault; it stays as an empty row.
Table read_table(std::string_view text, std::vector<Fault>& faults);

}  // namespace shuniu::codelist
