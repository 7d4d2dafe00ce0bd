#include "import_cells.h"

#include <algorithm>

#include "shuniu/json/json.h"
#include "shuniu/text/quantity.h"

namespace shuniu::market {
namespace {

constexpr std::int64_t minor_per_unit = 100;

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

/// The parts between any of the separators, trimmed; empty ones stay, so that places count.
std::vector<std::string> split(std::string_view text, const std::vector<std::string_view>& separators) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (std::size_t at = 0; at <= text.size();) {
    const auto found = std::find_if(separators.begin(), separators.end(), [&](std::string_view separator) {
      return text.substr(at).starts_with(separator);
    });
    if (at < text.size() && found == separators.end()) {
      ++at;
      continue;
    }
    parts.push_back(trimmed(text.substr(from, at - from)));
    if (at == text.size()) break;
    at += found->size();
    from = at;
  }
  return parts;
}

/// "1.5E-3" and "1,200" as a plain decimal; what is no number stays as it is.
std::string plain_decimal(const std::string& text) {
  const auto number = text::parse_decimal(text);
  return number ? text::to_string(*number) : text;
}

void add_member(std::string& json, std::string_view name, const std::string& value_json) {
  json += (json.size() > 1 ? "," : "") + json::quoted(name) + ":" + value_json;
}

void add_text(std::string& json, std::string_view name, const std::string& text) {
  if (!text.empty()) add_member(json, name, json::quoted(text));
}

std::string relation_name(const std::string& written) {
  static constexpr const char* names[] = {"ge", "le", "eq",
                                          "gt", "lt", "between"};  // as text::Operator orders them
  const auto relation = text::parse_operator(written);
  return relation ? names[static_cast<std::size_t>(*relation)] : written;
}

/// "name | relation | value | unit | method | conditions"; the value of `between` is "10~20".
std::string figure_json(const std::string& line) {
  auto parts = split(line, {"|", "｜"});
  parts.resize(std::max<std::size_t>(parts.size(), 6));
  const std::string relation = relation_name(parts[1]);
  std::string json = "{";
  add_member(json, "name", json::quoted(parts[0]));
  add_member(json, "relation", json::quoted(relation));
  const auto ends =
      relation == "between" ? split(parts[2], {"~", "～", "–", "至"}) : std::vector<std::string>{parts[2]};
  add_member(json, "value", json::quoted(plain_decimal(ends.front())));
  if (ends.size() > 1) add_member(json, "value_high", json::quoted(plain_decimal(ends[1])));
  add_member(json, "unit", json::quoted(parts[3]));
  add_text(json, "method", parts[4]);
  add_text(json, "conditions", parts[5]);
  for (std::size_t i = 6; i < parts.size(); ++i)
    add_text(json, "more", parts[i]);  // refused by name: too many parts
  return json + "}";
}

/// "kind | number | title | status | expires_on | checked_on"
std::string ip_item_json(const std::string& line) {
  auto parts = split(line, {"|", "｜"});
  parts.resize(std::max<std::size_t>(parts.size(), 6));
  static constexpr const char* names[] = {"kind", "number", "title", "status", "expires_on", "checked_on"};
  std::string json = "{";
  for (std::size_t i = 0; i < std::size(names); ++i) add_text(json, names[i], parts[i]);
  for (std::size_t i = std::size(names); i < parts.size(); ++i) add_text(json, "more", parts[i]);
  return json + "}";
}

/// An amount of whole units ("12000.50") in minor units; what is no such amount is passed on as text.
std::string minor_json(const std::string& amount) {
  std::string plain = plain_decimal(amount);
  const std::size_t dot = plain.find('.');
  std::string fraction = dot == std::string::npos ? "" : plain.substr(dot + 1);
  const std::string whole = plain.substr(0, dot);
  const bool digits =
      !whole.empty() && std::all_of(whole.begin(), whole.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!is_decimal(plain) || !digits || fraction.size() > 2 || whole.size() > 13) return json::quoted(amount);
  fraction.resize(2, '0');
  return std::to_string(std::stoll(whole) * minor_per_unit + std::stoll(fraction));
}

/// "500000", "500000~800000", "500000~800000 CNY"
std::string money_json(const std::string& cell) {
  std::string amounts = cell, currency = "CNY";
  const bool named =
      cell.size() > 3 && std::all_of(cell.end() - 3, cell.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (named) {
    currency = cell.substr(cell.size() - 3);
    amounts = trimmed(cell.substr(0, cell.size() - 3));
  }
  const auto ends = split(amounts, {"~", "～", "–", "-", "至"});
  std::string json = "{";
  add_member(json, "low_minor", minor_json(ends.front()));
  add_member(json, "high_minor", minor_json(ends.back()));
  add_member(json, "currency", json::quoted(currency));
  return json + "}";
}

std::string whole_json(const std::string& cell) {
  std::string plain = plain_decimal(cell);
  const std::string_view digits = std::string_view(plain).substr(plain.starts_with('-') ? 1 : 0);
  const bool is_whole =
      !digits.empty() && digits.size() <= 15 && (digits == "0" || digits.front() != '0') &&
      std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  return is_whole ? plain : json::quoted(cell);
}

std::string boolean_json(const std::string& cell) {
  for (const char* yes : {"true", "TRUE", "yes", "1", "是"}) {
    if (cell == yes) return "true";
  }
  for (const char* no : {"false", "FALSE", "no", "0", "否"}) {
    if (cell == no) return "false";
  }
  return json::quoted(cell);
}

std::string list_json(const TypeInfo& element, const std::string& cell) {
  const bool records = element.shape == Shape::record;
  const auto parts = records ? split(cell, {"\n"}) : split(cell, {"；", ";", "|", "\n"});
  std::string json = "[";
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (json.size() > 1) json += ",";
    if (records)
      json += element.name == "Figure" ? figure_json(part) : ip_item_json(part);
    else
      json += element.shape == Shape::integer ? whole_json(part) : json::quoted(part);
  }
  return json + "]";
}

std::string cell_json(const TypeInfo& type, const std::string& cell) {
  switch (type.shape) {
    case Shape::optional:
      return cell_json(*type.element, cell);
    case Shape::list:
      return list_json(*type.element, cell);
    case Shape::record:
      return money_json(cell);
    case Shape::integer:
      return whole_json(cell);
    case Shape::boolean:
      return boolean_json(cell);
    default:
      return json::quoted(cell);
  }
}

/// What stands for a cell that holds nothing: members that may be absent are left out; a text is empty, so
/// that the rules of submission speak of it.
std::string empty_json(const TypeInfo& type) {
  if (type.shape == Shape::text && type.minimum_length == 0) return "\"\"";
  return type.shape == Shape::boolean ? "false" : "";
}

}  // namespace

