// import_codes.h - codes of the rulebook by whatever people call them: 310000, 上海市, 上海, Shanghai. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "shuniu/codelist/code_list.h"
#include "shuniu/market/import_book.h"

namespace shuniu::market {

class ImportCodes {
 public:
  ImportCodes(const codelist::CodeBook& codes, const ImportBook& book);

  /// By the code, "310000 上海市", the name in either language, the short name, or a word of the import book. A
  /// city stands for its region. Nothing where nobody, or more than one, is called so.
  std::optional<std::string> code_of(std::string_view list, std::string_view written) const;
  const codelist::CodeBook& book() const { return codes_; }

 private:
  using Names = std::map<std::string, std::string>;  // as compared -> code; "" where it is ambiguous

  void add_list(const std::string& name, const ImportBook& book);
  void add_cities();
  Names::const_iterator region_before(const Names& names, const std::string& key) const;
  static void add(Names& names, std::string_view name, const std::string& code);

  const codelist::CodeBook& codes_;
  std::map<std::string, Names, std::less<>> names_;
};

}  // namespace shuniu::market
