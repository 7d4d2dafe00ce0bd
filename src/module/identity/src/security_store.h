// security_store.h - the SQL of the security log and of counted attempts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "attempts.h"
#include "shuniu/identity/identity.h"

namespace shuniu::identity {

/// What happened, about whom; where from is the actor's. Details name people by id or by a digest, never by
/// address.
struct NewSecurityEvent {
  std::string_view event;
  AccountId account;  // empty: of nobody known
  std::string detail;
};

void add_security_event(database::Transaction& tx, Instant now, const Actor& actor,
                        const NewSecurityEvent& event);

struct SecurityLogSearch {
  std::int64_t before = 0;  // number
  AccountId account;        // empty: all
  std::string event;        // "": all
  std::int64_t limit = 100;
};
std::vector<SecurityEvent> search_security_log(database::Transaction& tx, const SecurityLogSearch& search);

/// Counts one attempt on a subject; when it is blocked, counts nothing and returns the seconds to wait.
std::optional<std::int64_t> count_attempt(database::Transaction& tx, const std::string& subject, Instant now);
void forget_attempts(database::Transaction& tx, const std::string& subject);

/// The subject of attempts on an address: a digest, so that the table lists nobody.
std::string attempt_subject(std::string_view purpose, std::string_view email_folded);

}  // namespace shuniu::identity
