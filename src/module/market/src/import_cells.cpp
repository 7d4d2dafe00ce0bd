#include "import_cells.h"

#include <algorithm>

#include "import_values.h"
#include "kind_info.h"
#include "shuniu/json/json.h"
#include "shuniu/text/figures.h"

namespace shuniu::market {
namespace {

struct CodedMember {
  std::string_view member;
  std::string_view list;
};
constexpr CodedMember coded_members[] = {{"fields", "tech_fields"},
                                         {"industry", "industries"},
                                         {"region", "regions"},
                                         {"modes", "contract_kinds"},
                                         {"wipo", "wipo35_fields"}};

void add_member(std::string& json, std::string_view name, const std::string& value_json) {
  json += (json.size() > 1 ? "," : "") + json::quoted(name) + ":" + value_json;
}

void add_text(std::string& json, std::string_view name, const std::string& text) {
  if (!text.empty()) add_member(json, name, json::quoted(text));
}

/// "1.5E-3" and "1,200" as a plain decimal; what is no number stays as it is.
std::string plain_decimal(const std::string& text) {
  const auto number = text::parse_decimal(text);
  return number ? text::to_string(*number) : text;
}

std::string plain_date(const std::string& text) {
  const auto date = read_date(text);
  return date ? to_text(*date) : text;
}

constexpr const char* relation_names[] = {"ge", "le", "eq", "gt", "lt", "between"};  // as text::Operator

/// Reads the cells of one row; what cannot be read goes to `faults`, with its path.
class CellReader {
 public:
  CellReader(const ImportWords& words, std::vector<Fault>& faults) : words_(words), faults_(faults) {}

  /// "" where the cell says nothing.
  std::string json_of(const Column& column, const std::string& cell) {
    const TypeInfo& type = value_type(*column.member->type);
    const std::string path(column.member->name);
    const bool free_text = type.shape == Shape::text && code_list_of(path).empty() && path != "language";
    if (!free_text && words_.book.word("nothing", cell)) return "";
    switch (type.shape) {
      case Shape::list:
        return list_json(path, *type.element, cell);
      case Shape::integer:
        return whole_json(cell);
      case Shape::boolean:
        return boolean_json(path, cell);
      case Shape::enumeration:
        return json::quoted(choice(path, type, cell));
      default:
        return type.format == "date" ? date_json(path, cell) : text_json(path, cell);
    }
  }

  std::optional<MoneyRange> money(const Column& column, const std::string& cell) {
    if (words_.book.word("nothing", cell)) return std::nullopt;
    const auto range = read_money(words_.book, cell, column.unit.value_or(MoneyUnit{}));
    if (!range) fault(std::string(column.member->name), "fault.money", cell);
    return range;
  }

 private:
  void fault(std::string path, std::string_view key, std::string_view got, Details values = {}) {
    faults_.push_back({std::move(path), std::string(key), std::move(values), shortened(got)});
  }

  std::string code(const std::string& path, std::string_view list, const std::string& written) {
    if (auto found = words_.codes.code_of(list, written)) return *found;
    fault(path, "fault.code", written, {{"list", std::string(list)}});
    return written;
  }

  /// Names may hold commas, so a cell is one name first, and cut at commas last.
  std::vector<std::string> coded_parts(std::string_view list, const std::string& cell) const {
    if (words_.codes.code_of(list, cell)) return {cell};
    std::vector<std::string> parts;
    for (const std::string& part : split(cell, {"；", ";", "|", "｜", "\n"})) {
      const auto smaller = split(part, {"、", "，", ",", "/", " "});
      const bool all_known = std::all_of(smaller.begin(), smaller.end(), [&](const std::string& each) {
        return words_.codes.code_of(list, each).has_value();
      });
      if (!words_.codes.code_of(list, part) && all_known)
        parts.insert(parts.end(), smaller.begin(), smaller.end());
      else
        parts.push_back(part);
    }
    return parts;
  }

