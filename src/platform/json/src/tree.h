// tree.h - a parsed JSON text that keeps what boost::json::value drops: duplicate members, and numbers that
// are not whole.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace shuniu::json {

struct Member;

struct Node {
  enum class Type { null, boolean, integer, number, text, list, object };
  Type type = Type::null;
  std::int64_t integer = 0;  // also of a boolean
  std::string text;          // also the spelling of a number that is not whole, or too large
  std::vector<Node> items;
  std::vector<Member> members;
};

/// A type of its own, because a std::pair of an unfinished Node is none for clang.
struct Member {
  std::string name;
  Node value;
};

/// Returns "" and fills `root`, or says what is wrong and where.
std::string parse_tree(std::string_view text, Node& root);

/// Appends the canonical form; `number`s (fractions, too large) must not be in it.
void write_canonical(const Node& node, std::string& out);

bool holds_only_whole_numbers(const Node& node);

}  // namespace shuniu::json
