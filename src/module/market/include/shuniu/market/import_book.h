// import_book.h - how people write the columns and cells of an import: the rulebook's import_*.tsv.
//
//   const ImportBook book = ImportBook::load("rulebook/cn/market");
//   book.meaning_of(ItemKind::need, "经费预算（万元）");     // field budget, one stands for 10,000 CNY
//   book.word("Shown", "不公开");                            // hidden
//
// Promises
//   - Names and words are compared as a reader would: without case, width, spaces, marks such as "*", and the
//     difference of Traditional and Simplified. A hint in brackets behind a name is passed over: "标题（必填）".
//   - A file that names an unknown field, or one name for two fields, is refused when it is loaded.
// Does not read cells: import_cells.h does.
// Immutable after loading; thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shuniu/market/content.h"

namespace shuniu::market {

/// A column that the hub knows.
struct ImportColumn {
  std::string field;  // a member of the content
  std::string heading_zh;
  std::string heading_en;
  bool in_template = true;
  std::string hint_zh;
  std::string hint_en;
  std::string example;
};

/// What one in a column of money stands for.
struct MoneyUnit {
  std::int64_t scale = 1;
  std::string currency = "CNY";
};

struct ColumnMeaning {
  std::string field;  // "budget", "budget.low", "budget.high"; "-" is known and not imported
  std::optional<MoneyUnit> unit;
};

class ImportBook {
 public:
  /// Throws std::runtime_error with file and line.
  static ImportBook load(const std::string& folder);

  const std::vector<ImportColumn>& columns(ItemKind kind) const;
  std::optional<ColumnMeaning> meaning_of(ItemKind kind, std::string_view heading) const;
  /// The known name that is most like the heading; "" where none is.
  std::string nearest_name(ItemKind kind, std::string_view heading) const;
  /// "万元", "万美元", "RMB"; nothing where it is no unit of money.
  std::optional<MoneyUnit> money_unit(std::string_view written) const;
  /// What a word means in a list such as boolean, Shown or regions.
  std::optional<std::string> word(std::string_view list, std::string_view written) const;
  /// Words of a list and what they mean, as compared.
  const std::map<std::string, std::string>& words(std::string_view list) const;

 private:
  struct Name {
    std::string written;
    std::string field;
  };
  using Names = std::map<std::string, Name>;  // by the name as compared

  void add_column(const std::string& kind, ImportColumn column);
  void add_name(ItemKind kind, const std::string& name, const std::string& field);
  std::optional<ColumnMeaning> with_unit_behind(ItemKind kind, const std::string& key) const;
  std::optional<std::string> field_named(ItemKind kind, const std::string& key) const;

  std::map<ItemKind, std::vector<ImportColumn>> columns_;
  std::map<ItemKind, Names> names_;
  std::map<std::string, std::map<std::string, std::string>, std::less<>> words_;
};

/// A name or word as it is compared: folded, without spaces and marks around it.
std::string compared(std::string_view written);

}  // namespace shuniu::market
