// ports.h - what notice needs from others, in its own words.
#pragma once

#include <optional>
#include <string>

#include "shuniu/base/actor.h"
#include "shuniu/base/describe.h"
#include "shuniu/database/database.h"

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

/// Whom a letter reaches, as a member of one organisation.
struct Addressee {
  std::string email;
  std::string language;  // zh or en
  std::string organisation_name;
  Actor actor;  // what this reader may see
};

class People {
 public:
  virtual ~People() = default;
  /// Nothing when the account is not active, or no member any more.
  virtual std::optional<Addressee> addressee(const AccountId& account,
                                             const OrganisationId& organisation) = 0;
};

struct NoticeLetter {
  std::string to;
  std::string subject;
  std::string body;
  std::string unsubscribe_address;  // takes a POST without a session (RFC 8058)
};

class Letters {
 public:
  virtual ~Letters() = default;
  /// Sent if and only if the transaction commits.
  virtual void queue(database::Transaction& tx, const NoticeLetter& letter) = 0;
};

}  // namespace shuniu::notice
