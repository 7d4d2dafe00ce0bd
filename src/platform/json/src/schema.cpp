#include "shuniu/json/schema.h"

#include "shuniu/base/assert.h"
#include "shuniu/json/json.h"

namespace shuniu::json {
namespace {

std::string text_schema(const TypeInfo& info) {
  std::string schema = R"({"type":"string")";
  if (info.format == "decimal") {
    schema += R"(,"pattern":"^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$","maxLength":20)";
  } else if (!info.format.empty()) {
    schema += R"(,"format":)" + quoted(info.format);
  } else {
    if (info.minimum_length > 0) schema += R"(,"minLength":)" + std::to_string(info.minimum_length);
    schema += R"(,"maxLength":)" + std::to_string(info.maximum_length);
  }
  return schema + "}";
}

std::string enumeration_schema(const TypeInfo& info) {
  std::string schema = R"({"type":"string","enum":[)";
  for (std::size_t i = 0; i < info.names.size(); ++i) schema += (i > 0 ? "," : "") + quoted(info.names[i]);
  return schema + "]}";
}

std::string record_schema(SchemaBook& book, const TypeInfo& info) {
  std::string properties, required;
  for (const MemberInfo& member : info.members) {
    const bool optional = member.type->shape == Shape::optional || member.type->shape == Shape::list;
    if (!properties.empty()) properties += ',';
    properties += quoted(member.name) + ":" + book.reference(*member.type);
    if (!optional) required += (required.empty() ? "" : ",") + quoted(member.name);
  }
  std::string schema = R"({"type":"object","additionalProperties":false,"properties":{)" + properties + "}";
  if (!required.empty()) schema += R"(,"required":[)" + required + "]";
  return schema + "}";
}

}  // namespace

std::string SchemaBook::reference(const TypeInfo& info) {
  switch (info.shape) {
    case Shape::boolean:
      return R"({"type":"boolean"})";
    case Shape::integer:
      return R"({"type":"integer","format":"int64","minimum":)" + std::to_string(info.minimum) +
             R"(,"maximum":)" + std::to_string(info.maximum) + "}";
    case Shape::text:
      return text_schema(info);
    case Shape::instant:
      return R"({"type":"string","format":"date-time"})";
    case Shape::optional:
      return reference(*info.element);
    case Shape::list:
      return R"({"type":"array","maxItems":)" + std::to_string(info.maximum_length) + R"(,"items":)" +
             reference(*info.element) + "}";
    case Shape::document:
      return R"({"description":"Any JSON value"})";
    case Shape::enumeration:
    case Shape::record:
      break;
  }
  const std::string name(info.name);
  const auto [entry, added] = schemas_.try_emplace(name, &info, "");
  SHUNIU_ASSERT(entry->second.first == &info, "two described types share one name");
  if (added) {
    std::string schema = info.shape == Shape::record ? record_schema(*this, info) : enumeration_schema(info);
    schemas_.at(name).second = std::move(schema);
  }
  return R"({"$ref":"#/components/schemas/)" + name + "\"}";
}

std::string SchemaBook::components() const {
  std::string all = "{";
  for (const auto& [name, schema] : schemas_) {
    if (all.size() > 1) all += ',';
    all += quoted(name) + ":" + schema.second;
  }
  return all + "}";
}

}  // namespace shuniu::json
