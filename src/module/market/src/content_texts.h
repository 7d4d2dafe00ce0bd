// content_texts.h - every text that somebody has written into a content, with its path ("figures[1].unit").
#pragma once

#include "item.h"

namespace shuniu::market {

/// Visits every text of a described object with its path; codes, numbers and dates cannot bear a mark.
template <class Visit>
void visit_texts(const TypeInfo& info, void* object, const std::string& path, const Visit& visit) {
  switch (info.shape) {
    case Shape::text:
      if (info.format.empty()) visit(path, info.load_text(object), info.maximum_length);
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

/// `visit(path, text, most characters)`
template <class Visit>
void visit_texts(const Content& content, const Visit& visit) {
  Content copy = content;  // the description of types hands out elements for writing only
  std::visit([&](auto& some) { visit_texts(type_info<std::decay_t<decltype(some)>>(), &some, "", visit); },
             copy);
}

}  // namespace shuniu::market
