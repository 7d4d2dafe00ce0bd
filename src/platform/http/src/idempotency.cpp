#include "shuniu/http/idempotency.h"

#include <stdexcept>

#include "shuniu/json/json.h"
#include "shuniu/telemetry/log.h"

namespace shuniu::http {
namespace {

using database::Outcome;
using database::Transaction;

constexpr std::int64_t kept_us = 24 * 3'600 * microseconds_per_second;
constexpr std::int64_t between_forgetting_us = 600 * microseconds_per_second;
/// Longer than any request may take: a call without an answer by then has none.
constexpr std::int64_t longest_call_us = 300 * microseconds_per_second;
constexpr std::size_t largest_stored_body = 1 << 20;
constexpr std::int64_t still_running = 0;  // status of a call without an answer

struct StoredHeader {
  std::string name;
  std::string value;
};
SHUNIU_DESCRIBE(StoredHeader, name, value)

struct StoredHeaders {
  std::vector<StoredHeader> headers;
};
SHUNIU_DESCRIBE(StoredHeaders, headers)

struct StoredCall {
  std::string fingerprint;
  std::int64_t status = still_running;
  std::string content_type;
  std::string headers;
  std::string body;
  Instant begun_at;
};
SHUNIU_DESCRIBE(StoredCall, fingerprint, status, content_type, headers, body, begun_at)

/// Another call with the same key has committed while this one was on its way.
class AnsweredBefore : public std::runtime_error {
 public:
  AnsweredBefore() : std::runtime_error("the key has been answered meanwhile") {}
};

Reason in_progress() {
  return refuse("idempotency.in_progress", Kind::conflict, {{"retry_after_s", "1"}});
}

Response stored_response(const StoredCall& stored) {
  Response response;
  response.status = static_cast<int>(stored.status);
  response.content_type = stored.content_type;
  response.body = stored.body;
  const auto headers = json::decode<StoredHeaders>(stored.headers);
  for (const StoredHeader& header : headers.value().headers)
    response.headers.emplace_back(header.name, header.value);
  response.headers.emplace_back("Idempotency-Replayed", "true");
  return response;
}

Result<std::optional<Response>> judge(const StoredCall& stored, const KeyedCall& call, Instant now) {
  if (stored.fingerprint != call.fingerprint) return refuse("idempotency.key_reused", Kind::conflict);
  if (stored.status != still_running) return std::optional(stored_response(stored));
  if (stored.begun_at + longest_call_us < now) return refuse("idempotency.outcome_unknown", Kind::conflict);
  return in_progress();
}

/// "Try again later" is no answer for a day.
bool passes_by_itself(const Response& response) {
  return response.status == 429 || response.status == 503;
}

bool is_storable(const Response& response) {
  return !passes_by_itself(response) && response.file.empty() &&
         response.body.size() <= largest_stored_body &&
         (response.body.empty() || response.content_type.ends_with("json"));
}

std::string headers_as_json(const Response& response) {
  StoredHeaders kept;
  for (const auto& [name, value] : response.headers) {
    if (name != "Set-Cookie") kept.headers.push_back({name, value});
  }
  return json::encode(kept);
}

/// False when the key stands there already, not older than a day. Waits for a transaction that has taken it
/// and
/// not ended.
bool take_key(Transaction& tx, const KeyedCall& call, Instant now) {
  const std::int64_t taken = tx.run(
      "INSERT INTO http_idempotency (scope, client_key, fingerprint, status, content_type, headers, body, "
      "begun_at) VALUES ($1, $2, $3, 0, '', '{}', '', $4) "
      "ON CONFLICT (scope, client_key) DO UPDATE SET fingerprint = $3, status = 0, content_type = '', "
      "headers = '{}', body = '', begun_at = $4 WHERE http_idempotency.begun_at < $5",
      call.scope, call.key, call.fingerprint, now, now + -kept_us);
  return taken == 1;
}

void store_answer(Transaction& tx, const KeyedCall& call, const Response& response) {
  tx.run(
      "UPDATE http_idempotency SET status = $3, content_type = $4, headers = $5, body = $6 "
      "WHERE scope = $1 AND client_key = $2",
      call.scope, call.key, response.status, response.content_type, headers_as_json(response), response.body);
}

std::optional<StoredCall> find_call(Transaction& tx, const KeyedCall& call, Instant now) {
  return tx.find<StoredCall>(
      "SELECT fingerprint, status, content_type, headers, body, begun_at FROM http_idempotency "
      "WHERE scope = $1 AND client_key = $2 AND begun_at >= $3",
      call.scope, call.key, now + -kept_us);
}

/// The key and the answer, in the transaction of the command: a refusal undoes the command, but not them.
class KeptAnswer final : public database::Companion {
 public:
  KeptAnswer(const KeyedCall& call, Instant now, const IdempotencyStore::Render& render)
      : call_(call), now_(now), render_(render) {}

  bool accompany(Transaction& tx, const Command& command) override {
    {
      const database::ModuleScope scope("http");
      if (!take_key(tx, call_, now_)) throw AnsweredBefore();
    }
    Outcome outcome;
    tx.savepoint([&] {
      outcome = command();
      return outcome.value != nullptr;
    });
    response_ = render_(outcome);
    if (outcome.value == nullptr && passes_by_itself(response_)) return false;
    const database::ModuleScope scope("http");
    store_answer(tx, call_, response_);
    return true;
  }
  Response& response() { return response_; }

