#include <array>
#include <cstdint>
#include <cstdio>
#include <cstring>

#include "shuniu/json/json.h"

namespace shuniu::json {
namespace {

bool needs_escape(char c) {
  return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

void append_escape(char c, std::string& out) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  std::array<char, 8> escape{};
  std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(c));
  out += escape.data();
}

/// Whether one of eight characters needs an escape: the usual test of a word for a byte that is zero or
/// below a bound.
bool one_needs_escape(const char* eight) {
  constexpr std::uint64_t ones = 0x0101010101010101, highs = ones * 0x80;
  std::uint64_t word = 0;
  std::memcpy(&word, eight, sizeof word);
  const std::uint64_t quote = word ^ (ones * '"'), backslash = word ^ (ones * '\\');
  const std::uint64_t suspects = (word - ones * 0x20) | (quote - ones) | (backslash - ones);
  return (suspects & ~word & highs) != 0;
}

/// The first character from `begin` that needs an escape, or the end: most texts need none, so they are
/// copied in runs.
std::size_t find_escape(std::string_view text, std::size_t begin) {
  constexpr std::size_t word = 8;
  std::size_t i = begin;
  while (i < text.size()) {
    if (text.size() - i >= word && !one_needs_escape(text.data() + i)) {
      i += word;
    } else if (needs_escape(text[i])) {
      return i;
    } else {
      ++i;
    }
  }
  return i;
}

void append_quoted(std::string_view text, std::string& out) {
  out += '"';
  std::size_t begin = 0;
  for (std::size_t i = find_escape(text, 0); i < text.size(); i = find_escape(text, begin)) {
    out.append(text, begin, i - begin);
    append_escape(text[i], out);
    begin = i + 1;
  }
  out.append(text, begin);
  out += '"';
}

void write(const TypeInfo& info, const void* object, std::string& out);

void write_list(const TypeInfo& info, const void* object, std::string& out) {
  out += '[';
  const std::size_t count = info.size(object);
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out += ',';
    write(*info.element, info.at(const_cast<void*>(object), i), out);
  }
  out += ']';
}

void write_record(const TypeInfo& info, const void* object, std::string& out) {
  out += '{';
  bool first = true;
  for (const MemberInfo& member : info.members) {
    const void* value = member.address(const_cast<void*>(object));
    if (member.type->shape == Shape::optional && member.type->size(value) == 0) continue;
    if (!first) out += ',';
    first = false;
    out += '"';
    out += member.name;
    out += "\":";
    write(*member.type, value, out);
  }
  out += '}';
}

void write(const TypeInfo& info, const void* object, std::string& out) {
  switch (info.shape) {
    case Shape::boolean:
      out += info.load_integer(object) != 0 ? "true" : "false";
      return;
    case Shape::integer:
      out += std::to_string(info.load_integer(object));
      return;
    case Shape::text:
      append_quoted(info.load_text(object), out);
      return;
    case Shape::instant:
      out += quoted(to_text(Instant{info.load_integer(object)}));
      return;
    case Shape::enumeration:
      out += quoted(info.names.at(static_cast<std::size_t>(info.load_integer(object))));
      return;
    case Shape::optional:
      if (info.size(object) == 0)
        out += "null";
      else
        write(*info.element, info.at(const_cast<void*>(object), 0), out);
      return;
    case Shape::list:
      return write_list(info, object, out);
    case Shape::record:
      return write_record(info, object, out);
    case Shape::document:
      out += info.load_text(object);
      return;
  }
}

}  // namespace

std::string quoted(std::string_view text) {
  std::string out;
  append_quoted(text, out);
  return out;
}

std::string encode(const TypeInfo& info, const void* object) {
  std::string out;
  write(info, object, out);
  return out;
}

}  // namespace shuniu::json
