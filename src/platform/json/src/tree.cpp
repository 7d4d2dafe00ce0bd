#include "tree.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <utility>
#include <vector>

#include "shuniu/base/money.h"
#include "shuniu/json/json.h"

namespace shuniu::json {
namespace {

constexpr std::size_t deepest_level = 32;

/// Receives the parser's events and grows the tree; a stack holds the open lists and objects.
class TreeBuilder {
 public:
  static constexpr std::size_t max_object_size = 100'000;
  static constexpr std::size_t max_array_size = 1'000'000;
  static constexpr std::size_t max_key_size = 4'096;
  static constexpr std::size_t max_string_size = std::size_t{1} << 26;
  using Error = boost::json::error_code;

  bool on_document_begin(Error&) { return true; }
  bool on_document_end(Error&) { return true; }
  bool on_object_begin(Error&) { return open(Node::Type::object); }
  bool on_object_end(std::size_t, Error&) { return close(); }
  bool on_array_begin(Error&) { return open(Node::Type::list); }
  bool on_array_end(std::size_t, Error&) { return close(); }
  bool on_key_part(std::string_view part, std::size_t, Error&) { return grow(part); }
  bool on_key(std::string_view part, std::size_t, Error&) {
    grow(part);
    keys_.push_back(std::move(text_));
    text_.clear();
    return true;
  }
  bool on_string_part(std::string_view part, std::size_t, Error&) { return grow(part); }
  bool on_string(std::string_view part, std::size_t, Error&) {
    grow(part);
    Node node;
    node.type = Node::Type::text;
    node.text = std::move(text_);
    text_.clear();
    return add(std::move(node));
  }
  bool on_number_part(std::string_view part, Error&) { return grow(part); }
  bool on_int64(std::int64_t value, std::string_view part, Error&) {
    grow(part);
    const bool fits = value >= -largest_json_integer && value <= largest_json_integer;
    return add_number(fits ? Node::Type::integer : Node::Type::number, value);
  }
  bool on_uint64(std::uint64_t, std::string_view part, Error&) {
    grow(part);
    return add_number(Node::Type::number, 0);
  }
  bool on_double(double, std::string_view part, Error&) {
    grow(part);
    return add_number(Node::Type::number, 0);
  }
  bool on_bool(bool value, Error&) {
    Node node;
    node.type = Node::Type::boolean;
    node.integer = value ? 1 : 0;
    return add(std::move(node));
  }
  bool on_null(Error&) { return add(Node{}); }
  bool on_comment_part(std::string_view, Error&) { return true; }
  bool on_comment(std::string_view, Error&) { return true; }

  Node take() { return std::move(root_); }

 private:
  bool grow(std::string_view part) {
    text_ += part;
    return true;
  }
  bool add_number(Node::Type type, std::int64_t value) {
    Node node;
    node.type = type;
    node.integer = value;
    node.text = std::move(text_);
    text_.clear();
    return add(std::move(node));
  }
  bool open(Node::Type type) {
    Node node;
    node.type = type;
    open_.push_back(std::move(node));
    return true;
  }
  bool close() {
    Node node = std::move(open_.back());
    open_.pop_back();
    return add(std::move(node));
  }
  bool add(Node node) {
    if (open_.empty()) {
      root_ = std::move(node);
    } else if (open_.back().type == Node::Type::list) {
      open_.back().items.push_back(std::move(node));
    } else {
      open_.back().members.push_back(Member{std::move(keys_.back()), std::move(node)});
      keys_.pop_back();
    }
    return true;
  }

  Node root_;
  std::vector<Node> open_;
  std::vector<std::string> keys_;
  std::string text_;
};

/// RFC 8785 sorts member names by UTF-16 code units.
std::u16string utf16(std::string_view text) {
  std::u16string units;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t point = length == 1   ? lead
                     : length == 2 ? lead & 0x1FU
                     : length == 3 ? lead & 0x0FU
                                   : lead & 0x07U;
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k) {
      point = (point << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    }
    if (point >= 0x10000) {
      point -= 0x10000;
      units += static_cast<char16_t>(0xD800 + (point >> 10));
      units += static_cast<char16_t>(0xDC00 + (point & 0x3FF));
    } else {
      units += static_cast<char16_t>(point);
    }
    i += length;
  }
  return units;
}

void write_object(const Node& node, std::string& out) {
  std::vector<std::pair<std::u16string, const Member*>> sorted;
  for (const auto& member : node.members) sorted.emplace_back(utf16(member.name), &member);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  out += '{';
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (i > 0) out += ',';
    out += quoted(sorted[i].second->name);
    out += ':';
    write_canonical(sorted[i].second->value, out);
  }
  out += '}';
}

}  // namespace

std::string parse_tree(std::string_view text, Node& root) {
  boost::json::parse_options options;
  options.max_depth = deepest_level;
  boost::json::basic_parser<TreeBuilder> parser(options);
  boost::json::error_code error;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), error);
  if (!error && used < text.size()) error = boost::json::error::extra_data;
  if (error) return error.message() + " at byte " + std::to_string(used);
  root = parser.handler().take();
  return {};
}

bool holds_only_whole_numbers(const Node& node) {
  if (node.type == Node::Type::number) return false;
  return std::all_of(node.items.begin(), node.items.end(), holds_only_whole_numbers) &&
         std::all_of(node.members.begin(), node.members.end(),
                     [](const auto& member) { return holds_only_whole_numbers(member.value); });
}

void write_canonical(const Node& node, std::string& out) {
  switch (node.type) {
    case Node::Type::null:
      out += "null";
      return;
    case Node::Type::boolean:
      out += node.integer != 0 ? "true" : "false";
      return;
    case Node::Type::integer:
      out += std::to_string(node.integer);
      return;
    case Node::Type::number:
      out += node.text;
      return;
    case Node::Type::text:
      out += quoted(node.text);
      return;
    case Node::Type::object:
      write_object(node, out);
      return;
    case Node::Type::list:
      break;
  }
  out += '[';
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    if (i > 0) out += ',';
    write_canonical(node.items[i], out);
  }
  out += ']';
}

}  // namespace shuniu::json
