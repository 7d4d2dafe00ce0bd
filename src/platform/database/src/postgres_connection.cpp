#include "postgres_connection.h"

#include <algorithm>
#include <array>

#include "postgres_values.h"

namespace shuniu::database {
namespace {

constexpr std::size_t most_statements = 512;
constexpr int oldest_version = 150'000;

std::string field(PGresult* answer, int column) {
  return PQgetvalue(answer, 0, column);
}

void ignore_notice(void*, const PGresult*) {}

/// The driver alone begins and ends transactions; SQLite's driver refuses the same words through its
/// authorizer.
bool controls_connection(std::string_view sql) {
  static constexpr std::array words = {"BEGIN",   "START",      "COMMIT",  "END",    "ROLLBACK",
                                       "ABORT",   "SAVEPOINT",  "RELEASE", "SET",    "RESET",
                                       "PREPARE", "DEALLOCATE", "COPY",    "DISCARD"};
  const std::size_t from = std::min(sql.find_first_not_of(" \t\r\n"), sql.size());
  std::string first(sql.substr(from, std::min(sql.find_first_of(" \t\r\n;(", from), sql.size()) - from));
  std::transform(first.begin(), first.end(), first.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return std::find(words.begin(), words.end(), first) != words.end();
}

bool is_retryable(std::string_view state, std::string_view message) {
  const bool stale_plan = state == "0A000" && message.find("cached plan") != std::string_view::npos;
  return state == "40001" || state == "40P01" || stale_plan;
}

/// Classes of SQLSTATE in which the statement is not to blame: resources (53), intervention (57), system
/// (58), a lock (55P03).
bool is_unavailable(std::string_view state) {
  return state.starts_with("53") || state.starts_with("57") || state.starts_with("58") || state == "55P03" ||
         state.starts_with("08") || state.starts_with("XX");
}

/// The server ended the session.
bool ends_session(std::string_view state) {
  return state == "57P01" || state == "57P02" || state == "57P03" || state == "57P05" || state == "25P03";
}

}  // namespace

PostgresConnection::PostgresConnection(const std::string& address) {
  // What stands in the address overrides what stands before it.
  const std::array<const char*, 10> names = {
      "connect_timeout",  "client_encoding",  "application_name", "keepalives_idle", "keepalives_interval",
      "keepalives_count", "tcp_user_timeout", "options",          "dbname",          nullptr};
  const std::array<const char*, 10> values = {
      "5",
      "UTF8",
      "shuniu",
      "10",
      "5",
      "3",
      "30000",
      "-c lock_timeout=30s -c idle_in_transaction_session_timeout=60s -c bytea_output=hex",
      address.c_str(),
      nullptr};
  handle_.reset(PQconnectdbParams(names.data(), values.data(), 1));
  if (PQstatus(handle_.get()) != CONNECTION_OK) {
    throw ConnectionLost("cannot connect to PostgreSQL: " + std::string(PQerrorMessage(handle_.get())));
  }
  PQsetNoticeReceiver(handle_.get(), ignore_notice, nullptr);
  check_server();
}

void PostgresConnection::check_server() {
  if (PQserverVersion(handle_.get()) < oldest_version)
    throw DatabaseError("PostgreSQL is older than version 15");
  const char* sql =
      "SELECT current_setting('fsync'), current_setting('synchronous_commit'), "
      "pg_encoding_to_char(encoding), datcollate,"
      " datlocprovider, datname FROM pg_database WHERE datname = current_database()";
  const Answer answer(PQexec(handle_.get(), sql));
  check_answer(answer, sql);
  PGresult* row = answer.get();
  if (field(row, 0) != "on")
    throw DatabaseError("PostgreSQL runs with fsync=off: a power cut would lose acknowledged changes");
  if (field(row, 1) == "off") {
    throw DatabaseError(
        "PostgreSQL runs with synchronous_commit=off: a crash would lose acknowledged changes");
  }
  const std::string name = "the database " + field(row, 5);
  if (field(row, 2) != "UTF8")
    throw DatabaseError(name + " has the encoding " + field(row, 2) + "; the hub needs UTF8");
  if ((field(row, 3) != "C" && field(row, 3) != "POSIX") || field(row, 4) != "c") {
    throw DatabaseError(name + " has the collation " + field(row, 3) +
                        "; the hub needs C: CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'");
  }
}

void PostgresConnection::control(const std::string& sql) {
  const Answer answer(PQexec(handle_.get(), sql.c_str()));
  check_answer(answer, sql);
}

std::string PostgresConnection::prepare(std::string_view sql, const std::vector<Value>& parameters) {
  std::vector<Oid> types;
  std::string key(sql);
  key += '\0';
  for (const Value& value : parameters) {
    types.push_back(parameter_type(value));
    key += std::to_string(types.back()) + ",";
  }
  if (const auto found = statements_.find(key); found != statements_.end()) return found->second;
  if (controls_connection(sql))
    throw DatabaseError("a module's statement may not control the connection: " + std::string(sql));
  if (statements_.size() >= most_statements) {
    control("DEALLOCATE ALL");
    statements_.clear();
  }
  std::string name = "s" + std::to_string(statements_.size());
  const Answer answer(PQprepare(handle_.get(), name.c_str(), std::string(sql).c_str(),
                                static_cast<int>(types.size()), types.data()));
  check_answer(answer, sql);
  statements_.emplace(std::move(key), name);
  return name;
}

std::int64_t PostgresConnection::execute(std::string_view sql, const std::vector<Value>& parameters,
                                         const RowReader& reader) {
  const std::string name = prepare(sql, parameters);
  std::vector<std::optional<std::string>> texts;
  std::vector<const char*> pointers;
  for (const Value& value : parameters) texts.push_back(parameter_text(value));
  for (const auto& text : texts) pointers.push_back(text ? text->c_str() : nullptr);
  const Answer answer(PQexecPrepared(handle_.get(), name.c_str(), static_cast<int>(pointers.size()),
                                     pointers.data(), nullptr, nullptr, 0));
  check_answer(answer, sql);
  if (reader) {
    std::vector<std::string> columns;
    for (int i = 0; i < PQnfields(answer.get()); ++i) columns.emplace_back(PQfname(answer.get(), i));
    std::vector<Value> values(columns.size());
    for (int row = 0; row < PQntuples(answer.get()); ++row) {
      for (int i = 0; i < PQnfields(answer.get()); ++i) {
        values[static_cast<std::size_t>(i)] = field_value(answer.get(), row, i);
      }
      reader(columns, values);
    }
  }
  const std::string_view tag(PQcmdStatus(answer.get()));
  const bool changes = tag.starts_with("INSERT") || tag.starts_with("UPDATE") || tag.starts_with("DELETE");
  return changes ? std::stoll(PQcmdTuples(answer.get())) : 0;
}

void PostgresConnection::check_answer(const Answer& answer, std::string_view sql) {
  const ExecStatusType status = PQresultStatus(answer.get());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return;
  const char* code = PQresultErrorField(answer.get(), PG_DIAG_SQLSTATE);
  const std::string state(code ? code : "");
  std::string message(PQresultErrorMessage(answer.get()));
  if (message.empty()) message = PQerrorMessage(handle_.get());
  while (message.ends_with('\n')) message.pop_back();
  message += " [" + state + "]: " + std::string(sql);
  if (PQstatus(handle_.get()) != CONNECTION_OK || ends_session(state)) {
    broken_ = true;
    throw ConnectionLost(message);
  }
  if (state == "23505") throw UniqueViolation(message);
  if (is_retryable(state, message)) {
    broken_ = state == "0A000";  // its prepared statements are stale
    throw TryAgain(message);
  }
  if (is_unavailable(state)) throw DatabaseUnavailable(message);
  throw DatabaseError(message);
}

}  // namespace shuniu::database
