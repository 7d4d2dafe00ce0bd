#include "marked_text.h"

namespace shuniu::market {
namespace {

/// UTF-16 units of a character, told by its first byte; the bytes that continue it count nothing.
std::int64_t units(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  if ((value & 0xC0) == 0x80) return 0;
  return value >= 0xF0 ? 2 : 1;
}

}  // namespace

MarkedText marked(std::string text, const std::vector<text::Range>& ranges) {
  MarkedText result;
  std::int64_t unit = 0;
  std::size_t byte = 0;
  const auto move_to = [&](std::size_t wanted) {
    for (; byte < wanted && byte < text.size(); ++byte) unit += units(text[byte]);
    return unit;
  };
  for (const text::Range& range : ranges) {
    const std::int64_t begin = move_to(range.begin);
    result.marks.push_back({begin, move_to(range.end)});
  }
  result.text = std::move(text);
  return result;
}

}  // namespace shuniu::market
