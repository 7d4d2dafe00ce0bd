#include "measure.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <vector>

#include "rows.h"

namespace bench {
namespace {

constexpr int connections = 16;
constexpr int turns_per_round = 4;

/// The first two processors that this process may use: one for the client, one for the server under measure,
/// so that neither drives the other out of its caches. With only one, nothing is pinned.
std::vector<int> two_processors() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  std::vector<int> found;
  if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0) return found;
  for (int i = 0; i < CPU_SETSIZE && found.size() < 2; ++i) {
    if (CPU_ISSET(i, &allowed)) found.push_back(i);
  }
  if (found.size() < 2) found.clear();
  return found;
}

void stay_on(int processor) {
  cpu_set_t only;
  CPU_ZERO(&only);
  CPU_SET(processor, &only);
  if (::sched_setaffinity(0, sizeof only, &only) != 0) std::abort();
}

/// A session of its own, ahead of others where that is allowed: Linux shares the processors between sessions,
/// and the many threads of the client would leave a server with few threads too little of its processor.
void begin_session() {
  ::setsid();
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // a session of its own is not ended from the keyboard
  const int priority = ::open("/proc/self/autogroup", O_WRONLY);
  if (priority < 0 || ::write(priority, "-10", 3) != 3) {
    std::printf("no priority for a server: measure on a quiet machine\n");
    std::fflush(stdout);
  }
  if (priority >= 0) ::close(priority);
}

/// A server in a process of its own, until the end of the scope.
class Server {
 public:
  Server(const Contestant& contestant, const std::string& file, const std::vector<int>& processors) {
    int pipe_ends[2];
    if (::pipe(pipe_ends) != 0) std::abort();
    id_ = ::fork();
    if (id_ == 0) {
      begin_session();
      if (!processors.empty()) stay_on(processors[1]);
      const int nowhere = ::open("/dev/null", O_WRONLY);
      ::dup2(nowhere, STDERR_FILENO);  // the access log is written, and costs what it costs
      contestant.serve(file, pipe_ends[1]);
    }
    ::close(pipe_ends[1]);  // before reading: a server that dies is then seen as the end of the pipe
    if (::read(pipe_ends[0], &port_, sizeof port_) != sizeof port_) std::abort();
    ::close(pipe_ends[0]);
  }
  ~Server() {
    ::kill(id_, SIGKILL);
    ::waitpid(id_, nullptr, 0);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const { return port_; }
  double cpu_seconds() const {
    clockid_t clock;
    timespec used{};
    if (::clock_getcpuclockid(id_, &clock) != 0 || ::clock_gettime(clock, &used) != 0) std::abort();
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
  }

 private:
  pid_t id_ = 0;
  std::uint16_t port_ = 0;
};

/// One keep-alive connection of the client. It copies no more than it must: the client shares the machine.
class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) std::abort();
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// One request and its whole answer; returns the body.
  std::string_view ask(int from) {
    const std::string request = "GET /v1/rows?from=" + std::to_string(from) +
                                " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n";
    if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) < 0) std::abort();
    std::size_t filled = 0, head = 0, length = 0;
    while (head == 0 || filled < head + length) {
      const ssize_t count = ::recv(socket_, input_.data() + filled, input_.size() - filled, 0);
      if (count <= 0) std::abort();
      filled += static_cast<std::size_t>(count);
      if (head != 0) continue;
      const std::string_view so_far(input_.data(), filled);
      const std::size_t end = so_far.find("\r\n\r\n");
      if (end == std::string_view::npos) continue;
      head = end + 4;
      length = length_in(so_far.substr(0, head));
      if (head + length > input_.size()) std::abort();
    }
    return {input_.data() + head, length};
  }

 private:
  static std::size_t length_in(std::string_view head) {
    constexpr std::string_view name = "Content-Length: ";
    const std::size_t at = head.find(name);
    if (!head.starts_with("HTTP/1.1 200") || at == std::string_view::npos) std::abort();
    return std::strtoull(head.data() + at + name.size(), nullptr, 10);
  }

  const int socket_;
  std::vector<char> input_ = std::vector<char>(65'536);
};

