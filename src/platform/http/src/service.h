// service.h - from the head of a request to the bytes of its answer, without sockets.
//
// plan() is quick and runs on an I/O thread; admit() and answer() may block and run on a worker; finish()
// turns a Response into what goes out (ETag, gzip, security headers, access log).
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "rate_limit.h"
#include "shuniu/http/idempotency.h"
#include "shuniu/http/router.h"
#include "shuniu/http/server.h"
#include "shuniu/telemetry/metrics.h"
#include "static_files.h"

namespace shuniu::http {

/// The head of a request as it came over the wire.
struct Head {
  std::string method;  // "GET"
  std::string target;
  int version = 11;
  std::map<std::string, std::string, std::less<>>
      headers;                      // names in lower case; repeated ones joined by ", "
  bool has_doubled_header = false;  // one of those that may come only once
  std::optional<std::uint64_t> content_length;
  bool is_chunked = false;
  bool keep_alive = true;
  std::string remote_address;
};

enum class TargetKind { route, static_file, health, readiness, metrics };

/// A request on its way.
struct Call {
  Request request;
  TargetKind kind = TargetKind::route;
  const Route* route = nullptr;
  std::shared_ptr<const StaticFile> static_file;
  std::string method;  // as the client wrote it
  bool is_head = false;
  bool close_after = false;
  bool is_admitted = false;  // authenticated and authorised
  std::size_t largest_body = 0;
  std::optional<Response> refusal;  // decided already: answer this, do not read the body
  std::int64_t begun_at_us = 0;     // of the steady clock
};

/// What goes over the wire.
struct Outgoing {
  std::string head;
  std::string body;
  std::shared_ptr<const StaticFile> static_file;  // keeps `shared_body` alive
  std::string_view shared_body;                   // used instead of `body` when not empty
  std::string file;                               // sent after the head, `file_size` bytes
  std::uint64_t file_size = 0;
  bool close_after = false;

  std::string_view bytes() const { return shared_body.empty() ? std::string_view(body) : shared_body; }
};

class Service {
 public:
  Service(const Router& router, Authenticator& authenticator, database::Database& database,
          const Clock& clock, const ServerOptions& options);

  Call plan(Head head);
  /// Authenticates and authorises; fills `call.refusal` when the answer is no.
  void admit(Call& call);
  Response answer(Call& call);
  Outgoing finish(Call& call, Response response) const;
  /// The head of an event stream.
  std::string event_stream_head(const Call& call) const;
  /// For an event stream that is open: whether its reader is still the same and may still read.
  bool is_still_allowed(const Call& call);
  Response refusal_response(const Call& call, int status, std::string_view key) const;
  void set_draining() { is_draining_ = true; }
  bool is_draining() const { return is_draining_; }

 private:
  void find_target(Call& call);
  void find_route(Call& call, std::string_view method);
  std::optional<Reason> refusal_of_change(const Call& call) const;
  Response answer_route(Call& call);
  void report_if_denied(const Call& call, const Response& response);
  Response answer_keyed(Call& call, const std::string& key);
  Response answer_readiness(const Call& call);
  Response answer_metrics(Call& call);
  void add_entity_tag(const Call& call, Response& response) const;
  std::string head_of(const Call& call, const Response& response, std::uint64_t length) const;
  telemetry::Counter& answers_of(int status) const;
  void record(const Call& call, int status, std::uint64_t length) const;

  const Router& router_;
  Authenticator& authenticator_;
  database::Database& database_;
  const ServerOptions& options_;
  IdempotencyStore idempotency_;
  StaticFiles static_files_;
  RateLimit per_address_;
  RateLimit careful_per_address_;
  RateLimit per_account_;
  std::map<std::string, telemetry::Histogram*, std::less<>> durations_;  // by tag; fixed after construction
  mutable std::array<std::atomic<telemetry::Counter*>, 600> answers_ = {};  // by status; found once each
  std::atomic<bool> is_draining_ = false;
};

std::int64_t steady_now_us();

}  // namespace shuniu::http
