#include "folding.h"

namespace shuniu::identity {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool is_white(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

constexpr std::string_view ideographic_space = "\xE3\x80\x80";  // U+3000
constexpr std::string_view no_break_space = "\xC2\xA0";         // U+00A0

/// U+FF01 to U+FF5E are ASCII 0x21 to 0x7E in full width; 0 for anything else.
char narrow(std::string_view text) {
  if (text.size() < 3 || text[0] != '\xEF') return 0;
  const int second = static_cast<unsigned char>(text[1]), third = static_cast<unsigned char>(text[2]);
  if ((second != 0xBC && second != 0xBD) || third < 0x80 || third > 0xBF) return 0;
  const int code = 0xF000 + ((second & 0x3F) << 6) + (third & 0x3F);
  return code >= 0xFF01 && code <= 0xFF5E ? static_cast<char>(code - 0xFF01 + 0x21) : '\0';
}

}  // namespace

std::string fold_address(std::string_view address) {
  std::string folded(address);
  for (char& c : folded) c = lower(c);
  return folded;
}

std::string fold_name(std::string_view name) {
  std::string folded;
  while (!name.empty()) {
    std::size_t taken = 1;
    if (const char c = narrow(name)) {
      folded += lower(c);
      taken = 3;
    } else if (name.starts_with(ideographic_space) || name.starts_with(no_break_space)) {
      taken = name.starts_with(ideographic_space) ? ideographic_space.size() : no_break_space.size();
    } else if (!is_white(name.front())) {
      folded += lower(name.front());
    }
    name.remove_prefix(taken);
  }
  return folded;
}

}  // namespace shuniu::identity
