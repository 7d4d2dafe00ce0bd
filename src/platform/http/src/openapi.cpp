#include "shuniu/http/openapi.h"

#include <map>
#include <set>

#include "access.h"
#include "question.h"
#include "shuniu/json/json.h"
#include "shuniu/json/schema.h"

namespace shuniu::http {
namespace {

using json::quoted;

/// "name":value, with a comma between members.
class ObjectText {
 public:
  ObjectText& add(std::string_view name, const std::string& value) {
    if (text_.size() > 1) text_ += ',';
    text_ += quoted(name) + ":" + value;
    return *this;
  }
  ObjectText& add_text(std::string_view name, std::string_view value) { return add(name, quoted(value)); }
  std::string text() const { return text_ + "}"; }

 private:
  std::string text_ = "{";
};

std::string list_of(const std::vector<std::string>& items) {
  std::string text = "[";
  for (const std::string& item : items) text += (text.size() > 1 ? "," : "") + item;
  return text + "]";
}

/// Two spaces per level, for a copy that people compare line by line.
std::string indented(std::string_view json) {
  std::string text;
  std::size_t depth = 0;
  bool in_string = false;
  const auto new_line = [&text, &depth] { text += "\n" + std::string(depth * 2, ' '); };
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      text += c;
      if (c == '\\') text += json[++i];
      in_string = c != '"';
      continue;
    }
    const bool opens = c == '{' || c == '[';
    const bool closes = c == '}' || c == ']';
    const bool is_empty = opens && i + 1 < json.size() && (json[i + 1] == '}' || json[i + 1] == ']');
    if (is_empty) {
      text += json.substr(i++, 2);
      continue;
    }
    if (closes) {
      --depth;
      new_line();
    }
    text += c;
    in_string = c == '"';
    if (c == ':') text += ' ';
    if (opens) ++depth;
    if (opens || c == ',') new_line();
  }
  return text + "\n";
}

std::string_view name_of(Access access) {
  constexpr std::string_view names[] = {"open",     "signed_in", "member",       "officer",
                                        "reviewer", "auditor",   "administrator"};
  return names[static_cast<std::size_t>(access)];
}

std::string content(std::string_view types, const std::string& schema) {
  ObjectText object;
  while (!types.empty()) {
    const std::size_t comma = types.find(',');
    std::string_view type = types.substr(0, comma);
    while (type.starts_with(' ')) type.remove_prefix(1);
    object.add(type, ObjectText().add("schema", schema).text());
    types = comma == std::string_view::npos ? std::string_view() : types.substr(comma + 1);
  }
  return object.text();
}

const std::string any_text = R"({"type":"string"})";

class Document {
 public:
  explicit Document(const Router& router) : router_(router) {}
  std::string text();

 private:
  std::string operation(const Route& route);
  std::string parameters(const Route& route, const SplitQuestion* question);
  std::string parameter(const MemberInfo& member, std::string_view place);
  std::string request_body(const Route& route, const SplitQuestion* question);
  std::string responses(const Route& route);
  std::string components();
  std::string tags() const;

  const Router& router_;
  json::SchemaBook book_;
  /// By question and path parameters: the book refers to their parts, and two routes may share one.
  std::map<std::pair<const TypeInfo*, std::vector<std::string>>, SplitQuestion> questions_;
};

bool may_be_missing(const TypeInfo& type) {
  return type.shape == Shape::optional || type.shape == Shape::list;
}

std::string Document::parameter(const MemberInfo& member, std::string_view place) {
  const bool is_optional = member.type->shape == Shape::optional;
  ObjectText object;
  object.add_text("name", member.name).add_text("in", place);
  object.add("required", place == "path" || !may_be_missing(*member.type) ? "true" : "false");
  object.add("schema", book_.reference(is_optional ? *member.type->element : *member.type));
  return object.text();
}

