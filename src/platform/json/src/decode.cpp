#include <algorithm>
#include <set>

#include "shuniu/json/json.h"
#include "tree.h"

namespace shuniu::json {
namespace {

constexpr std::size_t most_faults = 1'000;

/// What came, as a person wrote it; lists and objects are not spelled out.
std::string written(const Node& node) {
  switch (node.type) {
    case Node::Type::null:
      return "null";
    case Node::Type::boolean:
      return node.integer != 0 ? "true" : "false";
    case Node::Type::integer:
      return std::to_string(node.integer);
    case Node::Type::number:
    case Node::Type::text:
      return shortened(node.text);
    case Node::Type::list:
      return "[…]";
    case Node::Type::object:
      return "{…}";
  }
  return "";
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\t' && c != '\r') || byte == 0x7F;
  });
}

/// What a type takes: the key of its words, and what they name.
struct Expectation {
  std::string_view key;
  Details values;
};

Details between(std::int64_t least, std::int64_t most) {
  return {{"least", std::to_string(least)}, {"most", std::to_string(most)}};
}

std::string joined(const std::vector<std::string_view>& names) {
  std::string list;
  for (const std::string_view name : names) list += (list.empty() ? "" : ", ") + std::string(name);
  return list;
}

Expectation text_of(const TypeInfo& info) {
  if (info.format == "uuid") return {"fault.id", {}};
  if (info.format == "date") return {"fault.date", {}};
  if (info.format == "email") return {"fault.email", {}};
  if (info.format == "decimal") return {"fault.decimal", {}};
  if (info.minimum_length == info.maximum_length)
    return {"fault.text_exact", {{"length", std::to_string(info.minimum_length)}}};
  return {"fault.text", between(static_cast<std::int64_t>(info.minimum_length),
                                static_cast<std::int64_t>(info.maximum_length))};
}

Expectation expectation(const TypeInfo& info) {
  switch (info.shape) {
    case Shape::boolean:
      return {"fault.boolean", {}};
    case Shape::integer:
      return {"fault.whole", between(info.minimum, info.maximum)};
    case Shape::instant:
      return {"fault.instant", {}};
    case Shape::enumeration:
      return {"fault.one_of", {{"names", joined(info.names)}}};
    case Shape::text:
      return text_of(info);
    case Shape::list:
      return {"fault.list", {{"most", std::to_string(info.maximum_length)}}};
    default:
      return {"fault.object", {}};
  }
}

Fault not_json(const std::string& wrong) {
  return {"", "fault.json", {{"why", wrong}}, ""};
}

/// Walks the tree beside the description; every fault is kept, none ends the walk.
class Decoder {
 public:
  explicit Decoder(std::vector<Fault>& faults) : faults_(faults) {}

  void decode(const Node& node, const TypeInfo& info, void* object, const std::string& path) {
    switch (info.shape) {
      case Shape::boolean:
        return decode_boolean(node, info, object, path);
      case Shape::integer:
        return decode_integer(node, info, object, path);
      case Shape::text:
        return decode_text(node, info, object, path);
      case Shape::instant:
        return decode_instant(node, info, object, path);
      case Shape::enumeration:
        return decode_enumeration(node, info, object, path);
      case Shape::optional:
        return decode_optional(node, info, object, path);
      case Shape::list:
        return decode_list(node, info, object, path);
      case Shape::record:
        return decode_record(node, info, object, path);
      case Shape::document:
        return decode_document(node, info, object, path);
    }
  }

 private:
  void fault(const std::string& path, std::string_view key, Details values, std::string got) {
    if (faults_.size() < most_faults)
      faults_.push_back({path, std::string(key), std::move(values), std::move(got)});
  }

  /// The value is none that the type takes; of a text, its length may be what is wrong.
  void mismatch(const Node& node, const TypeInfo& info, const std::string& path, std::string length = "") {
    auto [key, values] = expectation(info);
    if (key == "fault.text" && !length.empty()) {
      key = "fault.text_length";
      values.emplace_back("length", std::move(length));
    }
    fault(path, key, std::move(values), info.format == "password" ? "" : written(node));
  }

  void decode_boolean(const Node& node, const TypeInfo& info, void* object, const std::string& path) {
    if (node.type != Node::Type::boolean) return mismatch(node, info, path);
    info.store_integer(object, node.integer);
  }

