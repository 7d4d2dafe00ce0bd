#include "connection.h"

#include <fcntl.h>
#include <unistd.h>

#include <boost/asio/post.hpp>
#include <boost/beast/http/error.hpp>
#include <cctype>
#include <exception>
#include <vector>

#include "connections.h"
#include "head_check.h"
#include "shuniu/telemetry/log.h"

namespace shuniu::http {

namespace beast_http = boost::beast::http;

namespace {

constexpr std::uint32_t largest_head = 16 * 1'024;
constexpr std::size_t small_read = 4 * 1'024;
constexpr std::size_t large_read = 64 * 1'024;
constexpr std::uint64_t admitted_first =
    64 * 1'024;  // a larger body is read only after its sender was admitted
constexpr std::int64_t slowest_bytes_per_second = 8 * 1'024;
constexpr std::int64_t body_grace_ms = 10'000;
constexpr std::int64_t write_grace_ms = 30'000;
constexpr std::int64_t linger_ms = 2'000;
constexpr std::size_t largest_linger = 32 * 1'024 * 1'024;
constexpr std::string_view continue_answer = "HTTP/1.1 100 Continue\r\n\r\n";

/// Headers that must not come twice: which one counts would be a guess.
bool is_single(std::string_view name) {
  return name == "host" || name == "content-length" || name == "content-type" || name == "authorization" ||
         name == "idempotency-key" || name == "origin" || name == "shuniu-csrf" ||
         name == "shuniu-organisation";
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

std::string_view view(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

}  // namespace

/// A file on its way to the client, piece by piece.
struct FileSource {
  int descriptor = -1;
  std::uint64_t left = 0;
  std::vector<char> piece = std::vector<char>(large_read);

  explicit FileSource(const std::string& path, std::uint64_t size)
      : descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC)), left(size) {}
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() {
    if (descriptor >= 0) ::close(descriptor);
  }
  /// The next bytes; 0 at the end or when the file is shorter than was promised.
  std::size_t read() {
    const std::size_t wanted = left < piece.size() ? static_cast<std::size_t>(left) : piece.size();
    if (descriptor < 0 || wanted == 0) return 0;
    const ::ssize_t count = ::read(descriptor, piece.data(), wanted);
    if (count <= 0) return 0;
    left -= static_cast<std::uint64_t>(count);
    return static_cast<std::size_t>(count);
  }
};

Connection::Connection(std::unique_ptr<Transport> transport, Surroundings surroundings,
                       std::string remote_address)
    : transport_(std::move(transport)),
      surroundings_(surroundings),
      remote_address_(std::move(remote_address)) {
  enter(Phase::handshake, surroundings_.options.header_deadline_ms);
}

Connection::~Connection() {
  if (queue_) queue_->detach();
  surroundings_.connections.remove(this);
}

void Connection::enter(Phase phase, std::int64_t deadline_ms) {
  phase_ = phase;
  deadline_us_ = steady_now_us() + deadline_ms * 1'000;
}

template <class Work>
bool Connection::submit(Work work) {
  return surroundings_.workers.submit([self = shared_from_this(), work = std::move(work)]() mutable {
    work(self);
    if (!self) return;  // the work has passed it on
    // The last owner must let go on the strand, where the transport lives.
    const auto executor = self->transport_->executor();
    asio::post(executor, [kept = std::move(self)] {});
  });
}

void Connection::start() {
  asio::post(transport_->executor(), [self = shared_from_this()] {
    self->transport_->handshake([self](error_code outcome, std::size_t) {
      if (outcome) return self->close();
      self->next_request();
      // A new client must say something soon; between two requests it may take its time.
      if (self->phase_ == Phase::idle)
        self->enter(Phase::idle, self->surroundings_.options.header_deadline_ms);
    });
  });
}

void Connection::next_request() {
  if (is_draining_ && input_.empty()) return linger();
  parser_.emplace();
  parser_->header_limit(largest_head);
  parser_->body_limit(boost::none);  // set by route, when the head is known
  parser_->eager(false);
  call_.reset();
  is_head_ = false;
  ++exchange_;
  enter(Phase::idle, surroundings_.options.idle_ms);
  if (input_.empty()) return read_more();
  enter(Phase::head, surroundings_.options.header_deadline_ms);
  parse_head();
}

void Connection::read_more() {
  const std::size_t room = phase_ == Phase::body ? large_read : small_read;
  input_used_ = input_.size();
  input_.resize(input_used_ + room);
  is_reading_ = true;
  transport_->read_some(
      asio::buffer(input_.data() + input_used_, room),
      [self = shared_from_this()](error_code outcome, std::size_t count) { self->on_read(outcome, count); });
}

void Connection::on_read(error_code outcome, std::size_t count) {
  is_reading_ = false;
  input_.resize(input_used_ + count);
  if (phase_ != Phase::idle && phase_ != Phase::head && phase_ != Phase::body) return;
  if (outcome) return close();
  if (phase_ == Phase::idle) enter(Phase::head, surroundings_.options.header_deadline_ms);
  if (phase_ == Phase::head) return parse_head();
  body_received_ += count;
  const std::int64_t earned_us =
      static_cast<std::int64_t>(body_received_) * 1'000'000 / slowest_bytes_per_second;
  deadline_us_ = body_begun_us_ + body_grace_ms * 1'000 + earned_us;
  parse_body();
}

void Connection::parse_head() {
  error_code outcome;
  const std::size_t used = parser_->put(asio::buffer(input_), outcome);
  input_.erase(0, used);
  if (outcome == beast_http::error::need_more) {
    if (input_.size() > largest_head) return refuse_and_close(431, "http.head_too_large");
    return read_more();
  }
  if (outcome == beast_http::error::header_limit) return refuse_and_close(431, "http.head_too_large");
  if (outcome) return refuse_and_close(400, "http.malformed");
  on_head();
}

Head Connection::head_of_parser() const {
  const auto& message = parser_->get();
  Head head;
  head.method = view(message.method_string());
  head.target = view(message.target());
  head.version = static_cast<int>(message.version());
  head.keep_alive = parser_->keep_alive();
  head.is_chunked = parser_->chunked();
  if (parser_->content_length()) head.content_length = *parser_->content_length();
  head.remote_address = remote_address_;
  for (const auto& field : message) {
    std::string name = lower(view(field.name_string()));
    const std::string_view value = view(field.value());
    const auto [place, is_new] = head.headers.try_emplace(std::move(name), value);
    if (is_new) continue;
    if (is_single(place->first)) head.has_doubled_header = true;
    place->second += place->first == "cookie" ? "; " : ", ";
    place->second += value;
  }
  return head;
}

void Connection::on_head() {
  Head head = head_of_parser();
  const bool has_body = !parser_->is_done();
  const bool is_large = head.is_chunked || head.content_length.value_or(0) > admitted_first;
  call_ = std::make_shared<Call>(surroundings_.service.plan(std::move(head)));
  request_id_ = call_->request.actor.request_id;
  language_ = call_->request.actor.language;
  is_head_ = call_->is_head;
  const std::string_view expect = header_of(call_->request, "expect");
  if (!call_->refusal && !expect.empty() && lower(expect) != "100-continue") {
    call_->refusal = surroundings_.service.refusal_response(*call_, 417, "http.expectation");
  }
  if (call_->refusal) {
    if (has_body) call_->close_after = true;  // the body is not read: the next request could not be found
    return send(surroundings_.service.finish(*call_, std::move(*call_->refusal)));
  }
  if (!has_body) return on_body();
  if (is_large && call_->kind == TargetKind::route) return admit_first();
  begin_body();
}

void Connection::admit_first() {
  enter(Phase::working, surroundings_.options.request_deadline_ms);
  const bool accepted = submit([call = call_, exchange = exchange_](const std::shared_ptr<Connection>& self) {
    const Response failure = self->surroundings_.service.refusal_response(*call, 500, "http.failure");
    try {
      self->surroundings_.service.admit(*call);
    } catch (const std::exception& cause) {
      telemetry::log(telemetry::Level::error, "http.failure",
                     {{"request_id", call->request.actor.request_id}, {"cause", cause.what()}});
      call->refusal = failure;
    }
    asio::post(self->transport_->executor(), [self, call, exchange] {
      if (self->phase_ != Phase::working || self->exchange_ != exchange) return;
      if (!call->refusal) return self->begin_body();
      call->close_after = true;
      self->send(self->surroundings_.service.finish(*call, std::move(*call->refusal)));
    });
  });
  if (!accepted) refuse_busy();
}

void Connection::begin_body() {
  parser_->eager(true);
  parser_->body_limit(call_->largest_body);
  body_begun_us_ = steady_now_us();
  body_received_ = input_.size();
  enter(Phase::body, body_grace_ms);
  if (header_of(call_->request, "expect").empty() || !input_.empty()) return parse_body();
  transport_->write({asio::buffer(continue_answer), asio::const_buffer()},
                    [self = shared_from_this()](error_code outcome, std::size_t) {
                      if (outcome) return self->close();
                      if (self->phase_ == Phase::body) self->parse_body();
                    });
}

void Connection::parse_body() {
  error_code outcome;
  while (!parser_->is_done() && !input_.empty() && !outcome) {
    const std::size_t used = parser_->put(asio::buffer(input_), outcome);
    input_.erase(0, used);
    if (used == 0 && !outcome) break;
  }
  if (outcome == beast_http::error::body_limit) return refuse_and_close(413, "http.body_too_large");
  if (outcome && outcome != beast_http::error::need_more) return refuse_and_close(400, "http.malformed");
  if (!parser_->is_done()) return read_more();
  call_->request.body = std::move(parser_->get().body());
  on_body();
}

void Connection::on_body() {
  if (call_->kind == TargetKind::route || call_->kind == TargetKind::readiness ||
      call_->kind == TargetKind::metrics) {
    const bool is_stream = call_->route != nullptr && call_->route->events && !call_->is_head;
    return is_stream ? work_events() : work();
  }
  Response response;
  if (call_->kind == TargetKind::health) {
    response.body = R"({"status":"alive"})";
    response.headers.emplace_back("Cache-Control", "no-store");
  }
  send(surroundings_.service.finish(*call_, std::move(response)));
}

void Connection::work() {
  enter(Phase::working, surroundings_.options.request_deadline_ms);
  const std::int64_t deadline_us = deadline_us_;
  const bool accepted =
      submit([call = call_, exchange = exchange_, deadline_us](std::shared_ptr<Connection>& self) {
        if (steady_now_us() > deadline_us) return;  // it waited too long; the client has its answer already
        const Service& service = self->surroundings_.service;
        Outgoing out;
        try {
          out = service.finish(*call, self->surroundings_.service.answer(*call));
        } catch (const std::exception& cause) {
          telemetry::log(telemetry::Level::error, "http.failure",
                         {{"request_id", call->request.actor.request_id}, {"cause", cause.what()}});
          out = service.finish(*call, service.refusal_response(*call, 500, "http.failure"));
        }
        const auto executor = self->transport_->executor();
        asio::post(executor, [self = std::move(self), exchange, out = std::move(out)]() mutable {
          if (self->phase_ == Phase::working && self->exchange_ == exchange) self->send(std::move(out));
        });
      });
  if (!accepted) refuse_busy();
}

void Connection::refuse_busy() {
  const Response busy = problem(refuse("http.busy", Kind::unavailable), call_->request.actor);
  if (!parser_->is_done()) call_->close_after = true;
  send(surroundings_.service.finish(*call_, busy));
}

/// A call that stands for one whose details are not known (no head yet) or not to be touched (a worker has
/// them).
std::shared_ptr<Call> Connection::bare_call() const {
  auto call = std::make_shared<Call>();
  call->begun_at_us = steady_now_us();
  call->is_head = is_head_;
  call->close_after = true;
  call->request.actor.request_id = request_id_;
  if (!language_.empty()) call->request.actor.language = language_;
  call->request.actor.remote_address = remote_address_;
  return call;
}

void Connection::refuse_and_close(int status, std::string_view key) {
  if (!call_) {
    request_id_ = request_id_of("");
    call_ = bare_call();
  }
  call_->close_after = true;
  send(surroundings_.service.finish(*call_, surroundings_.service.refusal_response(*call_, status, key)));
}

void Connection::send(Outgoing out) {
  out_ = std::move(out);
  const std::string_view bytes = out_.bytes();
  const auto earned_ms =
      static_cast<std::int64_t>(bytes.size() + out_.file_size) * 1'000 / slowest_bytes_per_second;
  enter(Phase::writing, write_grace_ms + earned_ms);
  transport_->write({asio::buffer(out_.head), asio::buffer(bytes.data(), bytes.size())},
                    [self = shared_from_this()](error_code outcome, std::size_t) {
                      if (outcome) return self->close();
                      if (self->out_.file.empty()) return self->on_sent();
                      self->send_file(std::make_shared<FileSource>(self->out_.file, self->out_.file_size));
                    });
}

void Connection::send_file(std::shared_ptr<FileSource> file) {
  const std::size_t count = file->read();
  if (count == 0) return file->left == 0 ? on_sent() : close();
  transport_->write({asio::buffer(file->piece.data(), count), asio::const_buffer()},
                    [self = shared_from_this(), file](error_code outcome, std::size_t) {
                      if (outcome) return self->close();
                      self->send_file(file);
                    });
}

void Connection::on_sent() {
  const bool close_after = out_.close_after || is_draining_;
  out_ = Outgoing();
  if (close_after) return linger();
  next_request();
}

/// Says good-bye and reads on for a moment: closing at once would make a client that is still sending a body
/// too large lose the answer.
void Connection::linger() {
  if (is_reading_) return close();  // it was too slow: nothing that it sent is unread
  enter(Phase::lingering, linger_ms);
  transport_->shut_down([self = shared_from_this()](error_code, std::size_t) {
    if (self->phase_ == Phase::lingering) self->discard_input(largest_linger);
  });
}

void Connection::discard_input(std::size_t left) {
  input_.resize(large_read);
  transport_->read_some(asio::buffer(input_),
                        [self = shared_from_this(), left](error_code outcome, std::size_t count) {
                          if (outcome || count >= left) return self->close();
                          self->discard_input(left - count);
                        });
}

void Connection::close() {
  if (phase_ == Phase::closed) return;
  phase_ = Phase::closed;
  deadline_us_ = INT64_MAX;
  if (queue_) queue_->detach();
  transport_->close();
  surroundings_.connections.remove(this);
}

void Connection::on_tick(std::int64_t now_us) {
  if (now_us < deadline_us_) return;
  asio::post(transport_->executor(), [self = shared_from_this()] {
    if (steady_now_us() >= self->deadline_us_) self->on_deadline();
  });
}

void Connection::on_deadline() {
  switch (phase_) {
    case Phase::head:
    case Phase::body:
      return refuse_and_close(408, "http.too_slow");
    case Phase::working:
      ++exchange_;  // the answer that is still to come is nobody's
      call_ = bare_call();
      return send(surroundings_.service.finish(
          *call_, problem(refuse("http.deadline", Kind::unavailable), call_->request.actor)));
    case Phase::events:
      return tend_events();
    default:
      return close();
  }
}

void Connection::begin_drain() {
  asio::post(transport_->executor(), [self = shared_from_this()] {
    self->is_draining_ = true;
    if (self->phase_ == Phase::idle) return self->close();
    if (self->phase_ != Phase::events) return;
    self->queue_->send("bye", "", "the hub restarts");
    self->queue_->close();
  });
}

void Connection::abandon() {
  if (queue_) queue_->detach();
}

// --- event streams ---

void Connection::work_events() {
  enter(Phase::working, surroundings_.options.request_deadline_ms);
  const bool accepted = submit([call = call_, exchange = exchange_](const std::shared_ptr<Connection>& self) {
    Service& service = self->surroundings_.service;
    try {
      service.admit(*call);
    } catch (const std::exception& cause) {
      telemetry::log(telemetry::Level::error, "http.failure",
                     {{"request_id", call->request.actor.request_id}, {"cause", cause.what()}});
      call->refusal = service.refusal_response(*call, 500, "http.failure");
    }
    asio::post(self->transport_->executor(), [self, call, exchange] {
      if (self->phase_ != Phase::working || self->exchange_ != exchange) return;
      if (!call->refusal) return self->open_events();
      self->send(self->surroundings_.service.finish(*call, std::move(*call->refusal)));
    });
  });
  if (!accepted) refuse_busy();
}

void Connection::open_events() {
  const std::int64_t now_us = steady_now_us();
  heartbeat_at_us_ = now_us + surroundings_.options.heartbeat_ms * 1'000;
  reauthorise_at_us_ = now_us + surroundings_.options.reauthorise_ms * 1'000;
  phase_ = Phase::events;
  deadline_us_ = std::min(heartbeat_at_us_, reauthorise_at_us_);
  queue_ = std::make_shared<EventQueue>([weak = weak_from_this(), executor = transport_->executor()] {
    asio::post(executor, [weak] {
      if (const auto self = weak.lock()) self->flush_events();
    });
  });
  events_in_flight_ = surroundings_.service.event_stream_head(*call_);
  listen_for_end();
  flush_events();
  const bool accepted = submit([call = call_, queue = queue_](const std::shared_ptr<Connection>&) {
    try {
      call->route->events(call->request, queue);
    } catch (const std::exception& cause) {
      telemetry::log(telemetry::Level::error, "http.failure",
                     {{"request_id", call->request.actor.request_id}, {"cause", cause.what()}});
      queue->close();
    }
  });
  if (!accepted) queue_->close();  // the client tries again
}

/// Nothing is expected from the client any more; an end of its stream ends ours.
void Connection::listen_for_end() {
  input_.resize(small_read);
  transport_->read_some(asio::buffer(input_), [self = shared_from_this()](error_code outcome, std::size_t) {
    if (outcome || self->phase_ != Phase::events) return self->close();
    self->listen_for_end();
  });
}

void Connection::flush_events() {
  if (phase_ != Phase::events || flush_begun_us_ != 0) return;
  const bool is_closed = queue_->closed();  // before taking: what was sent before the end is still delivered
  events_in_flight_ += queue_->take();
  if (events_in_flight_.empty()) return is_closed ? close() : void();
  flush_begun_us_ = steady_now_us();
  transport_->write({asio::buffer(events_in_flight_), asio::const_buffer()},
                    [self = shared_from_this()](error_code outcome, std::size_t) {
                      if (outcome) return self->close();
                      self->events_in_flight_.clear();
                      self->flush_begun_us_ = 0;
                      self->flush_events();
                    });
}

void Connection::tend_events() {
  const std::int64_t now_us = steady_now_us();
  if (flush_begun_us_ != 0 && now_us - flush_begun_us_ > write_grace_ms * 1'000) return close();
  if (now_us >= heartbeat_at_us_) {
    heartbeat_at_us_ = now_us + surroundings_.options.heartbeat_ms * 1'000;
    queue_->send_comment();
  }
  if (now_us >= reauthorise_at_us_) {
    reauthorise_at_us_ = now_us + surroundings_.options.reauthorise_ms * 1'000;
    const bool accepted = submit([call = call_, queue = queue_](const std::shared_ptr<Connection>& self) {
      bool is_allowed = false;
      try {
        is_allowed = self->surroundings_.service.is_still_allowed(*call);
      } catch (const std::exception& cause) {
        telemetry::log(telemetry::Level::error, "http.failure",
                       {{"request_id", call->request.actor.request_id}, {"cause", cause.what()}});
      }
      if (is_allowed) return;
      queue->send("bye", "", "sign in again");
      queue->close();
    });
    if (!accepted) reauthorise_at_us_ = now_us + 1'000'000;
  }
  deadline_us_ = std::min(heartbeat_at_us_, reauthorise_at_us_);
}

}  // namespace shuniu::http
