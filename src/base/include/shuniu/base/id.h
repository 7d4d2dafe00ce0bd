// id.h - identifiers made by the hub: UUID version 7 (RFC 9562), as text of 36 characters.
//
//   using NeedId = Id<struct NeedTag>;
//   NeedId id{new_uuid(now, random)};
//
// Promises: ids of different things do not mix; the text is lower case; later ids sort later to the
// millisecond.
// Does not draw time or randomness itself: platform/crypto gives both (`new_id`).
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "shuniu/base/instant.h"

namespace shuniu {

bool is_uuid(std::string_view text) noexcept;
std::string make_uuid7(Instant now, const std::array<std::uint8_t, 10>& random);

template <class Tag>
class Id {
 public:
  Id() = default;
  explicit Id(std::string text) : text_(std::move(text)) {}
  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  friend auto operator<=>(const Id&, const Id&) = default;

 private:
  std::string text_;
};

}  // namespace shuniu

template <class Tag>
struct std::hash<shuniu::Id<Tag>> {
  std::size_t operator()(const shuniu::Id<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.text());
  }
};
