#include "postgres_tools.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <stdexcept>

namespace shuniu::backup {
namespace {

constexpr const char* debian_tools = "/usr/lib/postgresql/15/bin/";

/// The options of a connection string, as the variables that libpq's tools read.
std::vector<std::pair<std::string, std::string>> environment_of(const std::string& address) {
  char* message = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
      PQconninfoParse(address.c_str(), &message), PQconninfoFree);
  if (!options) {
    const std::string says = message == nullptr ? "bad address" : message;
    PQfreemem(message);
    throw std::runtime_error("database address: " + says);
  }
  std::vector<std::pair<std::string, std::string>> variables;
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val != nullptr && option->envvar != nullptr)
      variables.emplace_back(option->envvar, option->val);
  }
  return variables;
}

}  // namespace

PostgresSession::PostgresSession(const std::string& address)
    : connection_(PQconnectdb(address.c_str()), PQfinish) {
  if (PQstatus(connection_.get()) != CONNECTION_OK)
    throw std::runtime_error(PQerrorMessage(connection_.get()));
}

std::vector<std::string> PostgresSession::column(const std::string& sql) {
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection_.get(), sql.c_str()), PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  if (status == PGRES_COMMAND_OK) return {};
  if (status != PGRES_TUPLES_OK) throw std::runtime_error(PQerrorMessage(connection_.get()));
  std::vector<std::string> values;
  for (int row = 0; row < PQntuples(result.get()); ++row)
    values.emplace_back(PQgetvalue(result.get(), row, 0));
  return values;
}

void run_postgres_tool(const std::string& address, const std::string& tool,
                       std::vector<std::string> arguments) {
  const auto variables = environment_of(address);
  std::string program = debian_tools + tool;
  if (::access(program.c_str(), X_OK) != 0) program = tool;
  arguments.insert(arguments.begin(), program);
  std::vector<char*> words;
  for (std::string& word : arguments) words.push_back(word.data());
  words.push_back(nullptr);
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork failed");
  if (child == 0) {
    for (const auto& [name, value] : variables) ::setenv(name.c_str(), value.c_str(), 1);
    ::execvp(words[0], words.data());
    ::_exit(127);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw std::runtime_error(tool + " failed; it is part of postgresql-client");
  }
}

}  // namespace shuniu::backup
