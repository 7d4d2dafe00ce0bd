#include "question.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "shuniu/base/assert.h"
#include "shuniu/json/json.h"
#include "target.h"

namespace shuniu::http {
namespace {

const TypeInfo& without_optional(const TypeInfo& info) {
  return info.shape == Shape::optional ? without_optional(*info.element) : info;
}

bool is_whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && std::to_string(number) == text;
}

/// One parameter as JSON. What does not look like its type stays a text, and the decoder says what it
/// expected.
std::string as_json(const TypeInfo& info, const std::string& value) {
  const bool is_literal = (info.shape == Shape::integer && is_whole_number(value)) ||
                          (info.shape == Shape::boolean && (value == "true" || value == "false"));
  return is_literal ? value : json::quoted(value);
}

const TypeInfo* type_of(const TypeInfo& record, std::string_view name) {
  for (const MemberInfo& member : record.members) {
    if (member.name == name) return &without_optional(*member.type);
  }
  return nullptr;
}

void append_member(std::string& object, const std::string& name, const std::string& value) {
  if (object.size() > 1) object += ',';
  object += json::quoted(name);
  object += ':';
  object += value;
}

/// Parameters as the text of one JSON object: repeated ones become lists where a list is wanted, and
/// duplicate members (which the decoder refuses) where it is not.
std::string parameters_as_json(const TypeInfo& record, const Parameters& parameters) {
  std::string object = "{";
  std::map<std::string, std::string> lists;
  for (const auto& [name, value] : parameters) {
    const TypeInfo* type = type_of(record, name);
    if (type == nullptr) {
      append_member(object, name, json::quoted(value));
    } else if (type->shape == Shape::list) {
      std::string& list = lists[name];
      list += (list.empty() ? "" : ",") + as_json(without_optional(*type->element), value);
    } else {
      append_member(object, name, as_json(*type, value));
    }
  }
  for (const auto& [name, items] : lists) append_member(object, name, "[" + items + "]");
  return object + "}";
}

}  // namespace

std::vector<std::string> parameter_names(std::string_view path) {
  std::vector<std::string> names;
  for (std::size_t open = path.find('{'); open != std::string_view::npos; open = path.find('{', open + 1)) {
    const std::size_t close = path.find('}', open);
    SHUNIU_ASSERT(close != std::string_view::npos, "every parameter of a route's path has both braces");
    names.emplace_back(path.substr(open + 1, close - open - 1));
  }
  return names;
}

bool has_body(Method method) {
  return method == Method::post || method == Method::put || method == Method::patch;
}

SplitQuestion::SplitQuestion(const TypeInfo& question, std::string_view path)
    : question_(question),
      rest_name_(std::string(question.name) + "Body"),
      path_part_(question),
      rest_(question) {
  const std::vector<std::string> names = parameter_names(path);
  const auto in_path = [&names](const MemberInfo& member) {
    return std::find(names.begin(), names.end(), member.name) != names.end();
  };
  std::erase_if(path_part_.members, [&in_path](const MemberInfo& member) { return !in_path(member); });
  std::erase_if(rest_.members, in_path);
  SHUNIU_ASSERT(path_part_.members.size() == names.size(),
                "every parameter of a path is a member of its question");
  rest_.name = rest_name_;
}

void SplitQuestion::decode(const Request& request, void* question, std::vector<Fault>& faults) const {
  const Parameters path_parameters(request.path_parameters.begin(), request.path_parameters.end());
  if (!path_parameters.empty()) {
    json::decode_into(parameters_as_json(path_part_, path_parameters), path_part_, question, faults);
  }
  if (has_body(request.method)) {
    const bool is_empty = request.body.find_first_not_of(" \t\r\n") == std::string::npos;
    json::decode_into(is_empty ? std::string_view("{}") : std::string_view(request.body), rest(), question,
                      faults);
    for (const auto& [name, value] : parse_query(request.query).value_or(Parameters{})) {
      faults.push_back({name, "fault.no_query_parameter", {}, ""});
    }
    return;
  }
  if (!request.body.empty()) faults.push_back({"", "fault.no_body", {}, ""});
  decode_query(request.query, rest(), question, faults);
}

void decode_query(std::string_view query, const TypeInfo& info, void* question, std::vector<Fault>& faults) {
  const Parameters parameters = parse_query(query).value_or(Parameters{});
  json::decode_into(parameters_as_json(info, parameters), info, question, faults);
}

}  // namespace shuniu::http