/// Sixteen clients that ask without a pause while they may.
class Load {
 public:
  explicit Load(std::uint16_t port) {
    for (int i = 0; i < connections; ++i) threads_.emplace_back([this, port, i] { run(port, i); });
  }
  ~Load() {
    turn_to(State::over);
    for (std::thread& thread : threads_) thread.join();
  }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  void begin() {
    turn_to(State::asking);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));  // warm
  }
  void end() {
    turn_to(State::waiting);
    std::this_thread::sleep_for(std::chrono::milliseconds(10));  // until the last answers are there
  }
  std::int64_t answers() const { return answers_; }

 private:
  enum class State { waiting, asking, over };

  void turn_to(State state) {
    state_ = state;
    state_.notify_all();
  }
  void run(std::uint16_t port, int number) {
    Client client(port);
    for (int turn = number;; turn += 7) {
      state_.wait(State::waiting);
      if (state_ == State::over) return;
      client.ask(turn * 37 % (rows_in_table - rows_per_answer));
      ++answers_;
    }
  }

  std::atomic<State> state_ = State::waiting;
  std::atomic<std::int64_t> answers_ = 0;
  std::vector<std::thread> threads_;
};

/// What one server did in one round, added up over its turns.
struct Measured {
  double answers = 0;
  double cpu_seconds = 0;
  double seconds = 0;

  double per_cpu_second() const { return answers / cpu_seconds; }
  double per_second() const { return answers / seconds; }
};

void measure_turn(const Server& server, Load& load, double seconds, Measured& sum) {
  load.begin();
  const std::int64_t answers_before = load.answers();
  const double cpu_before = server.cpu_seconds();
  const auto begun = std::chrono::steady_clock::now();
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  sum.answers += static_cast<double>(load.answers() - answers_before);
  sum.cpu_seconds += server.cpu_seconds() - cpu_before;
  sum.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  load.end();
}

/// The value below which the share of the values lies, between two of them where it must be.
double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  const double place = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (values[above] - values[below]) * (place - static_cast<double>(below));
}

void print_summary(const char* what, const std::vector<double>& values, const char* format) {
  std::printf("%-28s median ", what);
  std::printf(format, quantile(values, 0.5));
  std::printf(", quartiles ");
  std::printf(format, quantile(values, 0.25));
  std::printf(" to ");
  std::printf(format, quantile(values, 0.75));
  std::printf(", all ");
  std::printf(format, quantile(values, 0));
  std::printf(" to ");
  std::printf(format, quantile(values, 1));
  std::printf("\n");
}

double load_of_machine() {
  double load = 0;
  return ::getloadavg(&load, 1) == 1 ? load : -1;
}

bool give_the_same(const Server& ours, const Server& peer) {
  Client to_ours(ours.port()), to_peer(peer.port());
  const std::string_view body = to_ours.ask(5);
  const bool is_same = body == to_peer.ask(5);
  std::printf("body: %zu bytes, %s\n", body.size(), is_same ? "the same from both" : "DIFFERENT");
  return is_same;
}

}  // namespace

bool compare(const Contestant& ours, const Contestant& peer, const std::string& file, const Effort& effort) {
  const std::vector<int> processors = two_processors();
  const Server our_server(ours, file, processors), peer_server(peer, file, processors);
  if (!processors.empty()) stay_on(processors[0]);
  std::printf("client and servers on %s; load before %.1f\n",
              processors.empty() ? "any processor" : "a processor each", load_of_machine());
  if (!give_the_same(our_server, peer_server)) return false;
  Load our_load(our_server.port()), peer_load(peer_server.port());
  std::vector<double> of_ours, of_peer, ratios;
  for (int round = 0; round < effort.rounds; ++round) {
    Measured we, they;
    // Short turns, so that a machine that gets busier meanwhile favours nobody.
    for (int turn = 0; turn < turns_per_round; ++turn) {
      measure_turn(our_server, our_load, effort.seconds / turns_per_round, we);
      measure_turn(peer_server, peer_load, effort.seconds / turns_per_round, they);
    }
    of_ours.push_back(we.per_cpu_second());
    of_peer.push_back(they.per_cpu_second());
    ratios.push_back(we.per_cpu_second() / they.per_cpu_second());
    std::printf("round %2d: %s %.0f per cpu-second (%.0f per second), %s %.0f (%.0f), ratio %.3f\n",
                round + 1, ours.name, we.per_cpu_second(), we.per_second(), peer.name, they.per_cpu_second(),
                they.per_second(), ratios.back());
    std::fflush(stdout);
  }
  print_summary(ours.name, of_ours, "%.0f");
  print_summary(peer.name, of_peer, "%.0f");
  print_summary("ratio of each round", ratios, "%.3f");
  std::printf("load after %.1f\n", load_of_machine());
  return true;
}

}  // namespace bench
