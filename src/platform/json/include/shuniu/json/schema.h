// schema.h - the JSON Schema (2020-12, as OpenAPI 3.1 takes it) of described types.
//
//   SchemaBook book;
//   book.reference(type_info<PostNeed>());   // {"$ref":"#/components/schemas/PostNeed"}
//   book.components();                       // all that were referred to, sorted by name
//
// Promises: bounds, formats and enumerations of the C++ types appear as they are enforced; two different
// types of one name are a broken invariant (it terminates), because generated clients would mix them.
// Does not describe what only a rule can refuse.
#pragma once

#include <map>
#include <string>

#include "shuniu/base/type_info.h"

namespace shuniu::json {

class SchemaBook {
 public:
  /// A schema for the type: inline for values, a $ref for records and enumerations (added to the book).
  std::string reference(const TypeInfo& info);
  /// The object of all schemas by name.
  std::string components() const;

 private:
  std::map<std::string, std::pair<const TypeInfo*, std::string>> schemas_;
};

}  // namespace shuniu::json
