#include <algorithm>
#include <set>

#include "shuniu/json/json.h"
#include "tree.h"

namespace shuniu::json {
namespace {

constexpr std::size_t most_faults = 1'000;

std::string in_words(const Node& node) {
  switch (node.type) {
    case Node::Type::null:
      return "null";
    case Node::Type::boolean:
      return node.integer != 0 ? "true" : "false";
    case Node::Type::integer:
      return "number " + std::to_string(node.integer);
    case Node::Type::number:
      return "number " + node.text.substr(0, 40);
    case Node::Type::text:
      return "text";
    case Node::Type::list:
      return "list of " + std::to_string(node.items.size());
    case Node::Type::object:
      return "object";
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

std::string expected_text(const TypeInfo& info) {
  if (info.format == "uuid") return "an id (UUID in lower case)";
  if (info.format == "date") return "a date such as 2026-11-24";
  if (info.format == "email") return "an e-mail address";
  if (info.format == "decimal") return "a decimal number as text, such as \"12.5\"";
  return "text of " + std::to_string(info.minimum_length) + " to " + std::to_string(info.maximum_length) +
         " characters";
}

std::string expected_names(const TypeInfo& info) {
  std::string names = "one of";
  for (const std::string_view name : info.names) names += " " + std::string(name);
  return names;
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
  void fault(const std::string& path, std::string expected, std::string got) {
    if (faults_.size() < most_faults) faults_.push_back({path, std::move(expected), std::move(got)});
  }

  void decode_boolean(const Node& node, const TypeInfo& info, void* object, const std::string& path) {
    if (node.type != Node::Type::boolean) return fault(path, "true or false", in_words(node));
    info.store_integer(object, node.integer);
  }

  void decode_integer(const Node& node, const TypeInfo& info, void* object, const std::string& path) {
    const bool whole = node.type == Node::Type::integer;
    if (!whole || node.integer < info.minimum || node.integer > info.maximum) {
      return fault(
          path, "a whole number from " + std::to_string(info.minimum) + " to " + std::to_string(info.maximum),
          in_words(node));
    }
    info.store_integer(object, node.integer);
  }

  void decode_text(const Node& node, const TypeInfo& info, void* object, const std::string& path) {
    if (node.type != Node::Type::text) return fault(path, expected_text(info), in_words(node));
    const std::size_t length = code_points(node.text);
    if (length < info.minimum_length || length > info.maximum_length) {
      return fault(path, expected_text(info), "text of " + std::to_string(length) + " characters");
    }
    if (has_control_character(node.text))
      return fault(path, "text without control characters", "a control character");
    if (info.accepts != nullptr && !info.accepts(node.text))
      return fault(path, expected_text(info), "other text");
    info.store_text(object, node.text);
  }

  void decode_instant(const Node& node, const TypeInfo& info, void* object, const std::string& path) {
    const auto instant = node.type == Node::Type::text ? parse_instant(node.text) : std::nullopt;
    if (!instant) return fault(path, "an instant such as 2026-11-24T03:27:55Z", in_words(node));
    info.store_integer(object, instant->microseconds);
  }

  void decode_enumeration(const Node& node, const TypeInfo& info, void* object, const std::string& path) {
    if (node.type != Node::Type::text) return fault(path, expected_names(info), in_words(node));
    const auto found = std::find(info.names.begin(), info.names.end(), node.text);
    if (found == info.names.end()) return fault(path, expected_names(info), "other text");
    info.store_integer(object, found - info.names.begin());
  }

  void decode_optional(const Node& node, const TypeInfo& info, void* object, const std::string& path) {
    if (node.type == Node::Type::null) return info.clear(object);
    decode(node, *info.element, info.append(object), path);
  }

  void decode_list(const Node& node, const TypeInfo& info, void* object, const std::string& path) {
    const std::string expected = "a list of at most " + std::to_string(info.maximum_length);
    if (node.type != Node::Type::list) return fault(path, expected, in_words(node));
    if (node.items.size() > info.maximum_length) return fault(path, expected, in_words(node));
    info.clear(object);
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      decode(node.items[i], *info.element, info.append(object), path + "[" + std::to_string(i) + "]");
    }
  }

  void decode_record(const Node& node, const TypeInfo& info, void* object, const std::string& path) {
    if (node.type != Node::Type::object) return fault(path, "an object", in_words(node));
    const std::string prefix = path.empty() ? "" : path + ".";
    std::set<std::string_view> seen;
    for (const auto& [name, value] : node.members) {
      const auto member = std::find_if(info.members.begin(), info.members.end(),
                                       [&name = name](const MemberInfo& m) { return m.name == name; });
      if (member == info.members.end()) {
        fault(prefix + name.substr(0, 60), "no such member", in_words(value));
      } else if (!seen.insert(member->name).second) {
        fault(prefix + name, "the member once", "the member again");
      } else {
        decode(value, *member->type, member->address(object), prefix + name);
      }
    }
    for (const MemberInfo& member : info.members) {
      const bool may_be_missing = member.type->shape == Shape::optional || member.type->shape == Shape::list;
      if (!may_be_missing && !seen.contains(member.name)) {
        fault(prefix + std::string(member.name), expected_in_words(*member.type), "nothing");
      }
    }
  }

  void decode_document(const Node& node, const TypeInfo& info, void* object, const std::string& path) {
    if (!holds_only_whole_numbers(node)) return fault(path, "JSON with whole numbers only", "a fraction");
    std::string text;
    write_canonical(node, text);
    info.store_text(object, std::move(text));
  }

  static std::string expected_in_words(const TypeInfo& info) {
    switch (info.shape) {
      case Shape::boolean:
        return "true or false";
      case Shape::integer:
        return "a whole number from " + std::to_string(info.minimum) + " to " + std::to_string(info.maximum);
      case Shape::instant:
        return "an instant such as 2026-11-24T03:27:55Z";
      case Shape::enumeration:
        return expected_names(info);
      case Shape::text:
        return expected_text(info);
      default:
        return "an object";
    }
  }

  std::vector<Fault>& faults_;
};

}  // namespace

void decode_into(std::string_view text, const TypeInfo& info, void* object, std::vector<Fault>& faults) {
  Node root;
  const std::string wrong = parse_tree(text, root);
  if (!wrong.empty()) {
    faults.push_back({"", "JSON in valid UTF-8", wrong});
    return;
  }
  Decoder(faults).decode(root, info, object, "");
}

Result<std::string> canonical(std::string_view text) {
  Node root;
  const std::string wrong = parse_tree(text, root);
  if (!wrong.empty()) return refuse_input({{"", "JSON in valid UTF-8", wrong}});
  if (!holds_only_whole_numbers(root))
    return refuse_input({{"", "JSON with whole numbers only", "a fraction"}});
  std::string out;
  write_canonical(root, out);
  return out;
}

}  // namespace shuniu::json