std::string Document::parameters(const Route& route, const SplitQuestion* question) {
  std::vector<std::string> list;
  if (question != nullptr) {
    for (const MemberInfo& member : question->path_part().members) list.push_back(parameter(member, "path"));
    if (!has_body(route.method)) {
      for (const MemberInfo& member : question->rest().members) list.push_back(parameter(member, "query"));
    }
  } else {
    for (const std::string& name : parameter_names(route.path)) {
      list.push_back(ObjectText()
                         .add_text("name", name)
                         .add_text("in", "path")
                         .add("required", "true")
                         .add("schema", any_text)
                         .text());
    }
    if (route.needs.query != nullptr) {
      for (const MemberInfo& member : route.needs.query->members) list.push_back(parameter(member, "query"));
    }
  }
  if (is_change(route.method) && route.needs.idempotent_by_key) {
    list.push_back(R"({"$ref":"#/components/parameters/IdempotencyKey"})");
  }
  return list_of(list);
}

std::string Document::request_body(const Route& route, const SplitQuestion* question) {
  if (question == nullptr) {
    if (route.raw_request_type.empty()) return {};
    return ObjectText()
        .add("required", "true")
        .add("content", content(route.raw_request_type, any_text))
        .text();
  }
  if (!has_body(route.method) || question->rest().members.empty()) return {};
  bool is_required = false;
  for (const MemberInfo& member : question->rest().members) is_required |= !may_be_missing(*member.type);
  return ObjectText()
      .add("required", is_required ? "true" : "false")
      .add("content", content("application/json", book_.reference(question->rest())))
      .text();
}

std::string Document::responses(const Route& route) {
  ObjectText success;
  success.add_text("description", "Done.");
  const TypeInfo* answer = route.answer != nullptr ? route.answer : route.needs.answer;
  if (answer != nullptr) {
    success.add("content", content("application/json", book_.reference(*answer)));
  } else if (!route.raw_response_type.empty()) {
    success.add("content", content(route.raw_response_type, any_text));
  }
  return ObjectText()
      .add(route.success, success.text())
      .add("4XX", R"({"$ref":"#/components/responses/Problem"})")
      .add("5XX", R"({"$ref":"#/components/responses/Problem"})")
      .text();
}

std::string Document::operation(const Route& route) {
  const SplitQuestion* question = nullptr;
  if (route.question != nullptr) {
    const auto key = std::pair(route.question, parameter_names(route.path));
    question = &questions_.try_emplace(key, *route.question, route.path).first->second;
  }
  std::string summary(route.needs.summary);
  if (summary.empty()) {
    summary = route.name;
    for (char& c : summary) c = c == '_' ? ' ' : c;
  }
  ObjectText object;
  object.add_text("operationId", route.name)
      .add_text("summary", summary)
      .add("tags", list_of({quoted(route.tag)}));
  object.add_text("x-access", name_of(route.needs.access));
  if (!route.needs.scope.empty()) object.add_text("x-scope", route.needs.scope);
  if (route.needs.access == Access::open) object.add("security", R"([{},{"session":[]},{"key":[]}])");
  const std::string all_parameters = parameters(route, question);
  if (all_parameters != "[]") object.add("parameters", all_parameters);
  const std::string body = request_body(route, question);
  if (!body.empty()) object.add("requestBody", body);
  return object.add("responses", responses(route)).text();
}

std::string Document::tags() const {
  std::set<std::string> names;
  for (const Route& route : router_.routes()) names.insert(route.tag);
  std::vector<std::string> list;
  for (const std::string& name : names) {
    list.push_back(
        ObjectText().add_text("name", name).add_text("description", "The module " + name + ".").text());
  }
  return list_of(list);
}

constexpr const char* problem_schema =
    R"({"type":"object",)"
    R"("description":"A refusal (RFC 9457). Programs compare the key; the title is for people.",)"
    R"("required":["type","title","status","key","faults","details","request_id"],"properties":{)"
    R"("type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},)"
    R"("key":{"type":"string"},)"
    R"("faults":{"type":"array","items":{"type":"object",)"
    R"("description":"One wrong field. Programs compare the key; `expected` is for people, in the reader's )"
    R"(language; `got` is the value that came, shortened, and empty where there is none to show.",)"
    R"("required":["path","key","expected","got","values"],"properties":{"path":{"type":"string"},)"
    R"("key":{"type":"string"},"expected":{"type":"string"},"got":{"type":"string"},)"
    R"("values":{"type":"object","additionalProperties":{"type":"string"}}}}},)"
    R"("details":{"type":"object","additionalProperties":{"type":"string"}},)"
    R"("request_id":{"type":"string"}}})";

constexpr const char* key_parameter =
    R"({"name":"Idempotency-Key","in":"header","required":false,)"
    R"("description":"A text of the client's choice: a repetition within 24 hours gets the first answer.",)"
    R"("schema":{"type":"string","minLength":1,"maxLength":200}})";

constexpr const char* security_schemes =
    R"({"key":{"type":"http","scheme":"bearer",)"
    R"("description":"An API key with scopes."},)"
    R"("session":{"type":"apiKey","in":"cookie","name":"shuniu_session",)"
    R"("description":"A session of the web pages; changes also need the header Shuniu-CSRF."}})";

std::string Document::components() {
  std::string schemas = book_.components();
  const std::string problem = std::string("\"Problem\":") + problem_schema;
  schemas = schemas == "{}" ? "{" + problem + "}" : "{" + problem + "," + schemas.substr(1);
  const std::string response =
      ObjectText()
          .add_text("description", "The refusal, by its key.")
          .add("content", content("application/problem+json", R"({"$ref":"#/components/schemas/Problem"})"))
          .text();
  return ObjectText()
      .add("parameters", ObjectText().add("IdempotencyKey", key_parameter).text())
      .add("responses", ObjectText().add("Problem", response).text())
      .add("schemas", schemas)
      .add("securitySchemes", security_schemes)
      .text();
}

std::string Document::text() {
  std::map<std::string, std::map<std::string, std::string>> operations;  // by path, by method
  for (const Route& route : router_.routes()) {
    std::string method(http::name_of(route.method));
    for (char& c : method) c = static_cast<char>(c - 'A' + 'a');
    operations[route.path][method] = operation(route);
  }
  ObjectText paths;
  for (const auto& [path, methods] : operations) {
    ObjectText item;
    for (const auto& [method, description] : methods) item.add(method, description);
    paths.add(path, item.text());
  }
  const std::string license = R"({"name":"Apache-2.0","identifier":"Apache-2.0"})";
  const std::string info =
      ObjectText()
          .add_text("title", "Shuniu")
          .add_text("version", SHUNIU_VERSION)
          .add_text("description", "The technology-exchange hub: needs, offers, and why they match.")
          .add("license", license)
          .text();
  return indented(ObjectText()
                      .add_text("openapi", "3.1.0")
                      .add("info", info)
                      .add("servers", R"([{"url":"/","description":"This hub."}])")
                      .add("security", R"([{"session":[]},{"key":[]}])")
                      .add("tags", tags())
                      .add("paths", paths.text())
                      .add("components", components())
                      .text());
}

}  // namespace

std::string openapi(const Router& router) {
  return Document(router).text();
}

}  // namespace shuniu::http
