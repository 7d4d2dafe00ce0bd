#include "shuniu/market/import_book.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "kind_info.h"
#include "shuniu/text/analysis.h"

namespace shuniu::market {
namespace {

constexpr std::string_view not_imported = "-";

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  for (std::size_t from = 0;;) {
    const std::size_t tab = line.find('\t', from);
    cells.push_back(line.substr(from, tab == std::string::npos ? tab : tab - from));
    if (tab == std::string::npos) return cells;
    from = tab + 1;
  }
}

/// Gives the cells of each line to `take`; whatever is wrong is thrown with file and line.
template <class Take>
void read_lines(const std::string& path, std::string_view header, const Take& take) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line) || line != header) throw std::runtime_error(path + ": another header");
  const std::size_t columns = cells_of(line).size();
  for (int number = 2; std::getline(file, line); ++number) {
    const auto cells = cells_of(line);
    const std::string place = path + ":" + std::to_string(number) + ": ";
    if (cells.size() != columns) throw std::runtime_error(place + "another number of columns");
    try {
      take(cells);
    } catch (const std::runtime_error& wrong) {
      throw std::runtime_error(place + wrong.what());
    }
  }
}

std::vector<ItemKind> kinds_named(const std::string& name) {
  if (name == "need") return {ItemKind::need};
  if (name == "offer") return {ItemKind::offer};
  if (name == "both") return {ItemKind::need, ItemKind::offer};
  throw std::runtime_error("unknown kind " + name);
}

/// "budget" and "budget.low" are fields where `budget` is a range of money.
void require_field(ItemKind kind, const std::string& field) {
  if (field == not_imported) return;
  const std::string name = field.substr(0, field.find('.'));
  const MemberInfo* member = member_named(kind, name);
  const bool is_part = name != field;
  if (!member ||
      (is_part && !(is_money(*member->type) && (field.ends_with(".low") || field.ends_with(".high")))))
    throw std::runtime_error("unknown field " + field);
}

/// "预算(万元)" -> "预算" and "万元"; the second is empty where there are no brackets at the end.
std::pair<std::string, std::string> without_brackets(const std::string& key) {
  const std::size_t open = key.find('(');
  if (open == std::string::npos || open == 0 || !key.ends_with(')')) return {key, ""};
  return {key.substr(0, open), key.substr(open + 1, key.size() - open - 2)};
}

std::u32string code_points(const std::string& text) {
  std::u32string points;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80)
      points += byte < 0x80 ? byte : byte < 0xE0 ? byte & 0x1FU : byte < 0xF0 ? byte & 0x0FU : byte & 0x07U;
    else if (!points.empty())
      points.back() = (points.back() << 6) | (byte & 0x3FU);
  }
  return points;
}

/// How many characters must be added, removed or changed.
std::size_t distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row.back();
}

}  // namespace

std::string compared(std::string_view written) {
  std::string key;
  for (const char c : text::folded(written)) {
    if (std::string_view(" \t\r\n*:").find(c) == std::string_view::npos) key += c;
  }
  return key;
}

ImportBook ImportBook::load(const std::string& folder) {
  ImportBook book;
  read_lines(folder + "/import_columns.tsv",
             "kind\tfield\theading_zh\theading_en\tin_template\thint_zh\thint_en\texample\tsource",
             [&](const std::vector<std::string>& cells) {
               book.add_column(
                   cells[0], {cells[1], cells[2], cells[3], cells[4] == "yes", cells[5], cells[6], cells[7]});
             });
  read_lines(folder + "/import_names.tsv", "kind\tfield\tname\tsource",
             [&](const std::vector<std::string>& cells) {
               for (const ItemKind kind : kinds_named(cells[0])) book.add_name(kind, cells[2], cells[1]);
             });
  read_lines(folder + "/import_words.tsv", "list\twritten\tmeans\tsource",
             [&](const std::vector<std::string>& cells) {
               const auto [place, is_new] = book.words_[cells[0]].emplace(compared(cells[1]), cells[2]);
               if (!is_new && place->second != cells[2])
                 throw std::runtime_error(cells[1] + " means two things");
             });
  return book;
}

void ImportBook::add_column(const std::string& kind_name, ImportColumn column) {
  std::size_t line_end = 0;
  while ((line_end = column.example.find("\\n")) != std::string::npos)
    column.example.replace(line_end, 2, "\n");
  for (const ItemKind kind : kinds_named(kind_name)) {
    for (const std::string& name : {column.heading_zh, column.heading_en, column.field})
      add_name(kind, name.substr(0, std::min(name.find(" ("), name.find("（"))), column.field);
    columns_[kind].push_back(column);
  }
}

