#include <algorithm>
#include <array>
#include <charconv>
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

void append_integer(std::int64_t number, std::string& out) {
  std::array<char, 20> digits{};  // "-9223372036854775808"
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

/// Hands on the text where it lies; a copy only of what is kept in another form.
template <class Use>
void with_text(const TypeInfo& info, const void* object, Use use) {
  if (info.view_text != nullptr)
    use(info.view_text(object));
  else
    use(std::string_view(info.load_text(object)));
}

/// Room for a whole list, judged by its first element, so that the answer is not copied each time it doubles.
/// Bounded, as one element may say little about the others.
void reserve_list(std::size_t first_element, std::size_t count, std::string& out) {
  constexpr std::size_t most = 256 * 1'024;
  const std::size_t likely = first_element + first_element / 8 + 1;  // elements differ a little
  out.reserve(out.size() + std::min(most, likely * (count - 1)));
}

void write(const TypeInfo& info, const void* object, std::string& out);

void write_list(const TypeInfo& info, const void* object, std::string& out) {
  out += '[';
  const std::size_t count = info.size(object), begin = out.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out += ',';
    write(*info.element, info.at(const_cast<void*>(object), i), out);
    if (i == 0) reserve_list(out.size() - begin, count, out);
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
      append_integer(info.load_integer(object), out);
      return;
    case Shape::text:
      with_text(info, object, [&out](std::string_view text) { append_quoted(text, out); });
      return;
    case Shape::instant:
      append_quoted(to_text(Instant{info.load_integer(object)}), out);
      return;
    case Shape::enumeration:
      append_quoted(info.names.at(static_cast<std::size_t>(info.load_integer(object))), out);
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
      with_text(info, object, [&out](std::string_view text) { out += text; });
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
