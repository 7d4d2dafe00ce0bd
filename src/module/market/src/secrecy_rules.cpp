#include "secrecy_rules.h"

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

/// Visits every text of a described object with its path; codes, numbers and dates cannot bear a mark.
template <class Visit>
void visit_texts(const TypeInfo& info, void* object, const std::string& path, const Visit& visit) {
  switch (info.shape) {
    case Shape::text:
      if (info.format.empty()) visit(path, info.load_text(object));
      return;
    case Shape::optional:
      if (info.size(object) > 0) visit_texts(*info.element, info.at(object, 0), path, visit);
      return;
    case Shape::list:
      for (std::size_t i = 0; i < info.size(object); ++i) {
        visit_texts(*info.element, info.at(object, i), path + "[" + std::to_string(i) + "]", visit);
      }
      return;
    case Shape::record:
      for (const MemberInfo& member : info.members) {
        const std::string name(member.name);
        visit_texts(*member.type, member.address(object), path.empty() ? name : path + "." + name, visit);
      }
      return;
    default:
      return;
  }
}

}  // namespace

std::vector<FoundMark> marks_of_secrecy(const Content& content, const std::vector<std::string>& marks) {
  std::vector<std::pair<std::string, std::string>> wanted;
  for (const std::string& mark : marks) wanted.emplace_back(mark, squeezed(mark));
  std::vector<FoundMark> found;
  Content copy = content;  // the description of types hands out elements for writing only
  const auto look = [&](const std::string& path, const std::string& value) {
    const std::string text = squeezed(value);
    for (const auto& [mark, squeezed_mark] : wanted) {
      if (!squeezed_mark.empty() && text.find(squeezed_mark) != std::string::npos)
        found.push_back({path, mark});
    }
  };
  std::visit([&]<class Some>(Some& some) { visit_texts(type_info<Some>(), &some, "", look); }, copy);
  return found;
}

}  // namespace shuniu::market
