// server.h - the HTTP/1.1 server: sockets, limits, workers, draining. Boost.Beast stays behind this header.
//
//   Server server(router, authenticator, database, clock, options);
//   server.listen();                // binds; server.port() tells which
//   server.run_until_stopped();     // until SIGTERM or stop(): finishes what is in flight, ends streams
//
// Promises
//   - Handlers run on a bounded pool; when its queue is full the answer is 503 with Retry-After, at once.
//   - keep-alive, gzip, ETag (If-None-Match -> 304), request ids, security headers (CSP without inline
//     script) on every answer.
//   - Limits: header 16 KiB, body per route, idle 60 s, header 10 s, rate per address and per account (429
//     with Retry-After).
//   - An unexpected exception is one 500 with the request id, and one log line with the cause; nothing of it
//     reaches the client.
//   - An address other than loopback is bound only when it was asked for by name.
//   - With `socket_file` it listens on that file instead of the network: readable by its owner alone from the
//     first moment, a stale one replaced, removed at the end. Who listens there is for the caller to settle.
// Does not terminate HTTP/2; a proxy in front does.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>

#include "shuniu/http/router.h"

namespace shuniu::database {
class Database;
}

namespace shuniu::http {

/// Turns cookies, keys and the header `Shuniu-Organisation` into an Actor. A bad credential is a refusal,
/// none is a stranger.
class Authenticator {
 public:
  virtual ~Authenticator() = default;
  virtual Result<Actor> authenticate(const Request& request) = 0;
  /// Told of every request that was denied (403) to a known account, for a security log. On a worker.
  virtual void report_denied(const Request&) {}
  /// Roles that the account has and that rest until it sets a second factor up; asked for when a request was
  /// denied.
  virtual std::set<Role> resting_roles(const Actor&) { return {}; }
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;     // 0: any free port
  std::string socket_file;       // listen on this socket of the machine, on no address
  std::string certificate_file;  // PEM; both set: TLS
  std::string private_key_file;
  std::size_t io_threads = 1;
  std::size_t workers = 8;
  std::size_t queue = 512;
  std::size_t connections = 10'000;                      // more are closed at once
  std::int64_t requests_per_minute_per_address = 1'200;  // 0: no limit
  std::int64_t requests_per_minute_per_account = 1'200;
  std::int64_t careful_requests_per_minute_per_address = 60;  // of routes whose pace is `careful`
  std::int64_t header_deadline_ms = 10'000;                   // from its first byte to its last
  std::int64_t idle_ms = 60'000;                              // between two requests
  std::int64_t request_deadline_ms = 30'000;                  // queue and handler together
  std::int64_t heartbeat_ms = 15'000;                         // of event streams
  std::int64_t reauthorise_ms = 60'000;                       // of event streams
  std::int64_t drain_ms = 10'000;
  std::string trusted_proxy;  // address of the proxy whose X-Forwarded-For is believed; "" believes nobody
  std::string web_root;       // the built web pages; "" serves none
};

class Server {
 public:
  Server(const Router& router, Authenticator& authenticator, database::Database& database, const Clock& clock,
         ServerOptions options);
  ~Server();
  void listen();
  std::uint16_t port() const;
  void run_until_stopped();
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace shuniu::http
