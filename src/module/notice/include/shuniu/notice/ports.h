// ports.h - what notice needs from others, in its own words.
#pragma once

#include <optional>
#include <string>

#include "shuniu/base/actor.h"
#include "shuniu/base/describe.h"

namespace shuniu::notice {

enum class SubjectKind { talk, need, offer, expert };
SHUNIU_DESCRIBE_ENUM(SubjectKind, talk, need, offer, expert)

/// What a notice is about.
struct Subject {
  SubjectKind kind = SubjectKind::talk;
  std::string id;
};
SHUNIU_DESCRIBE(Subject, kind, id)

class Subjects {
 public:
  virtual ~Subjects() = default;
  /// As this reader may see it now; nothing when it may not.
  virtual std::optional<std::string> title(const Actor& reader, const Subject& subject) = 0;
};

}  // namespace shuniu::notice
