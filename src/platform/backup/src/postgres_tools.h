// postgres_tools.h - pg_dump and pg_restore, run with the connection in the environment (never on the command
// line, which others can see).
#pragma once

#include <libpq-fe.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace shuniu::backup {

/// One connection; throws std::runtime_error with the server's message.
class PostgresSession {
 public:
  explicit PostgresSession(const std::string& address);
  /// The first column of every row, as text.
  std::vector<std::string> column(const std::string& sql);

 private:
  std::unique_ptr<PGconn, decltype(&PQfinish)> connection_;
};

/// Runs a tool of PostgreSQL to its end; throws std::runtime_error when it fails. Its words go to standard
/// error.
void run_postgres_tool(const std::string& address, const std::string& tool,
                       std::vector<std::string> arguments);

}  // namespace shuniu::backup
