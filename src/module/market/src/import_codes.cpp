#include "import_codes.h"

namespace shuniu::market {

ImportCodes::ImportCodes(const codelist::CodeBook& codes, const ImportBook& book) : codes_(codes) {
  for (const char* name : {"tech_fields", "wipo35_fields", "industries", "regions", "contract_kinds",
                           "ip_kinds", "ip_positions"})
    add_list(name, book);
  add_cities();
}

/// A city stands for its region; a region keeps its own name.
void ImportCodes::add_cities() {
  constexpr std::string_view suffix = "市";
  Names cities;
  for (const codelist::Code& city : codes_.list("cities").codes()) {
    const std::string_view name = city.name_zh;
    add(cities, city.code, city.parent);
    add(cities, name, city.parent);
    add(cities, city.name_en, city.parent);
    if (name.ends_with(suffix)) add(cities, name.substr(0, name.size() - suffix.size()), city.parent);
  }
  names_["regions"].merge(cities);
}

void ImportCodes::add_list(const std::string& name, const ImportBook& book) {
  const codelist::CodeList& list = codes_.list(name);
  Names& names = names_[name];
  for (const auto& [word, code] : book.words(name)) names[word] = code;
  for (const codelist::Code& code : list.codes()) {
    // A division that is all of its section bears the same name (教育: P and P83); the name means the section.
    const codelist::Code* above = code.parent.empty() ? nullptr : list.find(code.parent);
    if (above == nullptr || above->name_zh != code.name_zh) add(names, code.name_zh, code.code);
    if (above == nullptr || above->name_en != code.name_en) add(names, code.name_en, code.code);
    add(names, list.extra(code.code, "short_zh"), code.code);
  }
}

void ImportCodes::add(Names& names, std::string_view name, const std::string& code) {
  if (name.empty()) return;
  const auto [place, is_new] = names.emplace(compared(name), code);
  if (!is_new && place->second != code) place->second.clear();
}

std::optional<std::string> ImportCodes::code_of(std::string_view list, std::string_view written) const {
  if (codes_.list(list).find(written)) return std::string(written);
  const std::string_view first = written.substr(0, written.find(' '));
  if (first.size() < written.size() && codes_.list(list).find(first)) return std::string(first);
  const auto names = names_.find(list);
  if (names == names_.end()) return std::nullopt;
  const std::string key = compared(written);
  auto code = names->second.find(key);
  if (code == names->second.end() && list == "regions") code = region_before(names->second, key);
  if (code == names->second.end() || code->second.empty()) return std::nullopt;
  return code->second;
}

/// "江苏省苏州市工业园区" begins with the name of its region.
ImportCodes::Names::const_iterator ImportCodes::region_before(const Names& names,
                                                              const std::string& key) const {
  for (const codelist::Code& region : codes_.list("regions").codes()) {
    const std::string name = compared(region.name_zh);
    if (key.starts_with(name)) return names.find(name);
  }
  return names.end();
}

}  // namespace shuniu::market