  void decode_integer(const Node& node, const TypeInfo& info, void* object, const std::string& path) {
    const bool whole = node.type == Node::Type::integer;
    if (!whole || node.integer < info.minimum || node.integer > info.maximum)
      return mismatch(node, info, path);
    info.store_integer(object, node.integer);
  }

  void decode_text(const Node& node, const TypeInfo& info, void* object, const std::string& path) {
    if (node.type != Node::Type::text) return mismatch(node, info, path);
    const std::size_t length = code_points(node.text);
    if (length < info.minimum_length || length > info.maximum_length)
      return mismatch(node, info, path, std::to_string(length));
    if (has_control_character(node.text)) return fault(path, "fault.control_character", {}, "");
    if (info.accepts != nullptr && !info.accepts(node.text)) return mismatch(node, info, path);
    info.store_text(object, node.text);
  }

  void decode_instant(const Node& node, const TypeInfo& info, void* object, const std::string& path) {
    const auto instant = node.type == Node::Type::text ? parse_instant(node.text) : std::nullopt;
    if (!instant) return mismatch(node, info, path);
    info.store_integer(object, instant->microseconds);
  }

  void decode_enumeration(const Node& node, const TypeInfo& info, void* object, const std::string& path) {
    const auto found = std::find(info.names.begin(), info.names.end(), node.text);
    if (node.type != Node::Type::text || found == info.names.end()) return mismatch(node, info, path);
    info.store_integer(object, found - info.names.begin());
  }

  void decode_optional(const Node& node, const TypeInfo& info, void* object, const std::string& path) {
    if (node.type == Node::Type::null) return info.clear(object);
    decode(node, *info.element, info.append(object), path);
  }

  void decode_list(const Node& node, const TypeInfo& info, void* object, const std::string& path) {
    if (node.type != Node::Type::list || node.items.size() > info.maximum_length)
      return mismatch(node, info, path);
    info.clear(object);
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      decode(node.items[i], *info.element, info.append(object), path + "[" + std::to_string(i) + "]");
    }
  }

  void decode_record(const Node& node, const TypeInfo& info, void* object, const std::string& path) {
    if (node.type != Node::Type::object) return mismatch(node, info, path);
    const std::string prefix = path.empty() ? "" : path + ".";
    std::set<std::string_view> seen;
    for (const auto& [name, value] : node.members) {
      const auto member = std::find_if(info.members.begin(), info.members.end(),
                                       [&name = name](const MemberInfo& m) { return m.name == name; });
      if (member == info.members.end()) {
        fault(prefix + shortened(name, 60), "fault.no_such_member", {}, "");
      } else if (!seen.insert(member->name).second) {
        fault(prefix + name, "fault.member_twice", {}, "");
      } else {
        decode(value, *member->type, member->address(object), prefix + name);
      }
    }
    for (const MemberInfo& member : info.members) {
      const bool may_be_missing = member.type->shape == Shape::optional || member.type->shape == Shape::list;
      if (!may_be_missing && !seen.contains(member.name)) {
        fault(prefix + std::string(member.name), "fault.missing", {}, "");
      }
    }
  }

  void decode_document(const Node& node, const TypeInfo& info, void* object, const std::string& path) {
    if (!holds_only_whole_numbers(node)) return fault(path, "fault.whole_numbers_only", {}, "");
    std::string text;
    write_canonical(node, text);
    info.store_text(object, std::move(text));
  }

  std::vector<Fault>& faults_;
};

}  // namespace

void decode_into(std::string_view text, const TypeInfo& info, void* object, std::vector<Fault>& faults) {
  Node root;
  const std::string wrong = parse_tree(text, root);
  if (!wrong.empty()) {
    faults.push_back(not_json(wrong));
    return;
  }
  Decoder(faults).decode(root, info, object, "");
}

Result<std::string> canonical(std::string_view text) {
  Node root;
  const std::string wrong = parse_tree(text, root);
  if (!wrong.empty()) return refuse_input({not_json(wrong)});
  if (!holds_only_whole_numbers(root)) return refuse_input({Fault{"", "fault.whole_numbers_only", {}, ""}});
  std::string out;
  write_canonical(root, out);
  return out;
}

}  // namespace shuniu::json
