// describe.h - describe a struct once; its JSON, SQL row, JSON Schema and OpenAPI follow.
//
//   struct PostNeed { Text<1, 200> title; std::optional<Date> deadline; };
//   SHUNIU_DESCRIBE(PostNeed, title, deadline)
//   enum class Mode { develop, license };
//   SHUNIU_DESCRIBE_ENUM(Mode, develop, license)
//
// Promises
//   - The name of a member is its name on the wire, in the column and in the schema.
//   - Members may be: bool, std::int64_t, Whole, Text, Secret, std::string (free text, at most 1 MiB),
//     Decimal, EmailAddress, Id, Instant, Date, JsonDocument, described enums and structs, std::optional,
//     std::vector and Items of these.
// Does not allow floating point: facts and money never hold it.
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "shuniu/base/bounded.h"
#include "shuniu/base/id.h"
#include "shuniu/base/instant.h"
#include "shuniu/base/type_info.h"

#define SHUNIU_DESCRIBE(Struct, ...) BOOST_DESCRIBE_STRUCT(Struct, (), (__VA_ARGS__))
#define SHUNIU_DESCRIBE_ENUM(Enum, ...) BOOST_DESCRIBE_ENUM(Enum, __VA_ARGS__)

namespace shuniu {

/// Any JSON value, kept as its canonical text (RFC 8785); for what one struct cannot describe (a stored body,
/// a fact).
struct JsonDocument {
  std::string text = "null";
};

namespace detail {

TypeInfo integer_info(std::int64_t minimum, std::int64_t maximum);
TypeInfo text_info(std::size_t minimum, std::size_t maximum, std::string_view format = {},
                   bool (*accepts)(std::string_view) = nullptr);
bool accepts_date(std::string_view text);
void store_date(void* object, std::string text);
std::string load_date(const void* object);
std::string_view short_type_name(std::string_view qualified);

template <class T>
void use_string_storage(TypeInfo& info) {
  info.load_text = [](const void* object) -> std::string { return *static_cast<const T*>(object); };
  info.view_text = [](const void* object) -> std::string_view { return *static_cast<const T*>(object); };
  info.store_text = [](void* object, std::string text) { *static_cast<T*>(object) = T(std::move(text)); };
}

template <class T, class Integer>
void use_integer_storage(TypeInfo& info) {
  info.load_integer = [](const void* object) {
    return static_cast<std::int64_t>(static_cast<Integer>(*static_cast<const T*>(object)));
  };
  info.store_integer = [](void* object, std::int64_t value) {
    *static_cast<T*>(object) = static_cast<T>(static_cast<Integer>(value));
  };
}

template <class T>
constexpr std::string_view qualified_name() {
  return __PRETTY_FUNCTION__;
}

template <class List>
void use_list_storage(TypeInfo& info) {
  info.shape = Shape::list;
  info.element = &type_info<typename List::value_type>();
  info.size = [](const void* object) { return static_cast<const List*>(object)->size(); };
  info.at = [](void* object, std::size_t position) -> void* {
    return &(*static_cast<List*>(object))[position];
  };
  info.append = [](void* object) -> void* { return &static_cast<List*>(object)->emplace_back(); };
  info.clear = [](void* object) { static_cast<List*>(object)->clear(); };
}

template <class T>
struct Describer {
  static TypeInfo make() {
    if constexpr (std::is_enum_v<T>)
      return enumeration();
    else
      return record();
  }

  static TypeInfo enumeration() {
    TypeInfo info;
    info.shape = Shape::enumeration;
    info.name = short_type_name(qualified_name<T>());
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
        [&info](auto enumerator) { info.names.emplace_back(enumerator.name); });
    info.load_integer = [](const void* object) {
      std::int64_t position = 0, found = -1;
      boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto enumerator) {
        if (enumerator.value == *static_cast<const T*>(object)) found = position;
        ++position;
      });
      return found;
    };
    info.store_integer = [](void* object, std::int64_t wanted) {
      std::int64_t position = 0;
      boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto enumerator) {
        if (position++ == wanted) *static_cast<T*>(object) = enumerator.value;
      });
    };
    return info;
  }

  static TypeInfo record() {
    static_assert(boost::describe::has_describe_members<T>::value,
                  "describe the struct with SHUNIU_DESCRIBE");
    TypeInfo info;
    info.shape = Shape::record;
    info.name = short_type_name(qualified_name<T>());
    using Members = boost::describe::describe_members<T, boost::describe::mod_public>;
    boost::mp11::mp_for_each<Members>([&info](auto member) {
      using Pointer = decltype(member);
      using Value = std::remove_reference_t<decltype(std::declval<T&>().*Pointer::pointer)>;
      info.members.push_back({Pointer::name, &type_info<Value>(), [](void* record) -> void* {
                                return &(static_cast<T*>(record)->*Pointer::pointer);
                              }});
    });
    return info;
  }
};

template <>
struct Describer<bool> {
  static TypeInfo make() {
    TypeInfo info;
    info.shape = Shape::boolean;
    use_integer_storage<bool, bool>(info);
    return info;
  }
};

