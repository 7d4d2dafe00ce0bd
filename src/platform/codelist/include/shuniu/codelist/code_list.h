// code_list.h - the code lists of the rulebook: technology fields, regions, kinds, levels of readiness.
//
//   Result<CodeBook> book = CodeBook::load("rulebook/cn/codes");
//   book->list("tech_fields").find("06")->name_zh;                    // "新能源与高效节能"
//   book->require("regions", command.region, "region", faults);      // one fault when there is no such code
//
// A list is a TSV file with the columns code, parent, name_zh, name_en, confirmed (yes|no), source; further
// columns are kept. Where parents stand in another list, the column is named after it: `parent:regions`
// (rulebook/README.md).
//
// Promises
//   - Loaded once, immutable, thread-safe; codes keep the order of the file.
//   - A list with a missing column, a duplicate code or an unknown parent is refused at start
//     (codelist.invalid), and every fault is listed with its file, line and column.
// Does not hold any code in the program: every list and every name comes from the rulebook.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shuniu/base/describe.h"
#include "shuniu/base/result.h"

namespace shuniu::codelist {

struct Code {
  std::string code;
  std::string parent;  // "" at the top
  std::string name_zh;
  std::string name_en;
  bool confirmed = true;
  std::string source;
};
SHUNIU_DESCRIBE(Code, code, parent, name_zh, name_en, confirmed, source)

class CodeList {
 public:
  static Result<CodeList> parse(std::string_view tsv);
  const Code* find(std::string_view code) const;
  const std::vector<Code>& codes() const { return codes_; }
  /// What a further column says of a code; "" when it says nothing or there is no such code or column.
  std::string_view extra(std::string_view code, std::string_view column) const;
  /// The list in which the parents stand; "" for this one.
  const std::string& parents_list() const { return parents_list_; }

 private:
  std::vector<Code> codes_;
  std::map<std::string, std::size_t, std::less<>> positions_;
  std::map<std::string, std::vector<std::string>, std::less<>> extras_;  // column -> one text per code
  std::string parents_list_;
};

class CodeBook {
 public:
  static Result<CodeBook> load(const std::string& directory);
  const CodeList& list(std::string_view name) const;  // a list that is not there is a broken invariant
  std::vector<std::string> names() const;
  /// Adds a fault for a code that the list lacks.
  void require(std::string_view list, std::string_view code, std::string path,
               std::vector<Fault>& faults) const;

 private:
  std::map<std::string, CodeList, std::less<>> lists_;
};

}  // namespace shuniu::codelist