ColumnMap ColumnMap::of(const std::vector<std::string>& header, const TypeInfo& content,
                        std::vector<Fault>& faults) {
  ColumnMap map;
  map.content_ = &content;
  for (const std::string& cell : header) {
    const std::string name = trimmed(cell);
    const auto member = std::find_if(content.members.begin(), content.members.end(),
                                     [&](const MemberInfo& each) { return each.name == name; });
    const MemberInfo* found = member == content.members.end() ? nullptr : &*member;
    const bool doubled =
        found && std::find(map.columns_.begin(), map.columns_.end(), found) != map.columns_.end();
    if (doubled)
      faults.push_back({name, "fault.column_twice", {}, ""});
    else if (!found && !name.empty())
      faults.push_back({name, "fault.unknown_column", {}, shortened(name)});
    map.columns_.push_back(found);
  }
  if (std::all_of(map.columns_.begin(), map.columns_.end(),
                  [](const MemberInfo* column) { return !column; })) {
    faults.push_back({"", "fault.no_columns", {}, ""});
  }
  return map;
}

std::string ColumnMap::row_as_json(const std::vector<std::string>& cells) const {
  std::string json = "{";
  for (const MemberInfo& member : content_->members) {
    const auto column = std::find(columns_.begin(), columns_.end(), &member);
    const auto position = static_cast<std::size_t>(column - columns_.begin());
    const std::string cell =
        position < cells.size() && column != columns_.end() ? trimmed(cells[position]) : "";
    const std::string value = cell.empty() ? empty_json(*member.type) : cell_json(*member.type, cell);
    if (!value.empty()) add_member(json, member.name, value);
  }
  return json + "}";
}

}  // namespace shuniu::market
