// http_client_impl.h - the bodies of http_client.h; doubles are headers, so that a test needs no library for
// them.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cctype>
#include <cstdlib>
#include <stdexcept>

namespace shuniu::http::testing {

inline constexpr int patience_ms = 5'000;

inline HttpClient::HttpClient(std::uint16_t port)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket_);
    throw std::runtime_error("cannot connect");
  }
}

inline HttpClient::~HttpClient() {
  ::close(socket_);
}

inline void HttpClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ::ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return;  // the other side ended: its answer, if any, is still to be read
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

inline bool HttpClient::fill(int timeout_ms) {
  pollfd wanted{socket_, POLLIN, 0};
  if (is_at_end_ || ::poll(&wanted, 1, timeout_ms) <= 0) return false;
  char piece[16'384];
  const ::ssize_t count = ::recv(socket_, piece, sizeof piece, 0);
  if (count <= 0) {
    is_at_end_ = true;
    return false;
  }
  input_.append(piece, static_cast<std::size_t>(count));
  return true;
}

inline std::string HttpClient::read_until(std::string_view text) {
  std::size_t at = input_.find(text);
  while (at == std::string::npos && fill(patience_ms)) at = input_.find(text);
  const std::size_t end = at == std::string::npos ? input_.size() : at + text.size();
  std::string taken = input_.substr(0, end);
  input_.erase(0, end);
  return taken;
}

inline HttpAnswer HttpClient::read_answer(bool has_body) {
  HttpAnswer answer;
  const std::string head = read_until("\r\n\r\n");
  if (!head.ends_with("\r\n\r\n") || !head.starts_with("HTTP/1.1 ")) return answer;
  answer.status = std::atoi(head.c_str() + 9);
  std::size_t at = head.find("\r\n") + 2;
  while (at + 2 < head.size()) {
    const std::size_t end = head.find("\r\n", at);
    const std::size_t colon = head.find(": ", at);
    std::string name = head.substr(at, colon - at);
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    answer.headers[name] = head.substr(colon + 2, end - colon - 2);
    at = end + 2;
  }
  const auto length = answer.headers.find("content-length");
  if (!has_body || length == answer.headers.end()) return answer;
  const std::size_t wanted = std::strtoull(length->second.c_str(), nullptr, 10);
  while (input_.size() < wanted && fill(patience_ms)) {
  }
  answer.body = input_.substr(0, wanted);
  input_.erase(0, answer.body.size());
  return answer;
}

inline HttpAnswer HttpClient::ask(std::string_view bytes) {
  send(bytes);
  return read_answer();
}

inline HttpAnswer HttpClient::request(const std::string& method, const std::string& target,
                                      const Headers& headers, const std::string& body) {
  std::string text = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n";
  bool has_type = false;
  for (const auto& [name, value] : headers) {
    text += name + ": " + value + "\r\n";
    has_type = has_type || name == "Content-Type";
  }
  if (!body.empty() && !has_type) text += "Content-Type: application/json\r\n";
  if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  send(text + "\r\n" + body);
  return read_answer(method != "HEAD");
}

inline bool HttpClient::is_ended() {
  while (!is_at_end_ && fill(patience_ms)) {
  }
  return is_at_end_;
}

}  // namespace shuniu::http::testing
