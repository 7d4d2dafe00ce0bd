// kind_info.h - the content struct of each kind of item, by its description.
#pragma once

#include <algorithm>
#include <string_view>

#include "shuniu/market/content.h"

namespace shuniu::market {

inline const TypeInfo& content_info(ItemKind kind) {
  switch (kind) {
    case ItemKind::need:
      return type_info<NeedContent>();
    case ItemKind::offer:
      return type_info<OfferContent>();
    case ItemKind::expert:
      break;
  }
  return type_info<ExpertContent>();
}

inline const MemberInfo* member_named(ItemKind kind, std::string_view name) {
  const auto& members = content_info(kind).members;
  const auto found =
      std::find_if(members.begin(), members.end(), [&](const MemberInfo& each) { return each.name == name; });
  return found == members.end() ? nullptr : &*found;
}

/// The type that a value has when it is there.
inline const TypeInfo& value_type(const TypeInfo& type) {
  return type.shape == Shape::optional ? value_type(*type.element) : type;
}

inline bool is_money(const TypeInfo& type) {
  return value_type(type).name == "MoneyRange";
}

}  // namespace shuniu::market
