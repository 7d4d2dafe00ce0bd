#include "subscriptions.h"

#include "shuniu/telemetry/log.h"

namespace shuniu::journal {
namespace {

using database::ModuleScope;
using database::Transaction;

constexpr std::int64_t facts_per_step = 64;
constexpr std::chrono::milliseconds longest_step{10};  // the writer belongs to the commands of people
constexpr std::size_t longest_error = 1'000;

std::int64_t locked_cursor(Transaction& tx, const std::string& subscriber) {
  const ModuleScope scope("journal");
  tx.run("INSERT INTO journal_cursor (subscriber, seq) VALUES ($1, 0) ON CONFLICT (subscriber) DO NOTHING",
         subscriber);
  const std::string sql =
      "SELECT seq FROM journal_cursor WHERE subscriber = $1" + std::string(tx.for_update());
  return tx.value<std::int64_t>(sql, subscriber).value_or(0);
}

std::vector<RecordedFact> facts_after(Transaction& tx, std::int64_t after) {
  const ModuleScope scope("journal");
  return tx.rows<RecordedFact>(
      "SELECT seq, id, type, at, visibility, body FROM journal_fact WHERE seq > $1 ORDER BY seq LIMIT $2",
      after, facts_per_step);
}

void move_cursor(Transaction& tx, const std::string& subscriber, std::int64_t seq) {
  const ModuleScope scope("journal");
  tx.run("UPDATE journal_cursor SET seq = $2 WHERE subscriber = $1", subscriber, seq);
}

void set_aside(Transaction& tx, const SetAsideFact& fact) {
  const ModuleScope scope("journal");
  tx.insert("journal_set_aside", fact);
}

}  // namespace

/// What one transaction did.
struct Subscription::Step {
  std::int64_t cursor = 0;
  std::int64_t failed_seq = 0;  // the last fact whose handler failed
  std::string error;
  bool is_set_aside = false;
  bool has_more = false;
};

Subscription::Subscription(database::Database& database, const Clock& clock, Subscriber subscriber)
    : database_(database),
      clock_(clock),
      subscriber_(std::move(subscriber)),
      module_(subscriber_.name.substr(0, subscriber_.name.find('.'))) {}

bool Subscription::advance(std::int64_t last_seq) {
  if (cursor_ >= last_seq) return false;
  const Step step =
      database_.write([this](Transaction& tx) -> Result<Step> { return take_step(tx); }).value();
  cursor_ = step.cursor;
  failed_seq_ = step.is_set_aside ? 0 : step.failed_seq;
  if (step.failed_seq != 0) report(step);
  return step.has_more;
}

Subscription::Step Subscription::take_step(Transaction& tx) const {
  const auto ends = std::chrono::steady_clock::now() + longest_step;
  Step step;
  const std::int64_t before = locked_cursor(tx, subscriber_.name);
  step.cursor = before;
  const auto facts = facts_after(tx, before);
  step.has_more = !facts.empty();
  for (const RecordedFact& fact : facts) {
    step.error = handle(tx, fact);
    if (!step.error.empty()) {
      step.failed_seq = fact.seq;
      step.is_set_aside = failed_seq_ == fact.seq;
      if (!step.is_set_aside) break;  // it gets one more chance, at the head of the next step
      set_aside(tx, {fact.seq, subscriber_.name, fact.type, step.error, clock_.now()});
    }
    step.cursor = fact.seq;
    if (step.is_set_aside || std::chrono::steady_clock::now() > ends) break;
  }
  if (step.cursor != before) move_cursor(tx, subscriber_.name, step.cursor);
  return step;
}

/// "" when it went well. A database that is away is nobody's fault: it is thrown on, and the step comes
/// again.
std::string Subscription::handle(Transaction& tx, const RecordedFact& fact) const {
  std::string error;
  try {
    tx.savepoint([&] {
      const ModuleScope scope(module_);
      subscriber_.handle(tx, fact);
      return true;
    });
    return "";
  } catch (const database::DatabaseUnavailable&) {
    throw;
  } catch (const std::exception& problem) {
    error = problem.what();
  } catch (...) {
    error = "something that is no exception";
  }
  if (error.empty()) error = "an exception without words";
  return error.substr(0, longest_error);
}

void Subscription::report(const Step& step) const {
  telemetry::log(step.is_set_aside ? telemetry::Level::error : telemetry::Level::warning,
                 step.is_set_aside ? "journal.set_aside" : "journal.handler_failed",
                 {{"subscriber", subscriber_.name}, {"seq", step.failed_seq}, {"error", step.error}});
}

std::vector<SetAsideFact> set_aside_facts(database::Database& database) {
  return database.read([](Transaction& tx) {
    const ModuleScope scope("journal");
    return tx.rows<SetAsideFact>(
        "SELECT seq, subscriber, type, error, at FROM journal_set_aside ORDER BY seq, subscriber");
  });
}

}  // namespace shuniu::journal
