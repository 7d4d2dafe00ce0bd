#include "letter_store.h"

namespace shuniu::mail {

void add_letter(database::Transaction& tx, const StoredLetter& letter) {
  tx.insert("mail_letter", letter);
}

std::vector<StoredLetter> due_letters(database::Transaction& tx, Instant now, std::int64_t limit) {
  return tx.rows<StoredLetter>(
      "SELECT * FROM mail_letter WHERE dead_at IS NULL AND due_at <= $1 ORDER BY due_at, id LIMIT $2", now,
      limit);
}

bool claim_letter(database::Transaction& tx, const StoredLetter& letter, Instant due_at) {
  return tx.run("UPDATE mail_letter SET attempts = attempts + 1, due_at = $3 WHERE id = $1 AND attempts = $2",
                letter.id, letter.attempts, due_at) == 1;
}

void remove_letter(database::Transaction& tx, const LetterId& id) {
  tx.run("DELETE FROM mail_letter WHERE id = $1", id);
}

void record_failure(database::Transaction& tx, const LetterId& id, const std::string& error) {
  tx.run("UPDATE mail_letter SET last_error = $2 WHERE id = $1", id, error);
}

void bury_letter(database::Transaction& tx, const LetterId& id, const std::string& error, Instant now) {
  tx.run(
      "UPDATE mail_letter SET last_error = $2, dead_at = $3, body = '', unsubscribe_address = '' WHERE id = "
      "$1",
      id, error, now);
}

std::vector<DeadLetter> find_dead_letters(database::Transaction& tx) {
  return tx.rows<DeadLetter>(
      "SELECT id, recipient, subject, attempts, last_error, queued_at FROM mail_letter WHERE dead_at IS NOT "
      "NULL ORDER BY id");
}

}  // namespace shuniu::mail
