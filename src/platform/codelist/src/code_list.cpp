#include "shuniu/codelist/code_list.h"

#include <algorithm>
#include <array>

#include "tsv.h"

namespace shuniu::codelist {
namespace {

constexpr std::array<std::string_view, 6> known_columns = {"code",    "parent",    "name_zh",
                                                           "name_en", "confirmed", "source"};
constexpr std::string_view parent_prefix = "parent:";

std::string place(std::size_t row, std::string_view column) {
  return "line " + std::to_string(row + Table::first_line) + "." + std::string(column);
}

/// "parent:regions" becomes "parent"; returns "regions".
std::string take_parents_list(Table& table) {
  for (std::string_view& column : table.columns) {
    if (!column.starts_with(parent_prefix)) continue;
    std::string list(column.substr(parent_prefix.size()));
    column = column.substr(0, parent_prefix.size() - 1);
    return list;
  }
  return {};
}

bool has_known_columns(const Table& table, std::vector<Fault>& faults) {
  const std::size_t before = faults.size();
  for (const std::string_view column : known_columns) {
    const auto count = std::count(table.columns.begin(), table.columns.end(), column);
    if (count != 1)
      faults.push_back(
          plain_fault("line 1", "one column " + std::string(column), std::to_string(count) + " of them"));
  }
  return faults.size() == before;
}

struct KnownColumns {
  explicit KnownColumns(const Table& table) {
    for (std::size_t i = 0; i < known_columns.size(); ++i)
      positions[i] = *table.position_of(known_columns[i]);
  }
  std::string_view of(const std::vector<std::string_view>& row, std::size_t known) const {
    return row[positions[known]];
  }
  std::array<std::size_t, known_columns.size()> positions{};
};

Code read_code(const std::vector<std::string_view>& row, std::size_t line, const KnownColumns& columns,
               std::vector<Fault>& faults) {
  Code code;
  code.code = columns.of(row, 0);
  code.parent = columns.of(row, 1);
  code.name_zh = columns.of(row, 2);
  code.name_en = columns.of(row, 3);
  code.source = columns.of(row, 5);
  for (const std::size_t required : {0U, 2U, 3U, 5U}) {
    if (columns.of(row, required).empty())
      faults.push_back(plain_fault(place(line, known_columns[required]), "a text", "nothing"));
  }
  const std::string_view confirmed = columns.of(row, 4);
  code.confirmed = confirmed == "yes";
  if (confirmed != "yes" && confirmed != "no") {
    faults.push_back(
        plain_fault(place(line, "confirmed"), "yes or no", "\"" + std::string(confirmed) + "\""));
  }
  return code;
}

bool is_empty(const std::vector<std::string_view>& row) {
  return std::all_of(row.begin(), row.end(), [](std::string_view part) { return part.empty(); });
}

}  // namespace

Result<CodeList> CodeList::parse(std::string_view tsv) {
  std::vector<Fault> faults;
  Table table = read_table(tsv, faults);
  CodeList list;
  list.parents_list_ = take_parents_list(table);
  if (!has_known_columns(table, faults)) return Reason("codelist.invalid", Kind::invalid, std::move(faults));

  const KnownColumns columns(table);
  std::vector<std::size_t> rows;  // of codes_, for the places of faults
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (is_empty(table.rows[row])) continue;
    Code code = read_code(table.rows[row], row, columns, faults);
    if (!list.positions_.emplace(code.code, list.codes_.size()).second) {
      faults.push_back(
          plain_fault(place(row, "code"), "a code that is not there yet", "\"" + code.code + "\" again"));
    }
    list.codes_.push_back(std::move(code));
    rows.push_back(row);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (std::find(known_columns.begin(), known_columns.end(), table.columns[i]) != known_columns.end())
        continue;
      list.extras_[std::string(table.columns[i])].emplace_back(table.rows[row][i]);
    }
  }
  for (std::size_t i = 0; i < list.codes_.size() && list.parents_list_.empty(); ++i) {
    const std::string& parent = list.codes_[i].parent;
    if (parent.empty() || (parent != list.codes_[i].code && list.find(parent))) continue;
    faults.push_back(
        plain_fault(place(rows[i], "parent"), "another code of this list", "\"" + parent + "\""));
  }
  if (!faults.empty()) return Reason("codelist.invalid", Kind::invalid, std::move(faults));
  return list;
}

const Code* CodeList::find(std::string_view code) const {
  const auto found = positions_.find(code);
  return found == positions_.end() ? nullptr : &codes_[found->second];
}

std::string_view CodeList::extra(std::string_view code, std::string_view column) const {
  const auto position = positions_.find(code);
  const auto texts = extras_.find(column);
  if (position == positions_.end() || texts == extras_.end()) return {};
  return texts->second[position->second];
}

}  // namespace shuniu::codelist
