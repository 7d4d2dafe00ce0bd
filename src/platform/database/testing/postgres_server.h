// postgres_server.h - a real PostgreSQL for tests: one server per test program, as many empty databases as
// wanted.
//
//   auto& server = database::PostgresServer::instance();
//   auto database = open_database(server.new_database());
//
// Promises: runs as an unprivileged user in a directory of its own, on a Unix socket and a loopback port; C
// locale, fsync on; ends with the test program, even when that is killed. Throws in words when PostgreSQL is
// not installed.
#pragma once

#include <arpa/inet.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): kill is POSIX
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace shuniu::database {

class PostgresServer {
 public:
  /// The program's server, started at first use. A program that a test starts again (death tests) shares it.
  static PostgresServer& instance() {
    static PostgresServer server(std::getenv(shared_server) ? std::getenv(shared_server) : "");
    return server;
  }

  explicit PostgresServer(const std::string& shared = "", std::vector<std::string> settings = {})
      : settings_(std::move(settings)) {
    if (!shared.empty()) {
      port_ = std::stoi(shared);
      return;
    }
    find_programs();
    make_directory();
    run(as_owner(programs_ + "/initdb -D " + directory_ +
                 "/data -U postgres --auth=trust --locale=C --encoding=UTF8"
                 " --no-sync > " +
                 directory_ + "/initdb.log 2>&1"));
    port_ = free_port();
    start();
    if (settings_.empty()) setenv(shared_server, std::to_string(port_).c_str(), 1);
  }
  ~PostgresServer() {
    if (process_ > 0) stop(SIGQUIT);
    std::error_code ignored;
    if (!directory_.empty()) std::filesystem::remove_all(directory_, ignored);
  }
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  int port() const { return port_; }
  std::string address(const std::string& database) const {
    return "postgresql://postgres@127.0.0.1:" + std::to_string(port_) + "/" + database + "?sslmode=disable";
  }
  /// Makes an empty database and returns its address.
  std::string new_database(const std::string& options = "TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'") {
    static std::mutex mutex;
    static int number = 0;
    const std::lock_guard lock(mutex);
    const std::string name = "test_" + std::to_string(getpid()) + "_" + std::to_string(++number);
    query("CREATE DATABASE " + name + " " + options);
    return address(name);
  }
  /// Removes a database that `new_database` made, whoever is still connected.
  void drop(const std::string& address_of_database) const {
    const std::size_t slash = address_of_database.rfind('/');
    const std::string name =
        address_of_database.substr(slash + 1, address_of_database.rfind('?') - slash - 1);
    query("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }
  /// Runs statements of the test itself, outside of what it tests.
  void query(const std::string& sql, const std::string& database = "postgres") const {
    PGconn* connection = PQconnectdb(address(database).c_str());
    PGresult* answer = PQexec(connection, sql.c_str());
    const ExecStatusType status = PQresultStatus(answer);
    const std::string message = PQerrorMessage(connection);
    PQclear(answer);
    PQfinish(connection);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
      throw std::runtime_error(sql + ": " + message);
  }
  /// Ends the server as a crash would: nothing is flushed, sessions are cut; `start` recovers from the WAL.
  void crash() { stop(SIGQUIT); }
  void start() {
    process_ = fork();
    if (process_ == 0) run_server();
    for (int i = 0; i < 600; ++i) {
      if (PQping(address("postgres").c_str()) == PQPING_OK) return;
      if (waitpid(process_, nullptr, WNOHANG) != 0) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    process_ = -1;
    throw std::runtime_error("PostgreSQL did not start; see " + directory_ + "/server.log: " + last_lines());
  }

 private:
  static constexpr const char* shared_server = "SHUNIU_TEST_POSTGRES_PORT";
  static constexpr const char* prefix = "shuniu-postgres-";

  void find_programs() {
    for (const char* version : {"15", "16", "17"}) {
      const std::string folder = std::string("/usr/lib/postgresql/") + version + "/bin";
      if (std::filesystem::exists(folder + "/initdb")) {
        programs_ = folder;
        return;
      }
    }
    throw std::runtime_error(
        "PostgreSQL 15 is not installed (no /usr/lib/postgresql/15/bin/initdb); ./test installs it");
  }
  /// PostgreSQL refuses to run as root.
  static const passwd* owner() {
    if (geteuid() != 0) return nullptr;
    const passwd* user = getpwnam("postgres");
    return user ? user : getpwnam("nobody");
  }
  /// The death signal ends the command with the test program.
  static std::string as_owner(const std::string& command) {
    const passwd* user = owner();
    std::string prefix_words = "setpriv --pdeathsig INT ";
    if (user) {
      prefix_words += "--reuid=" + std::to_string(user->pw_uid) + " --regid=" + std::to_string(user->pw_gid) +
                      " --clear-groups ";
    }
    return prefix_words + command;
  }
  void make_directory() {
    const std::string root = access("/dev/shm", W_OK) == 0 ? "/dev/shm/" : "/tmp/";
    for (const auto& entry : std::filesystem::directory_iterator(root)) remove_if_left_behind(entry.path());
    directory_ = root + prefix + std::to_string(getpid()) + "-XXXXXX";
    if (mkdtemp(directory_.data()) == nullptr) throw std::runtime_error("cannot make " + directory_);
    const passwd* user = owner();
    if (user && chown(directory_.c_str(), user->pw_uid, user->pw_gid) != 0)
      throw std::runtime_error("cannot chown");
  }
  static void remove_if_left_behind(const std::filesystem::path& path) {
    const std::string name = path.filename().string();
    if (!name.starts_with(prefix)) return;
    const int process = std::atoi(name.c_str() + std::string(prefix).size());
    std::error_code ignored;
    if (process > 0 && kill(process, 0) != 0) std::filesystem::remove_all(path, ignored);
  }
  void run(const std::string& command) {
    if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
  }
  static int free_port() {
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof(place);
    auto* general = reinterpret_cast<sockaddr*>(&place);
    const bool bound = bind(listener, general, length) == 0 && getsockname(listener, general, &length) == 0;
    close(listener);
    if (!bound) throw std::runtime_error("no free port");
    return ntohs(place.sin_port);
  }
  [[noreturn]] void run_server() {
    std::string command = "exec " + as_owner(programs_) + "/postgres -D " + directory_ + "/data -k " +
                          directory_ + " -h 127.0.0.1 -p " + std::to_string(port_) +
                          " -c max_connections=200 -c shared_buffers=32MB -c max_wal_size=256MB";
    for (const std::string& setting : settings_) command += " -c " + setting;
    command += " > " + directory_ + "/server.log 2>&1";
    execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    _exit(127);
  }
  void stop(int how) {
    kill(process_, how);
    waitpid(process_, nullptr, 0);
    process_ = -1;
  }
  std::string last_lines() const {
    std::ifstream log(directory_ + "/server.log");
    std::string text(std::istreambuf_iterator<char>(log), {});
    return text.substr(text.size() > 500 ? text.size() - 500 : 0);
  }

  std::vector<std::string> settings_;
  std::string programs_;
  std::string directory_;
  int port_ = 0;
  pid_t process_ = -1;
};

}  // namespace shuniu::database
