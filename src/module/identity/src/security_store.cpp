#include "security_store.h"

#include "shuniu/crypto/hash.h"

namespace shuniu::identity {
namespace {

constexpr std::int64_t forget_after = microseconds_per_day;

struct AttemptRow {
  std::string subject;
  std::int64_t attempts = 0;
  Instant since_at;
  Instant blocked_until_at;
};
SHUNIU_DESCRIBE(AttemptRow, subject, attempts, since_at, blocked_until_at)

void remove_old_attempts(database::Transaction& tx, Instant now) {
  tx.run("DELETE FROM identity_attempt WHERE since_at < $1 AND blocked_until_at < $1", now + -forget_after);
}

}  // namespace

void add_security_event(database::Transaction& tx, Instant now, const Actor& actor,
                        const NewSecurityEvent& event) {
  tx.run(
      "INSERT INTO identity_security_event (at, event, account, remote_address, request_id, detail)"
      " VALUES ($1, $2, $3, $4, $5, $6)",
      now, event.event, event.account, actor.remote_address, actor.request_id, event.detail);
}

std::vector<SecurityEvent> search_security_log(database::Transaction& tx, const SecurityLogSearch& search) {
  return tx.rows<SecurityEvent>(
      "SELECT number, at, event, account, remote_address, request_id, detail FROM identity_security_event"
      " WHERE number < $1 AND ($2 = '' OR account = $2) AND ($3 = '' OR event = $3) ORDER BY number DESC "
      "LIMIT $4",
      search.before, search.account.text(), search.event, search.limit);
}

std::optional<std::int64_t> count_attempt(database::Transaction& tx, const std::string& subject,
                                          Instant now) {
  // One statement that leaves the row locked: a sign-in beside this one may forget the subject at any time.
  const auto row = *tx.find<AttemptRow>(
      "INSERT INTO identity_attempt (subject, attempts, since_at, blocked_until_at) VALUES ($1, 0, $2, 0)"
      " ON CONFLICT (subject) DO UPDATE SET subject = excluded.subject"
      " RETURNING subject, attempts, since_at, blocked_until_at",
      subject, now);
  const Attempts before{row.attempts, row.since_at, row.blocked_until_at};
  if (const auto wait_s = seconds_to_wait(before, now)) return wait_s;
  const Attempts after = after_attempt(before, now);
  tx.update("identity_attempt", AttemptRow{subject, after.count, after.since, after.blocked_until});
  if (row.attempts == 0) remove_old_attempts(tx, now);
  return std::nullopt;
}

void forget_attempts(database::Transaction& tx, const std::string& subject) {
  tx.run("DELETE FROM identity_attempt WHERE subject = $1", subject);
}

std::string attempt_subject(std::string_view purpose, std::string_view email_folded) {
  std::string subject(purpose);
  return subject.append(":").append(crypto::hex(crypto::sha256(email_folded)));
}

}  // namespace shuniu::identity