void ImportBook::add_name(ItemKind kind, const std::string& name, const std::string& field) {
  require_field(kind, field);
  const auto [place, is_new] = names_[kind].emplace(compared(name), Name{name, field});
  if (!is_new && place->second.field != field) throw std::runtime_error(name + " names two fields");
}

const std::vector<ImportColumn>& ImportBook::columns(ItemKind kind) const {
  static const std::vector<ImportColumn> none;
  const auto found = columns_.find(kind);
  return found == columns_.end() ? none : found->second;
}

std::optional<std::string> ImportBook::field_named(ItemKind kind, const std::string& key) const {
  const auto names = names_.find(kind);
  if (names == names_.end()) return std::nullopt;
  const auto name = names->second.find(key);
  if (name == names->second.end()) return std::nullopt;
  return name->second.field;
}

std::optional<ColumnMeaning> ImportBook::meaning_of(ItemKind kind, std::string_view heading) const {
  const std::string key = compared(heading);
  if (const auto field = field_named(kind, key)) return ColumnMeaning{*field, std::nullopt};
  if (member_named(kind, heading)) return ColumnMeaning{std::string(heading), std::nullopt};
  const auto [name, hint] = without_brackets(key);
  const auto field = hint.empty() ? std::nullopt : field_named(kind, name);
  if (field) return ColumnMeaning{*field, money_unit(hint)};
  return with_unit_behind(kind, key);
}

/// "预算万元", "预算/万元"
std::optional<ColumnMeaning> ImportBook::with_unit_behind(ItemKind kind, const std::string& key) const {
  for (const auto& [unit, scale] : words("money_unit")) {
    if (!key.ends_with(unit) || key.size() == unit.size()) continue;
    std::string name = key.substr(0, key.size() - unit.size());
    if (name.ends_with('/')) name.pop_back();
    const auto field = field_named(kind, name);
    const auto* member = field ? member_named(kind, field->substr(0, field->find('.'))) : nullptr;
    if (member && is_money(*member->type)) return ColumnMeaning{*field, money_unit(unit)};
  }
  return std::nullopt;
}

std::string ImportBook::nearest_name(ItemKind kind, std::string_view heading) const {
  const auto names = names_.find(kind);
  if (names == names_.end()) return "";
  const auto wanted = code_points(without_brackets(compared(heading)).first);
  std::string nearest;
  std::size_t least = wanted.size() / 2 + 1;  // half of it must be there
  for (const auto& [key, name] : names->second) {
    const auto points = code_points(key);
    const bool inside = points.size() >= 2 && wanted.find(points) != std::u32string::npos;
    const std::size_t away = inside ? (wanted.size() - points.size() + 1) / 2 : distance(wanted, points);
    if (away >= least || points.size() < 2) continue;
    least = away;
    nearest = name.written;
  }
  return nearest;
}

std::optional<MoneyUnit> ImportBook::money_unit(std::string_view written) const {
  std::string key = compared(written);
  MoneyUnit unit;
  for (const auto& [name, code] : words("currency")) {
    const bool ends = key.ends_with(name), begins = !ends && key.starts_with(name);
    if (!ends && !begins) continue;
    unit.currency = code;
    key.erase(ends ? key.size() - name.size() : 0, name.size());
    if (key.empty()) return unit;
    break;
  }
  const bool is_code =
      key.size() == 3 && std::all_of(key.begin(), key.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (is_code) {  // another currency of ISO 4217
    std::transform(key.begin(), key.end(), key.begin(),
                   [](char c) { return static_cast<char>(c - 'a' + 'A'); });
    return MoneyUnit{1, key};
  }
  const auto scale = word("money_unit", key);
  if (!scale) return std::nullopt;
  unit.scale = std::stoll(*scale);
  return unit;
}

std::optional<std::string> ImportBook::word(std::string_view list, std::string_view written) const {
  const auto& all = words(list);
  const auto found = all.find(compared(written));
  if (found == all.end()) return std::nullopt;
  return found->second;
}

const std::map<std::string, std::string>& ImportBook::words(std::string_view list) const {
  static const std::map<std::string, std::string> none;
  const auto found = words_.find(list);
  return found == words_.end() ? none : found->second;
}

}  // namespace shuniu::market
