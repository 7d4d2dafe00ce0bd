// list_question.h - the optional members of a question about a list, as a statement binds them ("": all).
#pragma once

#include <optional>
#include <string>

#include "enum_name.h"

namespace shuniu::market {

template <class Enum>
std::string name_or_all(const std::optional<Enum>& value) {
  return value ? name_of(*value) : "";
}

template <class SomeId>
std::string id_or_none(const std::optional<SomeId>& id) {
  return id ? id->text() : "";
}

template <class Limit>
std::int64_t limit_of(const std::optional<Limit>& limit, std::int64_t usual) {
  return limit ? static_cast<std::int64_t>(*limit) : usual;
}

}  // namespace shuniu::market
