// connection.h - one client: reads requests one after another, has them answered, writes the answers in
// order.
//
// Everything but on_tick, begin_drain and abandon runs on the connection's strand. At most one request is
// under way, so pipelined requests wait in the input. A deadline is always set; the server's ticks enforce
// it.
#pragma once

#include <atomic>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>
#include <optional>
#include <string>

#include "event_queue.h"
#include "service.h"
#include "transport.h"
#include "workers.h"

namespace shuniu::http {

class Connections;

/// What all connections of a server use.
struct Surroundings {
  Service& service;
  Workers& workers;
  Connections& connections;
  const ServerOptions& options;
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(std::unique_ptr<Transport> transport, Surroundings surroundings, std::string remote_address);
  ~Connection();
  void start();
  /// Acts on a deadline that has passed. Any thread.
  void on_tick(std::int64_t now_us);
  /// Finishes what is under way, then closes. Any thread.
  void begin_drain();
  /// The server ends: the event queue must not reach this connection any more. Any thread, io stopped.
  void abandon();

 private:
  enum class Phase { handshake, idle, head, body, working, writing, events, lingering, closed };
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

  void enter(Phase phase, std::int64_t deadline_ms);
  void next_request();
  void read_more();
  void on_read(error_code outcome, std::size_t count);
  void parse_head();
  void on_head();
  Head head_of_parser() const;
  void begin_body();
  void parse_body();
  void on_body();
  void admit_first();
  void work();
  void work_events();
  std::shared_ptr<Call> bare_call() const;
  void refuse_and_close(int status, std::string_view key);
  void refuse_busy();
  void send(Outgoing out);
  void send_file(std::shared_ptr<struct FileSource> file);
  void on_sent();
  void open_events();
  void listen_for_end();
  void flush_events();
  void tend_events();
  void linger();
  void discard_input(std::size_t left);
  void close();
  void on_deadline();
  template <class Work>
  bool submit(Work work);

  std::unique_ptr<Transport> transport_;
  Surroundings surroundings_;
  const std::string remote_address_;
  Phase phase_ = Phase::handshake;
  std::atomic<std::int64_t> deadline_us_;
  std::int64_t body_begun_us_ = 0;
  std::uint64_t body_received_ = 0;
  std::string input_;
  std::size_t input_used_ = 0;  // while a read is pending: bytes before the free part of `input_`
  bool is_reading_ = false;     // then `input_` must not move
  std::optional<Parser> parser_;
  std::shared_ptr<Call> call_;
  std::string request_id_;  // copies of what a worker may be using in `call_`
  std::string language_;
  bool is_head_ = false;
  Outgoing out_;
  std::uint64_t exchange_ = 0;  // counts requests, so that a late answer is recognised
  bool is_draining_ = false;
  // event stream
  std::shared_ptr<EventQueue> queue_;
  std::string events_in_flight_;
  std::int64_t flush_begun_us_ = 0;  // 0: nothing is being written
  std::int64_t heartbeat_at_us_ = 0;
  std::int64_t reauthorise_at_us_ = 0;
};

}  // namespace shuniu::http