template <>
struct Describer<std::int64_t> {
  static TypeInfo make() {
    TypeInfo info = integer_info(-9'007'199'254'740'991, 9'007'199'254'740'991);
    use_integer_storage<std::int64_t, std::int64_t>(info);
    return info;
  }
};

template <std::int64_t Minimum, std::int64_t Maximum>
struct Describer<Whole<Minimum, Maximum>> {
  static TypeInfo make() {
    TypeInfo info = integer_info(Minimum, Maximum);
    use_integer_storage<Whole<Minimum, Maximum>, std::int64_t>(info);
    return info;
  }
};

template <>
struct Describer<std::string> {
  static TypeInfo make() {
    TypeInfo info = text_info(0, 1 << 20);
    use_string_storage<std::string>(info);
    return info;
  }
};

template <std::size_t Minimum, std::size_t Maximum>
struct Describer<Text<Minimum, Maximum>> {
  static TypeInfo make() {
    TypeInfo info = text_info(Minimum, Maximum);
    use_string_storage<Text<Minimum, Maximum>>(info);
    return info;
  }
};

template <std::size_t Minimum, std::size_t Maximum>
struct Describer<Secret<Minimum, Maximum>> {
  static TypeInfo make() {
    TypeInfo info = text_info(Minimum, Maximum, "password");
    use_string_storage<Secret<Minimum, Maximum>>(info);
    return info;
  }
};

template <std::size_t Maximum>
struct Describer<EmailAddress<Maximum>> {
  static TypeInfo make() {
    TypeInfo info = text_info(3, Maximum, "email", is_email_address);
    use_string_storage<EmailAddress<Maximum>>(info);
    return info;
  }
};

template <>
struct Describer<Decimal> {
  static TypeInfo make() {
    TypeInfo info = text_info(1, 24, "decimal", is_decimal);
    use_string_storage<Decimal>(info);
    return info;
  }
};

template <class Tag>
struct Describer<Id<Tag>> {
  static TypeInfo make() {
    TypeInfo info = text_info(36, 36, "uuid", [](std::string_view text) { return is_uuid(text); });
    info.load_text = [](const void* object) { return static_cast<const Id<Tag>*>(object)->text(); };
    info.view_text = [](const void* object) -> std::string_view {
      return static_cast<const Id<Tag>*>(object)->text();
    };
    info.store_text = [](void* object, std::string text) {
      *static_cast<Id<Tag>*>(object) = Id<Tag>(std::move(text));
    };
    return info;
  }
};

template <>
struct Describer<Date> {
  static TypeInfo make() {
    TypeInfo info = text_info(10, 10, "date", accepts_date);
    info.load_text = load_date;
    info.store_text = store_date;
    return info;
  }
};

template <>
struct Describer<Instant> {
  static TypeInfo make() {
    TypeInfo info;
    info.shape = Shape::instant;
    info.format = "date-time";
    info.load_integer = [](const void* object) { return static_cast<const Instant*>(object)->microseconds; };
    info.store_integer = [](void* object, std::int64_t value) {
      static_cast<Instant*>(object)->microseconds = value;
    };
    return info;
  }
};

template <>
struct Describer<JsonDocument> {
  static TypeInfo make() {
    TypeInfo info;
    info.shape = Shape::document;
    info.load_text = [](const void* object) { return static_cast<const JsonDocument*>(object)->text; };
    info.view_text = [](const void* object) -> std::string_view {
      return static_cast<const JsonDocument*>(object)->text;
    };
    info.store_text = [](void* object, std::string text) {
      static_cast<JsonDocument*>(object)->text = std::move(text);
    };
    return info;
  }
};

template <class T>
struct Describer<std::optional<T>> {
  static TypeInfo make() {
    TypeInfo info;
    info.shape = Shape::optional;
    info.element = &type_info<T>();
    info.size = [](const void* object) -> std::size_t {
      return static_cast<const std::optional<T>*>(object)->has_value();
    };
    info.at = [](void* object, std::size_t) -> void* { return &**static_cast<std::optional<T>*>(object); };
    info.append = [](void* object) -> void* { return &static_cast<std::optional<T>*>(object)->emplace(); };
    info.clear = [](void* object) { static_cast<std::optional<T>*>(object)->reset(); };
    return info;
  }
};

template <class T>
struct Describer<std::vector<T>> {
  static TypeInfo make() {
    TypeInfo info;
    use_list_storage<std::vector<T>>(info);
    info.maximum_length = 10'000;
    return info;
  }
};

template <class T, std::size_t Maximum>
struct Describer<Items<T, Maximum>> {
  static TypeInfo make() {
    TypeInfo info;
    use_list_storage<Items<T, Maximum>>(info);
    info.maximum_length = Maximum;
    return info;
  }
};

}  // namespace detail

template <class T>
const TypeInfo& type_info() {
  static const TypeInfo info = detail::Describer<T>::make();
  return info;
}

}  // namespace shuniu
