// http_client.h - a tiny HTTP client on a raw socket for tests: it can also say what no proper client would.
//
//   HttpClient client(port);
//   HttpAnswer answer = client.ask("GET /v1/needs HTTP/1.1\r\nHost: localhost\r\n\r\n");
//   EXPECT_EQ(answer.status, 200);
//
// Every read ends after five seconds; an answer that did not come has status 0. Not thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shuniu::http::testing {

struct HttpAnswer {
  int status = 0;                              // 0: the connection ended without an answer
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

class HttpClient {
 public:
  using Headers = std::vector<std::pair<std::string, std::string>>;

  explicit HttpClient(std::uint16_t port);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  void send(std::string_view bytes);
  /// The next answer on this connection; `has_body` false after HEAD.
  HttpAnswer read_answer(bool has_body = true);
  HttpAnswer ask(std::string_view bytes);
  /// Builds a proper request; a body gets Content-Type: application/json unless `headers` name another.
  HttpAnswer request(const std::string& method, const std::string& target, const Headers& headers = {},
                     const std::string& body = {});
  /// Reads until the text appears (then everything up to its end is taken), or the stream or the time ends.
  std::string read_until(std::string_view text);
  /// True when the other side has ended the connection.
  bool is_ended();
  int descriptor() const { return socket_; }

 private:
  bool fill(int timeout_ms);

  int socket_ = -1;
  std::string input_;
  bool is_at_end_ = false;
};

}  // namespace shuniu::http::testing

#include "http_client_impl.h"
