// postgres_connection.h - one connection to PostgreSQL: prepared statements by text, values in text format,
// errors by SQLSTATE.
//
// Not thread-safe: used by one thread at a time.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <unordered_map>

#include "shuniu/database/database.h"

namespace shuniu::database {

/// The command may be run again: serialization failure, deadlock, or a connection lost before COMMIT was
/// sent.
class TryAgain : public DatabaseUnavailable {
 public:
  using DatabaseUnavailable::DatabaseUnavailable;
};
class ConnectionLost : public TryAgain {
 public:
  using TryAgain::TryAgain;
};

class PostgresConnection {
 public:
  /// Connects, and refuses (DatabaseError) a server that could lose what it has acknowledged or sorts other
  /// than by bytes.
  explicit PostgresConnection(const std::string& address);

  /// Statements of the driver itself, several in one round trip if need be: BEGIN, SAVEPOINT, COMMIT …
  void control(const std::string& sql);
  std::int64_t execute(std::string_view sql, const std::vector<Value>& parameters, const RowReader& reader);
  bool is_connected() const { return !broken_ && PQstatus(handle_.get()) == CONNECTION_OK; }
  bool is_idle() const { return PQtransactionStatus(handle_.get()) == PQTRANS_IDLE; }
  bool in_transaction() const { return PQtransactionStatus(handle_.get()) == PQTRANS_INTRANS; }

 private:
  struct Close {
    void operator()(PGconn* handle) const { PQfinish(handle); }
    void operator()(PGresult* result) const { PQclear(result); }
  };
  using Answer = std::unique_ptr<PGresult, Close>;

  void check_server();
  std::string prepare(std::string_view sql, const std::vector<Value>& parameters);
  void check_answer(const Answer& answer, std::string_view sql);

  std::unique_ptr<PGconn, Close> handle_;
  std::unordered_map<std::string, std::string> statements_;  // text and types -> name
  bool broken_ = false;
};

}  // namespace shuniu::database