 private:
  const KeyedCall& call_;
  const Instant now_;
  const IdempotencyStore::Render& render_;
  Response response_;
};

void report_difference(const KeyedCall& call, const Response& given, const Response& kept) {
  if (given.status == kept.status && given.body == kept.body) return;
  // The first answer must be what a repetition gets: the route changes its answer after its command.
  telemetry::log(telemetry::Level::error, "http.answer_changed_after_command", {{"call", call.scope}});
}

}  // namespace

Result<Response> IdempotencyStore::with_command(const KeyedCall& call, const std::type_info& answer_type,
                                                const Render& render, const Handle& handle) {
  forget_old();
  auto known = find(call);
  if (!known) return known.error();
  if (*known) return std::move(**known);
  Response response;
  try {
    KeptAnswer kept(call, clock_.now(), render);
    const database::Accompaniment accompaniment(kept, answer_type);
    response = handle();
    if (accompaniment.is_committed()) {
      report_difference(call, response, kept.response());
      return std::move(kept.response());
    }
  } catch (const AnsweredBefore&) {
    known = find(call);
    if (!known) return known.error();
    return *known ? Result<Response>(std::move(**known)) : in_progress();
  }
  // Nothing has been written (the input was refused, say), so nothing would be lost with this.
  return is_storable(response) ? keep(call, std::move(response)) : response;
}

Result<Response> IdempotencyStore::around_command(const KeyedCall& call, const Response& failure,
                                                  const Handle& handle) {
  forget_old();
  auto begun = begin(call);
  if (!begun) return begun.error();
  if (*begun) return std::move(**begun);
  Response response;
  try {
    response = handle();
  } catch (...) {
    finish(call, failure);  // so that nothing runs twice
    throw;
  }
  finish(call, response);
  return response;
}

Result<std::optional<Response>> IdempotencyStore::find(const KeyedCall& call) {
  const Instant now = clock_.now();
  const database::ModuleScope scope("http");
  const auto stored =
      database_.read([&](Transaction& tx) -> std::optional<StoredCall> { return find_call(tx, call, now); });
  if (!stored) return std::optional<Response>();
  return judge(*stored, call, now);
}

Result<std::optional<Response>> IdempotencyStore::begin(const KeyedCall& call) {
  const Instant now = clock_.now();
  const database::ModuleScope scope("http");
  return database_.write([&](Transaction& tx) -> Result<std::optional<Response>> {
    if (take_key(tx, call, now)) return std::optional<Response>();
    const auto stored = find_call(tx, call, now);
    if (!stored) return in_progress();
    return judge(*stored, call, now);
  });
}

/// The answer of a handler that wrote nothing; or that of the call which has taken the key meanwhile.
Result<Response> IdempotencyStore::keep(const KeyedCall& call, Response response) {
  const Instant now = clock_.now();
  const database::ModuleScope scope("http");
  return database_.write([&](Transaction& tx) -> Result<Response> {
    if (take_key(tx, call, now)) {
      store_answer(tx, call, response);
      return response;
    }
    const auto stored = find_call(tx, call, now);
    if (!stored) return in_progress();
    auto known = judge(*stored, call, now);
    return known ? Result<Response>(std::move(**known)) : known.error();
  });
}

void IdempotencyStore::finish(const KeyedCall& call, const Response& response) {
  const database::ModuleScope scope("http");
  const bool keep = is_storable(response);
  const auto done = database_.write([&](Transaction& tx) -> Result<Done> {
    if (keep)
      store_answer(tx, call, response);
    else
      tx.run("DELETE FROM http_idempotency WHERE scope = $1 AND client_key = $2", call.scope, call.key);
    return Done{};
  });
  static_cast<void>(done.value());
}

/// Now and then, in a transaction of its own: two commands that deleted the same rows would wait for each
/// other.
void IdempotencyStore::forget_old() {
  const Instant now = clock_.now();
  std::int64_t due = forgets_at_us_;
  if (now.microseconds < due) return;
  if (!forgets_at_us_.compare_exchange_strong(due, now.microseconds + between_forgetting_us)) return;
  const database::ModuleScope scope("http");
  const auto done = database_.write([&](Transaction& tx) -> Result<Done> {
    tx.run("DELETE FROM http_idempotency WHERE begun_at < $1", now + -kept_us);
    return Done{};
  });
  static_cast<void>(done.value());
}

std::vector<database::Migration> migrations() {
  return {{"http", 1, "idempotency",
           "CREATE TABLE http_idempotency (\n"
           "  scope TEXT NOT NULL,\n"
           "  client_key TEXT NOT NULL,\n"
           "  fingerprint TEXT NOT NULL,\n"
           "  status BIGINT NOT NULL,\n"
           "  content_type TEXT NOT NULL,\n"
           "  headers TEXT NOT NULL,\n"
           "  body TEXT NOT NULL,\n"
           "  begun_at BIGINT NOT NULL,\n"
           "  PRIMARY KEY (scope, client_key)\n"
           ");\n"
           "CREATE INDEX http_idempotency_begun_at ON http_idempotency (begun_at);\n",
           ""}};
}

}  // namespace shuniu::http
