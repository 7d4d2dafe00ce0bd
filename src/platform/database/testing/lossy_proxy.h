// lossy_proxy.h - stands between the hub and PostgreSQL and cuts the line around a COMMIT, for tests.
//
//   LossyProxy proxy(server.port());
//   auto database = open_database(through(proxy));
//   proxy.cut_next_commit(LossyProxy::Cut::after);       // the server commits, the hub never hears of it
#pragma once

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace shuniu::database {

class LossyProxy {
 public:
  enum class Cut {
    none,
    before,  // COMMIT never reaches the server
    after,   // the server has answered, the answer is lost
    late     // the line is cut at once, and COMMIT reaches the server half a second later
  };

  explicit LossyProxy(int server_port)
      : server_port_(server_port), listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in place = loopback(0);
    socklen_t length = sizeof(place);
    auto* general = reinterpret_cast<sockaddr*>(&place);
    if (bind(listener_, general, length) != 0 || listen(listener_, 64) != 0 ||
        getsockname(listener_, general, &length) != 0) {
      throw std::runtime_error("the proxy cannot listen");
    }
    port_ = ntohs(place.sin_port);
    accepting_ = std::thread([this] { accept_all(); });
  }
  ~LossyProxy() {
    stopping_ = true;
    accepting_.join();
    for (std::thread& line : lines_) line.join();
    close(listener_);
  }
  LossyProxy(const LossyProxy&) = delete;
  LossyProxy& operator=(const LossyProxy&) = delete;

  int port() const { return port_; }
  void cut_next_commit(Cut cut) { cut_ = cut; }
  int cuts() const { return cuts_; }

 private:
  static sockaddr_in loopback(int port) {
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    place.sin_port = htons(static_cast<std::uint16_t>(port));
    return place;
  }
  void accept_all() {
    while (!stopping_) {
      pollfd waiting{listener_, POLLIN, 0};
      if (poll(&waiting, 1, 20) <= 0) continue;
      const int hub = accept(listener_, nullptr, nullptr);
      if (hub >= 0) lines_.emplace_back([this, hub] { carry(hub); });
    }
  }
  void carry(int hub) {
    const int server = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in place = loopback(server_port_);
    if (connect(server, reinterpret_cast<sockaddr*>(&place), sizeof(place)) == 0) {
      while (!stopping_ && carry_some(hub, server)) {
      }
    }
    close(hub);
    close(server);
  }
  /// False when the line is at its end, of itself or cut.
  bool carry_some(int hub, int server) {
    std::array<pollfd, 2> waiting{pollfd{hub, POLLIN, 0}, pollfd{server, POLLIN, 0}};
    if (poll(waiting.data(), waiting.size(), 20) <= 0) return true;
    std::array<char, 65'536> buffer{};
    if (waiting[1].revents != 0 && !pass(server, hub, buffer)) return false;
    if (waiting[0].revents == 0) return true;
    const ssize_t count = recv(hub, buffer.data(), buffer.size(), 0);
    if (count <= 0) return false;
    const std::string_view message(buffer.data(), static_cast<std::size_t>(count));
    // Commands are told from questions and sessions by the row that goes with their COMMIT.
    const bool commits = message.find("database_command") != std::string_view::npos &&
                         message.find("COMMIT") != std::string_view::npos;
    const Cut cut = commits ? cut_.exchange(Cut::none) : Cut::none;
    if (cut == Cut::none) return send(server, message.data(), message.size(), MSG_NOSIGNAL) == count;
    ++cuts_;
    cut_line(cut, message, hub, server);
    return false;
  }
  bool pass(int from, int to, std::array<char, 65'536>& buffer) {
    const ssize_t count = recv(from, buffer.data(), buffer.size(), 0);
    return count > 0 && send(to, buffer.data(), static_cast<std::size_t>(count), MSG_NOSIGNAL) == count;
  }
  void cut_line(Cut cut, std::string_view message, int hub, int server) {
    if (cut == Cut::before) return;
    if (cut == Cut::late) {
      shutdown(hub, SHUT_RDWR);
      std::this_thread::sleep_for(std::chrono::milliseconds(500));
    }
    if (send(server, message.data(), message.size(), MSG_NOSIGNAL) <= 0) return;
    std::array<char, 1'024> ignored{};
    (void)!recv(server, ignored.data(), ignored.size(), 0);
  }

  const int server_port_;
  const int listener_;
  int port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::atomic<Cut> cut_ = Cut::none;
  std::atomic<int> cuts_ = 0;
  std::thread accepting_;
  std::vector<std::thread> lines_;  // only the accepting thread and, after it, the destructor touch it
};

}  // namespace shuniu::database