  std::vector<std::string> parts_of(const std::string& path, const std::string& cell) const {
    if (const auto list = code_list_of(path); !list.empty()) return coded_parts(list, cell);
    if (path == "inventors" || path == "co_owners")
      return split(cell, {"；", ";", "|", "｜", "\n", "、", "，"});
    return split(cell, {"；", ";", "|", "｜", "\n", "，", ","});
  }

  std::string list_json(const std::string& path, const TypeInfo& element, const std::string& cell) {
    if (element.name == "Figure") return joined(figures(path, cell));
    if (element.name == "IpItem") return joined(ip_items(path, cell));
    std::vector<std::string> items;
    for (const std::string& part : parts_of(path, cell)) {
      if (part.empty()) continue;
      const std::string place = path + "[" + std::to_string(items.size()) + "]";
      const auto list = code_list_of(path);
      const std::string value = list.empty() ? part : code(place, list, part);
      items.push_back(element.shape == Shape::integer ? whole_json(value) : json::quoted(value));
    }
    return joined(items);
  }

  static std::string joined(const std::vector<std::string>& items) {
    std::string json = "[";
    for (const std::string& item : items) json += (json.size() > 1 ? "," : "") + item;
    return json + "]";
  }

  std::string text_json(const std::string& path, const std::string& cell) {
    if (const auto list = code_list_of(path); !list.empty()) return json::quoted(code(path, list, cell));
    if (path == "language") return json::quoted(words_.book.word("language", cell).value_or(cell));
    return json::quoted(cell);
  }

  std::string date_json(const std::string& path, const std::string& cell) {
    const auto date = read_date(cell);
    if (!date) fault(path, "fault.date", cell);
    return json::quoted(date ? to_text(*date) : cell);
  }

  /// What is no number stays a text, and the decoder says what it expected.
  static std::string whole_json(const std::string& cell) {
    const auto whole = read_whole(cell);
    return whole && *whole <= largest_json_integer && *whole >= -largest_json_integer ? std::to_string(*whole)
                                                                                      : json::quoted(cell);
  }

  std::string boolean_json(const std::string& path, const std::string& cell) {
    const auto value = words_.book.word("boolean", cell);
    if (!value) fault(path, "fault.boolean", cell);
    return value.value_or("false");
  }

  std::string choice(const std::string& path, const TypeInfo& type, const std::string& cell) {
    if (const auto value = words_.book.word(type.name, cell)) return *value;
    if (std::find(type.names.begin(), type.names.end(), cell) != type.names.end()) return cell;
    fault(path, "fault.choice", cell, {{"choices", std::string(type.name)}});
    return cell;
  }

  /// "name | relation | value | unit | method | conditions" per line, or a sentence such as "厚度≤1mm".
  std::vector<std::string> figures(const std::string& path, const std::string& cell) {
    std::vector<std::string> items;
    for (const std::string& line : split(cell, {"\n"})) {
      if (line.find('|') != std::string::npos || line.find("｜") != std::string::npos) {
        items.push_back(figure_of_parts(path + "[" + std::to_string(items.size()) + "]", line));
        continue;
      }
      for (const std::string& sentence : split(line, {"；", ";", "。"})) {
        if (!sentence.empty()) add_figures(items, path, sentence);
      }
    }
    return items;
  }

  std::string figure_of_parts(const std::string& path, const std::string& line) {
    auto parts = split(line, {"|", "｜"});
    parts.resize(std::max<std::size_t>(parts.size(), 6));
    const auto relation = text::parse_operator(parts[1]);
    if (!relation) fault(path + ".relation", "fault.choice", parts[1], {{"choices", "FigureRelation"}});
    const bool is_range = relation == text::Operator::between;
    const auto ends = is_range ? split(parts[2], {"~", "～", "–", "至"}) : std::vector<std::string>{parts[2]};
    std::string json = "{";
    add_member(json, "name", json::quoted(parts[0]));
    add_member(json, "relation",
               json::quoted(relation ? relation_names[static_cast<std::size_t>(*relation)] : parts[1]));
    add_member(json, "value", json::quoted(plain_decimal(ends.front())));
    if (ends.size() > 1) add_member(json, "value_high", json::quoted(plain_decimal(ends[1])));
    add_member(json, "unit", json::quoted(parts[3]));
    add_text(json, "method", parts[4]);
    add_text(json, "conditions", parts[5]);
    refuse_more(path, parts, 6);
    return json + "}";
  }

