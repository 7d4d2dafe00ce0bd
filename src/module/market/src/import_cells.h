// import_cells.h - one row of a table as JSON of the content struct, so that one decoder judges both. Pure.
//
//   const ColumnMap columns = ColumnMap::of(header, header, ItemKind::need, book, faults);
//   const RowJson row = row_as_json(words, columns, cells, {});
//
// How cells may be written stands in docs/guide/import.md and in the rulebook's import_*.tsv. What a cell
// cannot
// mean is a fault, and its member is left empty.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "import_codes.h"
#include "shuniu/base/result.h"
#include "shuniu/market/import_book.h"

namespace shuniu::market {

/// What cells are read with.
struct ImportWords {
  ImportWords(const codelist::CodeBook& code_book, const ImportBook& import_book)
      : book(import_book), codes(code_book, import_book) {}
  const ImportBook& book;
  ImportCodes codes;
};

struct Column {
  std::string heading;  // as the file has it
  const MemberInfo* member = nullptr;
  std::string part;  // "low" or "high" of a range of money, else ""
  std::optional<MoneyUnit> unit;
};

/// The columns of a file by their position.
class ColumnMap {
 public:
  /// The headings are as the file has them, the names what the columns are read as ("" leaves one out). One
  /// fault for each name that is unknown or doubled.
  static ColumnMap of(const std::vector<std::string>& headings, const std::vector<std::string>& names,
                      ItemKind kind, const ImportBook& book, std::vector<Fault>& faults);

  const std::vector<std::optional<Column>>& columns() const { return columns_; }
  bool is_empty() const;
  ItemKind kind() const { return kind_; }
  bool has(std::string_view member) const;
  /// The heading of the column that a fault's path speaks of; "" where there is none.
  std::string heading_of(std::string_view path) const;

 private:
  bool repeats(const Column& column) const;

  ItemKind kind_ = ItemKind::need;
  std::vector<std::optional<Column>> columns_;
};

/// How many of the headings are known.
std::size_t known_headings(const std::vector<std::string>& header, ItemKind kind, const ImportBook& book);

struct RowJson {
  std::string json;
  std::vector<Fault> faults;
};

/// Members that are `left_out` are empty, whatever their cells hold.
RowJson row_as_json(const ImportWords& words, const ColumnMap& columns, const std::vector<std::string>& cells,
                    const std::set<std::string>& left_out);

/// The code list of a member's values; "" where they are none.
std::string_view code_list_of(std::string_view member);

/// "budget" of "budget.low_minor", "fields" of "fields[0]".
std::string first_member(std::string_view path);

}  // namespace shuniu::market
