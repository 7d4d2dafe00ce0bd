#include "import_template.h"

#include "import_file.h"
#include "kind_info.h"
#include "shuniu/documents/workbook.h"
#include "shuniu/http/messages.h"
#include "shuniu/market/errors.h"

namespace shuniu::market {
namespace {

constexpr double narrow = 16, wide = 40;  // characters

std::string said(const std::string& key, const std::string& language) {
  return http::messages().title("template." + key, language);
}

/// Names that may be chosen, each with what is stored.
struct Names {
  std::vector<std::string> shown;
  std::vector<std::string> stored;
};

Names names_of_list(const codelist::CodeList& list, const std::string& language) {
  Names names;
  for (const codelist::Code& code : list.codes()) {
    names.shown.push_back(language == "en" ? code.name_en : code.name_zh);
    names.stored.push_back(code.code);
  }
  return names;
}

Names names_of_enumeration(const TypeInfo& type, const std::string& language) {
  Names names;
  for (const std::string_view name : type.names) {
    const std::string key = "choice." + std::string(type.name) + "." + std::string(name);
    names.shown.push_back(language == "en" ? std::string(name) : http::messages().title(key, language));
    names.stored.emplace_back(name);
  }
  return names;
}

std::optional<Names> names_for(ItemKind kind, const ImportColumn& column, const ImportWords& words,
                               const std::string& language) {
  const TypeInfo& type = value_type(*member_named(kind, first_member(column.field))->type);
  if (type.shape == Shape::enumeration) return names_of_enumeration(type, language);
  const std::string_view list = code_list_of(column.field);
  if (!list.empty()) return names_of_list(words.codes.book().list(list), language);
  if (type.name.empty() && type.shape == Shape::list && type.element->name == "IpItem")
    return names_of_list(words.codes.book().list("ip_kinds"), language);
  return std::nullopt;
}

/// Two columns per list: what may be written, and the code that stands for it.
class CodesSheet {
 public:
  explicit CodesSheet(std::string name, std::string code) : code_(std::move(code)) {
    sheet_.name = std::move(name);
  }

  documents::ChoiceRange add(const std::string& heading, const Names& names) {
    const std::size_t column = sheet_.columns.size();
    sheet_.columns.push_back({heading, "", wide});
    sheet_.columns.push_back({code_, "", narrow});
    if (sheet_.rows.size() < names.shown.size()) sheet_.rows.resize(names.shown.size());
    for (std::size_t i = 0; i < names.shown.size(); ++i) {
      sheet_.rows[i].resize(column + 2);
      sheet_.rows[i][column] = names.shown[i];
      sheet_.rows[i][column + 1] = names.stored[i];
    }
    return {sheet_.name, column, names.shown.size()};
  }

  documents::Sheet sheet() && { return std::move(sheet_); }

 private:
  std::string code_;
  documents::Sheet sheet_;
};

}  // namespace

Result<TemplateFile> import_template(ItemKind kind, const ImportWords& words, const std::string& language) {
  if (words.book.columns(kind).empty()) return refuse(errors::no_template, Kind::not_found);
  const bool english = language == "en";
  const std::string plural = kind == ItemKind::need ? "needs" : "offers";
  const auto required = required_members(kind, words.codes.book());
  documents::Sheet items{said(plural, language), {}, {{}}};
  documents::Sheet guide{said("guide", language),
                         {{said("column", language), "", narrow}, {said("how", language), "", 2 * wide}},
                         {}};
  CodesSheet codes(said("codes", language), said("code", language));
  for (const ImportColumn& column : words.book.columns(kind)) {
    const std::string& heading = english ? column.heading_en : column.heading_zh;
    const std::string& hint = english ? column.hint_en : column.hint_zh;
    guide.rows.push_back({heading, hint});
    if (!column.in_template) continue;
    const TypeInfo& type = value_type(*member_named(kind, first_member(column.field))->type);
    const bool long_text = type.shape == Shape::list || type.maximum_length > 100;
    documents::SheetColumn out{heading, hint, long_text ? wide : narrow};
    if (required.contains(column.field)) out.weight = documents::Heading::required;
    if (const auto names = names_for(kind, column, words, language)) {
      const auto range = codes.add(heading, *names);
      if (type.shape != Shape::list)
        out.choices = range;  // a list may hold several: nothing to choose one from
    }
    items.columns.push_back(std::move(out));
    items.rows.front().push_back(column.example);
  }
  return TemplateFile{
      said("file_" + plural, language),
      documents::write_workbook({std::move(items), std::move(codes).sheet(), std::move(guide)})};
}

}  // namespace shuniu::market