  void add_figures(std::vector<std::string>& items, const std::string& path, const std::string& sentence) {
    const auto found = text::figures_in(sentence);
    const bool all_named = std::all_of(found.begin(), found.end(), [](const text::Figure& figure) {
      return !figure.name.empty() && figure.quantity.unit != nullptr;
    });
    if (found.empty() || !all_named)
      return fault(path + "[" + std::to_string(items.size()) + "]", "fault.figure", sentence);
    for (const text::Figure& figure : found) {
      std::string json = "{";
      add_member(json, "name", json::quoted(figure.name));
      add_member(json, "relation", json::quoted(relation_names[static_cast<std::size_t>(figure.op)]));
      add_member(json, "value", json::quoted(text::to_string(figure.quantity.low)));
      if (figure.op == text::Operator::between)
        add_member(json, "value_high", json::quoted(text::to_string(figure.quantity.high)));
      add_member(json, "unit", json::quoted(figure.quantity.unit->symbol));
      items.push_back(json + "}");
    }
  }

  /// "kind | number | title | status | expires on | checked on" per line.
  std::vector<std::string> ip_items(const std::string& path, const std::string& cell) {
    std::vector<std::string> items;
    for (const std::string& line : split(cell, {"\n"})) {
      if (line.empty()) continue;
      const std::string place = path + "[" + std::to_string(items.size()) + "]";
      auto parts = split(line, {"|", "｜"});
      parts.resize(std::max<std::size_t>(parts.size(), 6));
      std::string json = "{";
      add_text(json, "kind", code(place + ".kind", "ip_kinds", parts[0]));
      add_text(json, "number", parts[1]);
      add_text(json, "title", parts[2]);
      add_text(json, "status", choice(place + ".status", type_info<IpStatus>(), parts[3]));
      add_text(json, "expires_on", plain_date(parts[4]));
      add_text(json, "checked_on", plain_date(parts[5]));
      refuse_more(place, parts, 6);
      items.push_back(json + "}");
    }
    return items;
  }

  void refuse_more(const std::string& path, const std::vector<std::string>& parts, std::size_t most) {
    if (parts.size() > most) fault(path, "fault.parts", parts[most], {{"most", std::to_string(most)}});
  }

