#include "shuniu/http/idempotency.h"

#include "shuniu/json/json.h"

namespace shuniu::http {
namespace {

constexpr std::int64_t kept_us = 24 * 3'600 * microseconds_per_second;
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

Result<BegunCall> judge(const StoredCall& stored, const KeyedCall& call, Instant now) {
  if (stored.fingerprint != call.fingerprint) return refuse("idempotency.key_reused", Kind::conflict);
  if (stored.status != still_running) return BegunCall{stored_response(stored)};
  if (stored.begun_at + longest_call_us < now) return refuse("idempotency.outcome_unknown", Kind::conflict);
  return refuse("idempotency.in_progress", Kind::conflict, {{"retry_after_s", "1"}});
}

bool is_storable(const Response& response) {
  const bool passes_by_itself = response.status == 429 || response.status == 503;
  return !passes_by_itself && response.file.empty() && response.body.size() <= largest_stored_body &&
         (response.body.empty() || response.content_type.ends_with("json"));
}

std::string headers_as_json(const Response& response) {
  StoredHeaders kept;
  for (const auto& [name, value] : response.headers) {
    if (name != "Set-Cookie") kept.headers.push_back({name, value});
  }
  return json::encode(kept);
}

}  // namespace

Result<BegunCall> IdempotencyStore::begin(const KeyedCall& call) {
  const Instant now = clock_.now();
  const database::ModuleScope scope("http");
  return database_.write([&](database::Transaction& tx) -> Result<BegunCall> {
    tx.run("DELETE FROM http_idempotency WHERE begun_at < $1", now + -kept_us);
    const std::int64_t inserted = tx.run(
        "INSERT INTO http_idempotency (scope, client_key, fingerprint, status, content_type, headers, body, "
        "begun_at) "
        "VALUES ($1, $2, $3, 0, '', '{}', '', $4) ON CONFLICT DO NOTHING",
        call.scope, call.key, call.fingerprint, now);
    if (inserted == 1) return BegunCall{};
    const auto stored = tx.find<StoredCall>(
        "SELECT fingerprint, status, content_type, headers, body, begun_at FROM http_idempotency "
        "WHERE scope = $1 AND client_key = $2",
        call.scope, call.key);
    if (!stored) return refuse("idempotency.in_progress", Kind::conflict, {{"retry_after_s", "1"}});
    return judge(*stored, call, now);
  });
}

void IdempotencyStore::finish(const KeyedCall& call, const Response& response) {
  const database::ModuleScope scope("http");
  const bool keep = is_storable(response);
  const std::string headers = headers_as_json(response);
  const auto done = database_.write([&](database::Transaction& tx) -> Result<Done> {
    if (keep) {
      tx.run(
          "UPDATE http_idempotency SET status = $3, content_type = $4, headers = $5, body = $6 "
          "WHERE scope = $1 AND client_key = $2",
          call.scope, call.key, response.status, response.content_type, headers, response.body);
    } else {
      tx.run("DELETE FROM http_idempotency WHERE scope = $1 AND client_key = $2", call.scope, call.key);
    }
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
