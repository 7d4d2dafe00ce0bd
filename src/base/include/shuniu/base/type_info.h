// type_info.h - what a described type looks like at run time, so that one plain function serves all types.
//
//   const TypeInfo& info = type_info<PostNeed>();   // record "PostNeed" with its members
//   for (const MemberInfo& member : info.members) …
//
// Promises: one immutable TypeInfo per type for the life of the program; thread-safe.
// Does not read or write JSON, SQL or schemas: platform/json and platform/database do, from this description
// alone. (A template per route would cost seconds of compile time; a table of function pointers costs none.)
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shuniu {

enum class Shape { boolean, integer, text, instant, enumeration, optional, list, record, document };

struct TypeInfo;

struct MemberInfo {
  std::string_view name;
  const TypeInfo* type = nullptr;
  void* (*address)(void* record) = nullptr;
};

struct TypeInfo {
  Shape shape = Shape::text;
  std::string_view name;  // of a record or an enumeration, "" otherwise

  // boolean, integer, instant (microseconds), enumeration (position in `names`)
  std::int64_t (*load_integer)(const void* object) = nullptr;
  void (*store_integer)(void* object, std::int64_t value) = nullptr;
  std::int64_t minimum = 0;  // integer
  std::int64_t maximum = 0;
  std::vector<std::string_view> names;  // enumeration: what stands on the wire

  // text and document
  std::string (*load_text)(const void* object) = nullptr;
  // the same without a copy, where the object keeps its text; nullptr elsewhere (a Date)
  std::string_view (*view_text)(const void* object) = nullptr;
  void (*store_text)(void* object, std::string text) = nullptr;
  bool (*accepts)(std::string_view text) = nullptr;  // more than length, or nullptr
  std::string_view format;         // JSON Schema "format": uuid, date, email, decimal, password
  std::size_t minimum_length = 0;  // code points; for a list: items
  std::size_t maximum_length = 0;

  // optional (element(object) is nullptr when empty) and list
  const TypeInfo* element = nullptr;
  std::size_t (*size)(const void* object) = nullptr;
  void* (*at)(void* object, std::size_t position) = nullptr;
  // makes one more element (for an optional: the element) and returns it
  void* (*append)(void* object) = nullptr;
  void (*clear)(void* object) = nullptr;

  // record
  std::vector<MemberInfo> members;
};

/// Specialised in describe.h for every type that may stand in a described struct.
template <class T>
const TypeInfo& type_info();

}  // namespace shuniu