  const ImportWords& words_;
  std::vector<Fault>& faults_;
};

/// What stands for a cell that holds nothing: members that may be absent are left out; a text is empty, so
/// that the rules of submission speak of it.
std::string empty_json(const TypeInfo& type) {
  if (type.shape == Shape::text && type.minimum_length == 0) return "\"\"";
  if (type.shape == Shape::enumeration) return json::quoted(type.names.front());
  return type.shape == Shape::boolean ? "false" : "";
}

/// Both ends from one column, or each from its own.
std::string money_json(CellReader& reader, const std::vector<std::pair<const Column*, std::string>>& cells) {
  std::optional<MoneyRange> range;
  for (const auto& [column, cell] : cells) {
    const auto read = cell.empty() ? std::nullopt : reader.money(*column, cell);
    if (!read) continue;
    if (!range) range = read;
    if (column->part == "low") range->low_minor = read->low_minor;
    if (column->part == "high") range->high_minor = read->high_minor;
  }
  return range ? json::encode(*range) : "";
}

Fault unknown_column(const std::string& name, ItemKind kind, const ImportBook& book) {
  const std::string nearest = book.nearest_name(kind, name);
  if (nearest.empty()) return {shortened(name), "fault.unknown_column", {}, ""};
  return {shortened(name), "fault.unknown_column_near", {{"nearest", nearest}}, ""};
}

}  // namespace

std::string_view code_list_of(std::string_view member) {
  for (const CodedMember& each : coded_members) {
    if (each.member == member) return each.list;
  }
  return "";
}

std::string first_member(std::string_view path) {
  return std::string(path.substr(0, path.find_first_of(".[")));
}

bool ColumnMap::repeats(const Column& column) const {
  return std::any_of(columns_.begin(), columns_.end(), [&](const std::optional<Column>& other) {
    return other && other->member == column.member &&
           (other->part.empty() || column.part.empty() || other->part == column.part);
  });
}

ColumnMap ColumnMap::of(const std::vector<std::string>& headings, const std::vector<std::string>& names,
                        ItemKind kind, const ImportBook& book, std::vector<Fault>& faults) {
  ColumnMap map;
  map.kind_ = kind;
  for (std::size_t i = 0; i < headings.size(); ++i) {
    map.columns_.emplace_back();
    Column column{shortened(trimmed(headings[i])), nullptr, "", std::nullopt};
    const std::string name = trimmed(names[i]);
    if (name.empty()) continue;
    const auto meaning = book.meaning_of(kind, name);
    if (!meaning) {
      faults.push_back(unknown_column(name, kind, book));
      continue;
    }
    if (meaning->field == "-") continue;
    const std::size_t dot = meaning->field.find('.');
    column.member = member_named(kind, meaning->field.substr(0, dot));
    if (dot != std::string::npos) column.part = meaning->field.substr(dot + 1);
    column.unit = meaning->unit;
    if (map.repeats(column))
      faults.push_back({column.heading, "fault.column_twice", {}, ""});
    else
      map.columns_.back() = std::move(column);
  }
  return map;
}

bool ColumnMap::is_empty() const {
  return std::none_of(columns_.begin(), columns_.end(),
                      [](const auto& column) { return column.has_value(); });
}

bool ColumnMap::has(std::string_view member) const {
  return std::any_of(columns_.begin(), columns_.end(),
                     [&](const auto& column) { return column && column->member->name == member; });
}

std::string ColumnMap::heading_of(std::string_view path) const {
  const std::string member = first_member(path);
  for (const auto& column : columns_) {
    if (column && column->member->name == member) return column->heading;
  }
  return "";
}

std::size_t known_headings(const std::vector<std::string>& header, ItemKind kind, const ImportBook& book) {
  return static_cast<std::size_t>(std::count_if(header.begin(), header.end(), [&](const std::string& cell) {
    const std::string heading = trimmed(cell);
    return !heading.empty() && book.meaning_of(kind, heading);
  }));
}

RowJson row_as_json(const ImportWords& words, const ColumnMap& columns, const std::vector<std::string>& cells,
                    const std::set<std::string>& left_out) {
  RowJson row;
  row.json = "{";
  CellReader reader(words, row.faults);
  for (const MemberInfo& member : content_info(columns.kind()).members) {
    std::vector<std::pair<const Column*, std::string>> given;
    for (std::size_t i = 0; i < std::min(columns.columns().size(), cells.size()); ++i) {
      const auto& column = columns.columns()[i];
      if (column && column->member->name == member.name) given.emplace_back(&*column, trimmed(cells[i]));
    }
    std::string value;
    const std::size_t faults_before = row.faults.size();
    if (!given.empty() && !left_out.contains(std::string(member.name))) {
      if (is_money(*member.type))
        value = money_json(reader, given);
      else if (!given.front().second.empty())
        value = reader.json_of(*given.front().first, given.front().second);
    }
    const bool unread = row.faults.size() > faults_before;
    if (value.empty() || unread) value = empty_json(*member.type);
    if (!value.empty()) add_member(row.json, member.name, value);
  }
  row.json += "}";
  return row;
}

}  // namespace shuniu::market
