// letter_store.h - the SQL of the queue of letters.
#pragma once

#include <optional>

#include "shuniu/mail/mail.h"

namespace shuniu::mail {

struct StoredLetter {
  LetterId id;
  std::string recipient;
  std::string subject;
  std::string body;
  Instant queued_at;
  Instant due_at;
  std::int64_t attempts = 0;
  std::string last_error;
  std::optional<Instant> dead_at;
  std::string unsubscribe_address;
};
SHUNIU_DESCRIBE(StoredLetter, id, recipient, subject, body, queued_at, due_at, attempts, last_error, dead_at,
                unsubscribe_address)

void add_letter(database::Transaction& tx, const StoredLetter& letter);
std::vector<StoredLetter> due_letters(database::Transaction& tx, Instant now, std::int64_t limit);
/// False when another process claimed it meanwhile. Until `due_at` nobody else takes it.
bool claim_letter(database::Transaction& tx, const StoredLetter& letter, Instant due_at);
void remove_letter(database::Transaction& tx, const LetterId& id);
void record_failure(database::Transaction& tx, const LetterId& id, const std::string& error);
void bury_letter(database::Transaction& tx, const LetterId& id, const std::string& error, Instant now);
std::vector<DeadLetter> find_dead_letters(database::Transaction& tx);

}  // namespace shuniu::mail
