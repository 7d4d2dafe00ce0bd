// bodies.h - JSON bodies and query strings written from the description of a type: right ones, and ones with
// something else in some places.
//
//   for (const Place& place : places_in(type_info<CreateNeed>()))     // "content.figures[0].name", …
//     for (const std::string& wrong : wrong_values(place))
//       send(body_of(type_info<CreateNeed>(), only(place, wrong)));
//
// A body holds every member, the optional ones too, and one element of each list.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "shuniu/base/type_info.h"
#include "shuniu/json/json.h"

namespace shuniu::testing {

/// What stands at a path; of an optional its element.
struct Place {
  std::string path;
  const TypeInfo* type = nullptr;
  bool may_be_null = false;

  bool is_leaf() const { return type->shape != Shape::record && type->shape != Shape::list; }
};

/// The JSON for a place, or nothing: then it gets a right one.
using Substitute = std::function<std::optional<std::string>(const Place&)>;

/// Calls `visit` for what is below `place`.
template <class Visit>
void visit_below(const Place& place, const Visit& visit) {
  const auto visit_one = [&](std::string path, const TypeInfo* type) {
    const bool may_be_null = type->shape == Shape::optional;
    visit(Place{std::move(path), may_be_null ? type->element : type, may_be_null});
  };
  if (place.type->shape == Shape::list) visit_one(place.path + "[0]", place.type->element);
  for (const MemberInfo& member : place.type->members) {
    visit_one((place.path.empty() ? "" : place.path + ".") + std::string(member.name), member.type);
  }
}

inline void add_places(const Place& place, std::vector<Place>& found) {
  visit_below(place, [&](const Place& below) {
    found.push_back(below);
    add_places(below, found);
  });
}

/// Every place below the record itself.
inline std::vector<Place> places_in(const TypeInfo& record) {
  std::vector<Place> found;
  add_places({"", &record, false}, found);
  return found;
}

inline std::string right_text(const TypeInfo& text) {
  if (text.format == "uuid") return "00000000-0000-7000-8000-000000000000";
  if (text.format == "date") return "2027-09-30";
  if (text.format == "email") return "somebody@people.example";
  if (text.format == "decimal") return "1.5";
  return std::string(std::max<std::size_t>(text.minimum_length, 1), 'x');
}

inline std::string right_leaf(const TypeInfo& type) {
  switch (type.shape) {
    case Shape::boolean:
      return "true";
    case Shape::integer:
      return std::to_string(std::clamp<std::int64_t>(1, type.minimum, type.maximum));
    case Shape::text:
      return json::quoted(right_text(type));
    case Shape::instant:
      return "\"2027-09-30T00:00:00Z\"";
    case Shape::enumeration:
      return json::quoted(type.names.front());
    default:
      return "{}";
  }
}

inline std::string json_of(const Place& place, const Substitute& substitute) {
  if (const auto other = substitute(place)) return *other;
  if (place.is_leaf()) return right_leaf(*place.type);
  const bool is_list = place.type->shape == Shape::list;
  std::string inside;
  visit_below(place, [&](const Place& below) {
    if (!inside.empty()) inside += ",";
    if (!is_list) inside += json::quoted(below.path.substr(below.path.rfind('.') + 1)) + ":";
    inside += json_of(below, substitute);
  });
  return is_list ? "[" + inside + "]" : "{" + inside + "}";
}

inline std::string body_of(const TypeInfo& record, const Substitute& substitute) {
  return json_of({"", &record, false}, substitute);
}

/// Something else in this one place.
inline Substitute only(const Place& place, const std::string& json) {
  return [path = place.path, json](const Place& asked) -> std::optional<std::string> {
    return asked.path == path ? std::optional(json) : std::nullopt;
  };
}

inline std::vector<std::string> wrong_texts(const TypeInfo& text) {
  std::vector<std::string> wrong{json::quoted("\x01" + std::string(text.minimum_length, 'x'))};
  if (!text.format.empty() && text.format != "password") wrong.push_back(json::quoted("x y"));
  if (text.minimum_length > 0) wrong.push_back("\"\"");
  if (text.maximum_length < 100'000) wrong.push_back(json::quoted(std::string(text.maximum_length + 1, 'x')));
  return wrong;
}

/// Values that the place must not take: of every other type, and beyond its bounds.
inline std::vector<std::string> wrong_values(const Place& place) {
  const TypeInfo& type = *place.type;
  if (type.shape == Shape::document) return {"1.5"};
  std::vector<std::string> wrong{"1.5", "1e99"};
  if (!place.may_be_null) wrong.push_back("null");
  if (type.shape != Shape::boolean) wrong.push_back("true");
  if (type.shape != Shape::list) wrong.push_back("[]");
  if (type.shape != Shape::record) wrong.push_back("{}");
  if (type.shape != Shape::integer) wrong.push_back("7");
  if (type.shape != Shape::text) wrong.push_back("\"7\"");
  if (type.shape == Shape::integer) {
    wrong.push_back(std::to_string(type.minimum - 1));
    wrong.push_back(std::to_string(type.maximum + 1));
  }
  if (type.shape == Shape::text) {
    for (std::string& text : wrong_texts(type)) wrong.push_back(std::move(text));
  }
  if (type.shape == Shape::list && type.maximum_length <= 1'000) {
    std::string items;
    for (std::size_t i = 0; i <= type.maximum_length; ++i) items += i == 0 ? "null" : ",null";
    wrong.push_back("[" + items + "]");
  }
  return wrong;
}

/// The same of a query string, where everything is text: unescaped.
inline std::vector<std::string> wrong_parameters(const Place& place) {
  const TypeInfo& type = *place.type;
  if (type.shape == Shape::integer) {
    return {"", "x", "1.5", "0x1", std::to_string(type.minimum - 1), std::to_string(type.maximum + 1)};
  }
  if (type.shape == Shape::boolean) return {"", "maybe", "1"};
  if (type.shape != Shape::text) return {"", "no such name"};
  std::vector<std::string> wrong{"\x01" + std::string(type.minimum_length, 'x'),
                                 std::string(type.maximum_length + 1, 'x')};
  if (!type.format.empty()) wrong.push_back("x y");
  if (type.minimum_length > 0) wrong.push_back("");
  return wrong;
}

inline std::string escaped(const std::string& text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    result += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return result;
}

inline std::string right_parameter(const TypeInfo& type) {
  if (type.shape == Shape::text) return right_text(type);
  return type.shape == Shape::enumeration ? std::string(type.names.front()) : right_leaf(type);
}

/// A query string that names every parameter of a record, with something else in one place.
inline std::string query_of(const TypeInfo& record, const Place& wrong, const std::string& value) {
  std::string query;
  for (const Place& place : places_in(record)) {
    if (!place.is_leaf()) continue;
    const std::string text = place.path == wrong.path ? value : right_parameter(*place.type);
    query += (query.empty() ? "?" : "&") + place.path.substr(0, place.path.find('[')) + "=" + escaped(text);
  }
  return query;
}

}  // namespace shuniu::testing
