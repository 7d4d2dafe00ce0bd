#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "letter_store.h"
#include "message.h"
#include "shuniu/base/bounded.h"
#include "shuniu/crypto/random.h"
#include "shuniu/telemetry/metrics.h"

namespace shuniu::mail {
namespace {

constexpr std::int64_t minute = 60 * microseconds_per_second;
constexpr std::int64_t longest_pause = 360 * minute;
constexpr std::int64_t letters_per_look = 50;

/// 1, 5, 25, 125 minutes, then 6 hours. It is also how long a claim holds when a process dies between claim
/// and delivery.
std::int64_t pause_after(std::int64_t attempts) {
  std::int64_t pause = minute;
  for (std::int64_t i = 0; i < attempts && pause < longest_pause; ++i) pause *= 5;
  return std::min(pause, longest_pause);
}

void count_letter(const char* outcome) {
  telemetry::counter("shuniu_mail_letters_total", "Letters that were delivered, put off or given up.",
                     {{"outcome", outcome}})
      .add();
}

enum class Failure { passing, permanent };

}  // namespace

LetterId queue(database::Transaction& tx, Instant now, const Letter& letter) {
  if (!is_email_address(letter.to)) throw std::invalid_argument("a letter goes to an e-mail address");
  const database::ModuleScope scope("mail");
  auto id = crypto::new_id<LetterId>(now);
  add_letter(tx, {id, letter.to, letter.subject, letter.body, now, now, 0, "", std::nullopt,
                  letter.unsubscribe_address});
  return id;
}

struct Sender::State {
  State(database::Database& hub, Transport& way, const Clock& time, SenderOptions wanted)
      : database(hub), transport(way), clock(time), options(std::move(wanted)) {}

  bool claim(const StoredLetter& letter) {
    const auto claimed = database.write([&](database::Transaction& tx) -> Result<bool> {
      return claim_letter(tx, letter, clock.now() + pause_after(letter.attempts));
    });
    return claimed && *claimed;
  }

  bool deliver(const StoredLetter& letter) {
    try {
      const Letter content{letter.recipient, letter.subject, letter.body, letter.unsubscribe_address};
      transport.deliver(
          {letter.id, letter.recipient,
           write_message({letter.id, content, letter.queued_at, options.from_name, options.from_address})});
    } catch (const PermanentFailure& failure) {
      give_back(letter, failure.what(), Failure::permanent);
      return false;
    } catch (const std::exception& failure) {
      give_back(letter, failure.what(), Failure::passing);
      return false;
    }
    count_letter("delivered");
    return database
        .write([&letter](database::Transaction& tx) -> Result<Done> {
          remove_letter(tx, letter.id);
          return Done{};
        })
        .has_value();
  }

  void give_back(const StoredLetter& letter, const std::string& error, Failure failure) {
    const std::int64_t attempts = letter.attempts + 1;
    const bool is_dead = failure == Failure::permanent || attempts >= options.attempts;
    const auto saved = database.write([&](database::Transaction& tx) -> Result<Done> {
      if (is_dead)
        bury_letter(tx, letter.id, error, clock.now());
      else
        record_failure(tx, letter.id, error);
      return Done{};
    });
    count_letter(is_dead ? "dead" : "delayed");
    const auto& report = is_dead ? options.report_dead : options.report_delayed;
    if (!saved || !report) return;
    report({letter.id, letter.recipient, letter.subject, attempts, error, letter.queued_at});
  }

  std::size_t deliver_due() {
    const database::ModuleScope scope("mail");
    const auto letters = database.read(
        [this](database::Transaction& tx) { return due_letters(tx, clock.now(), letters_per_look); });
    std::size_t delivered = 0;
    for (const StoredLetter& letter : letters) {
      if (claim(letter) && deliver(letter)) ++delivered;
    }
    return delivered;
  }

  void run() {
    std::unique_lock lock(mutex);
    while (!stopping) {
      lock.unlock();
      try {
        deliver_due();
      } catch (const database::DatabaseError&) {
        // The database is away: the letters stay in it, and the next look tries again.
      }
      lock.lock();
      changed.wait_for(lock, std::chrono::milliseconds(options.look_every_ms), [this] { return stopping; });
    }
  }

  database::Database& database;
  Transport& transport;
  const Clock& clock;
  const SenderOptions options;
  std::mutex mutex;
  std::condition_variable changed;
  bool stopping = false;
  std::thread worker;
};

Sender::Sender(database::Database& database, Transport& transport, const Clock& clock, SenderOptions options)
    : state_(std::make_unique<State>(database, transport, clock, std::move(options))) {}

Sender::~Sender() {
  stop();
}

void Sender::start() {
  if (state_->worker.joinable()) return;
  state_->stopping = false;
  state_->worker = std::thread([this] { state_->run(); });
}

void Sender::stop() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
  }
  state_->changed.notify_all();
  if (state_->worker.joinable()) state_->worker.join();
}

std::size_t Sender::deliver_due() {
  return state_->deliver_due();
}

std::vector<DeadLetter> dead_letters(database::Database& database) {
  const database::ModuleScope scope("mail");
  return database.read([](database::Transaction& tx) { return find_dead_letters(tx); });
}

}  // namespace shuniu::mail
