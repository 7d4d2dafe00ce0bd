#include "secrecy_rules.h"

#include "content_texts.h"
#include "shuniu/text/analysis.h"

namespace shuniu::market {
namespace {

bool separates(std::string_view character) {
  static constexpr std::string_view separators[] = {" ", "\n", "\t", "\u3000", "-",  "_",
                                                    ".", "·",  ",",  "，",     "、", "*"};
  for (const std::string_view separator : separators) {
    if (character == separator) return true;
  }
  return false;
}

std::size_t length_of_character(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  if (byte < 0x80) return 1;
  if (byte < 0xE0) return 2;
  return byte < 0xF0 ? 3 : 4;
}

std::string squeezed(std::string_view text) {
  const std::string folded = text::folded(text);
  std::string result;
  for (std::size_t i = 0; i < folded.size();) {
    const std::string_view character = std::string_view(folded).substr(i, length_of_character(folded[i]));
    if (!separates(character)) result += character;
    i += character.size();
  }
  return result;
}

}  // namespace

std::vector<FoundMark> marks_of_secrecy(const Content& content, const std::vector<std::string>& marks) {
  std::vector<std::pair<std::string, std::string>> wanted;
  for (const std::string& mark : marks) wanted.emplace_back(mark, squeezed(mark));
  std::vector<FoundMark> found;
  const auto look = [&](const std::string& path, const std::string& value, std::size_t) {
    const std::string text = squeezed(value);
    for (const auto& [mark, squeezed_mark] : wanted) {
      if (!squeezed_mark.empty() && text.find(squeezed_mark) != std::string::npos)
        found.push_back({path, mark});
    }
  };
  visit_texts(content, look);
  return found;
}

}  // namespace shuniu::market
