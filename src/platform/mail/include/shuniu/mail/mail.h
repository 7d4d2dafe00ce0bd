// mail.h - letters to people: queued with the change that causes them, delivered afterwards, at least once.
//
//   mail::queue(tx, clock.now(), {"li@firm.example", "请确认您的邮箱", "…"});       // inside a command
//   FileOutbox outbox("data/outbox");
//   Sender sender(database, outbox, clock, {.from_address = "no-reply@hub.example"});
//   sender.start();                                                            // one thread; stop() joins it
//
// Promises
//   - A letter is queued if and only if its transaction commits, and is delivered at least once; its id is
//     the Message-ID, and a second delivery to the outbox replaces the first.
//   - A transport that fails is tried again after 1, 5, 25, … minutes (at most 6 hours); after `attempts`, or
//     at once when it is a PermanentFailure, the letter is dead, is reported, and stays in the list of dead
//     letters.
//   - A subject or address cannot add a header; texts of any script arrive intact (RFC 2047, RFC 2045).
//   - A letter that can be unsubscribed says so in its headers (RFC 2369, RFC 8058).
//   - The text is removed from the database once the letter is delivered or dead: it may hold a token.
//   - shuniu_mail_letters_total counts what was delivered, put off and given up.
// Does not send HTML or attachments. SMTP is the Transport of smtp.h.
// Several processes may run a Sender on one database; each letter is claimed by one at a time.
#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "shuniu/base/instant.h"
#include "shuniu/database/database.h"
#include "shuniu/database/migrations.h"

namespace shuniu::mail {

using LetterId = Id<struct LetterTag>;

struct Letter {
  std::string to;                        // one e-mail address
  std::string subject;                   // one line
  std::string body;                      // plain text
  std::string unsubscribe_address = {};  // https: takes a POST (RFC 8058); "" where there is nothing to leave
};

/// Throws std::invalid_argument for an address that is none: callers check what comes in (EmailAddress).
LetterId queue(database::Transaction& tx, Instant now, const Letter& letter);

/// A letter as it travels: RFC 5322, with CRLF.
struct Message {
  LetterId id;
  std::string to;
  std::string text;
};

/// The letter will never be taken: another attempt is of no use.
struct PermanentFailure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Port: one way to deliver. Throws std::exception when it could not; called from the sender's thread.
class Transport {
 public:
  virtual ~Transport() = default;
  virtual void deliver(const Message& message) = 0;
};

/// `<directory>/<id>.eml`, readable by its owner alone, whole or not at all, and durable when deliver
/// returns.
class FileOutbox final : public Transport {
 public:
  explicit FileOutbox(std::string directory);
  void deliver(const Message& message) override;

 private:
  std::string directory_;
};

struct DeadLetter {
  LetterId id;
  std::string recipient;
  std::string subject;
  std::int64_t attempts = 0;
  std::string last_error;
  Instant queued_at;
};
SHUNIU_DESCRIBE(DeadLetter, id, recipient, subject, attempts, last_error, queued_at)

struct SenderOptions {
  std::string from_name = "Shuniu";
  std::string from_address = "no-reply@localhost";
  std::int64_t attempts = 8;
  std::int64_t look_every_ms = 500;
  std::function<void(const DeadLetter&)> report_dead;  // called once per dead letter
  std::function<void(const DeadLetter&)>
      report_delayed;  // called when a letter has to wait for another attempt
};

class Sender {
 public:
  Sender(database::Database& database, Transport& transport, const Clock& clock, SenderOptions options = {});
  ~Sender();
  void start();
  void stop();
  /// Delivers what is due now; returns how many letters were delivered. For tests and commands without a
  /// server.
  std::size_t deliver_due();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::vector<DeadLetter> dead_letters(database::Database& database);

std::vector<database::Migration> migrations();

}  // namespace shuniu::mail
