// enum_name.h - the name of a described enumerator, as it stands on the wire, in the column and in a label.
#pragma once

#include <string>

#include "shuniu/base/describe.h"

namespace shuniu::market {

template <class Enum>
std::string name_of(Enum value) {
  const TypeInfo& info = type_info<Enum>();
  return std::string(info.names[static_cast<std::size_t>(info.load_integer(&value))]);
}

}  // namespace shuniu::market
