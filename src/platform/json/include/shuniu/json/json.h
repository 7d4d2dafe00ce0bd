// json.h - described structs in and out of JSON; one plain decoder for all types.
//
//   Result<PostNeed> need = json::decode<PostNeed>(body);     // input.invalid lists every wrong field
//   std::string wire = json::encode(view);
//   std::string hashed = json::canonical(wire).value();       // RFC 8785
//
// Promises
//   - decode reports *all* faults of a body together, each with its path ("figures[2].unit"), what was
//     expected and what came.
//   - Refused: unknown and duplicate members, missing members (an optional or a list may be missing), numbers
//     with a fraction or outside +-(2^53-1), invalid UTF-8, control characters in text, more than 32 levels,
//     more than 1,000 faults (cut there).
//   - encode writes members in the order of their description and leaves out empty optionals.
// Does not keep any state: thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "shuniu/base/describe.h"
#include "shuniu/base/result.h"

namespace shuniu::json {

/// Decodes into `object` (of the described type); faults are appended, the object is then not to be used.
void decode_into(std::string_view text, const TypeInfo& info, void* object, std::vector<Fault>& faults);

std::string encode(const TypeInfo& info, const void* object);

template <class T>
Result<T> decode(std::string_view text) {
  T object{};
  std::vector<Fault> faults;
  decode_into(text, type_info<T>(), &object, faults);
  if (!faults.empty()) return refuse_input(std::move(faults));
  return object;
}

template <class T>
std::string encode(const T& object) {
  return encode(type_info<T>(), &object);
}

/// The canonical form (RFC 8785) of any JSON text; refuses what is not JSON.
Result<std::string> canonical(std::string_view text);

/// A JSON string literal with its quotes.
std::string quoted(std::string_view text);

}  // namespace shuniu::json
