#include "tsv.h"

#include <algorithm>

namespace shuniu::codelist {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string columns(std::size_t count) {
  return std::to_string(count) + " columns";
}

}  // namespace

std::optional<std::size_t> Table::position_of(std::string_view column) const {
  const auto found = std::find(columns.begin(), columns.end(), column);
  if (found == columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns.begin());
}

Table read_table(std::string_view text, std::vector<Fault>& faults) {
  std::vector<std::string_view> lines = split(text, '\n');
  if (lines.back().empty()) lines.pop_back();
  Table table;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string_view line = lines[i];
    if (line.ends_with('\r')) line.remove_suffix(1);
    std::vector<std::string_view> parts = split(line, '\t');
    if (i == 0) {
      table.columns = std::move(parts);
    } else if (parts.size() == table.columns.size()) {
      table.rows.push_back(std::move(parts));
    } else {
      // The row stays, empty, so that the lines after it keep their numbers.
      faults.push_back(
          plain_fault("line " + std::to_string(i + 1), columns(table.columns.size()), columns(parts.size())));
      table.rows.emplace_back(table.columns.size());
    }
  }
  return table;
}

}  // namespace shuniu::codelist
