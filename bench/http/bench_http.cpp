// Answers per second of the server's own processor time: the hub beside libmicrohttpd doing the same by hand.
//
//   bench_http [seconds per round] [rounds]
//
// Each server runs in its own process; its processor time is read from its clock around the measured span, so
// that the client costs nobody. Rounds alternate; the medians are compared.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>
#include <vector>

#include "rows.h"

namespace bench {

void make_table(const std::string& file) {
  sqlite3* database = nullptr;
  if (sqlite3_open(file.c_str(), &database) != SQLITE_OK) std::abort();
  const char* sql =
      "PRAGMA journal_mode=WAL;"
      "CREATE TABLE bench_row (number INTEGER PRIMARY KEY, id TEXT, title TEXT, summary TEXT, price_minor "
      "BIGINT, "
      "created_at BIGINT);"
      "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999) "
      "INSERT INTO bench_row SELECT i, printf('0192f0c1-7a00-7000-8000-%012d', i), '动力电池热失控预警 ' || "
      "i, "
      "'寻求在 60 ℃ 以下把热失控的传播时间延长到 30 分钟以上的阻燃材料与结构；Wanted: a barrier that holds "
      "for 30 minutes.', "
      "i * 1000, 1700000000000000 + i FROM n;";
  if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK) std::abort();
  sqlite3_close(database);
}

namespace {

constexpr int connections = 16;

struct Process {
  pid_t id = 0;
  std::uint16_t port = 0;
};

Process start(void (*serve)(const std::string&, int), const std::string& file) {
  int pipe_ends[2];
  if (::pipe(pipe_ends) != 0) std::abort();
  Process process;
  process.id = ::fork();
  if (process.id == 0) {
    const int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, STDERR_FILENO);  // the access log is written, and costs what it costs
    serve(file, pipe_ends[1]);
  }
  if (::read(pipe_ends[0], &process.port, sizeof process.port) != sizeof process.port) std::abort();
  ::close(pipe_ends[0]);
  ::close(pipe_ends[1]);
  return process;
}

double cpu_seconds(pid_t process) {
  clockid_t clock;
  timespec used{};
  if (::clock_getcpuclockid(process, &clock) != 0 || ::clock_gettime(clock, &used) != 0) std::abort();
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

int connect_to(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) std::abort();
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return socket;
}

/// One request and its whole answer; returns the size of its body.
std::size_t ask(int socket, int from, std::string& input) {
  const std::string request = "GET /v1/rows?from=" + std::to_string(from) +
                              " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n";
  if (::send(socket, request.data(), request.size(), MSG_NOSIGNAL) < 0) std::abort();
  input.clear();
  std::size_t head_end = std::string::npos, length = 0;
  char piece[65'536];
  while (head_end == std::string::npos || input.size() < head_end + length) {
    const ssize_t count = ::recv(socket, piece, sizeof piece, 0);
    if (count <= 0) std::abort();
    input.append(piece, static_cast<std::size_t>(count));
    if (head_end != std::string::npos) continue;
    const std::size_t end = input.find("\r\n\r\n");
    if (end == std::string::npos) continue;
    if (!input.starts_with("HTTP/1.1 200")) std::abort();
    head_end = end + 4;
    length = std::strtoull(input.c_str() + input.find("Content-Length: ") + 16, nullptr, 10);
  }
  return length;
}

struct Measured {
  double per_cpu_second = 0;
  double per_second = 0;
};

Measured measure(const Process& server, double seconds) {
  std::atomic<bool> is_over = false;
  std::atomic<std::int64_t> answers = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < connections; ++i) {
    clients.emplace_back([&, i] {
      const int socket = connect_to(server.port);
      std::string input;
      for (int turn = i; !is_over; turn += 7) {
        ask(socket, turn * 37 % (rows_in_table - rows_per_answer), input);
        ++answers;
      }
      ::close(socket);
    });
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(300));  // warm
  const std::int64_t answers_before = answers;
  const double cpu_before = cpu_seconds(server.id);
  const auto begun = std::chrono::steady_clock::now();
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  const auto count = static_cast<double>(answers - answers_before);
  const double cpu = cpu_seconds(server.id) - cpu_before;
  const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  is_over = true;
  for (std::thread& client : clients) client.join();
  return {count / cpu, count / wall};
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

int run(double seconds, int rounds) {
  const std::string file =
      (std::filesystem::temp_directory_path() / ("bench_http_" + std::to_string(::getpid()))).string();
  make_table(file);
  const Process hub = start(serve_with_shuniu, file);
  const Process peer = start(serve_by_hand, file);
  std::string hub_answer, peer_answer;
  const int hub_socket = connect_to(hub.port), peer_socket = connect_to(peer.port);
  const std::size_t hub_size = ask(hub_socket, 5, hub_answer), peer_size = ask(peer_socket, 5, peer_answer);
  const bool is_same =
      hub_answer.substr(hub_answer.size() - hub_size) == peer_answer.substr(peer_answer.size() - peer_size);
  std::printf("body: %zu bytes, %s\n", hub_size, is_same ? "the same from both" : "DIFFERENT");
  std::vector<double> of_hub, of_peer;
  for (int round = 0; round < rounds; ++round) {
    const Measured ours = measure(hub, seconds), theirs = measure(peer, seconds);
    of_hub.push_back(ours.per_cpu_second);
    of_peer.push_back(theirs.per_cpu_second);
    std::printf("round %d: hub %.0f per cpu-second (%.0f per second), by hand %.0f (%.0f)\n", round + 1,
                ours.per_cpu_second, ours.per_second, theirs.per_cpu_second, theirs.per_second);
  }
  std::printf("median: hub %.0f, by hand %.0f, ratio %.2f\n", median(of_hub), median(of_peer),
              median(of_hub) / median(of_peer));
  ::kill(hub.id, SIGKILL);
  ::kill(peer.id, SIGKILL);
  ::waitpid(hub.id, nullptr, 0);
  ::waitpid(peer.id, nullptr, 0);
  for (const char* suffix : {"", "-wal", "-shm", ".lock", "-lock"}) std::filesystem::remove(file + suffix);
  return is_same ? 0 : 1;
}

}  // namespace
}  // namespace bench

int main(int count, char** arguments) {
  const double seconds = count > 1 ? std::atof(arguments[1]) : 3;
  const int rounds = count > 2 ? std::atoi(arguments[2]) : 5;
  return bench::run(seconds, rounds);
}
