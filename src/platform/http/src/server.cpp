#include "shuniu/http/server.h"

#include <algorithm>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <chrono>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "connection.h"
#include "connections.h"
#include "shuniu/telemetry/log.h"
#include "shuniu/telemetry/metrics.h"

namespace shuniu::http {
namespace {

constexpr auto tick = std::chrono::milliseconds(100);
constexpr int backlog = 1'024;

asio::ssl::context tls_context(const ServerOptions& options) {
  asio::ssl::context context(asio::ssl::context::tls_server);
  context.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                      asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                      asio::ssl::context::no_tlsv1_1);
  context.use_certificate_chain_file(options.certificate_file);
  context.use_private_key_file(options.private_key_file, asio::ssl::context::pem);
  return context;
}

using Protocol = asio::generic::stream_protocol;

asio::ip::tcp::endpoint tcp_endpoint(const Protocol::endpoint& any) {
  asio::ip::tcp::endpoint endpoint;
  endpoint.resize(any.size());
  std::memcpy(endpoint.data(), any.data(), any.size());
  return endpoint;
}

std::string address_of(const Protocol::endpoint& peer) {
  if (peer.protocol().family() == AF_UNIX) return "local";
  return tcp_endpoint(peer).address().to_string();
}

/// What escapes a handler ends that request (its deadline closes the connection), never the server.
void run(asio::io_context& io) {
  while (!io.stopped()) {
    try {
      io.run();
    } catch (const std::exception& failure) {
      telemetry::log(telemetry::Level::error, "http.io_failure", {{"cause", failure.what()}});
    }
  }
}

}  // namespace

struct Server::State {
  State(const Router& router, Authenticator& authenticator, database::Database& database, const Clock& clock,
        ServerOptions given)
      : options(std::move(given)),
        service(router, authenticator, database, clock, options),
        io(static_cast<int>(options.io_threads)),
        control(asio::make_strand(io)),
        acceptor(control),
        ticker(control),
        signals(control),
        workers(options.workers, options.queue) {
    if (options.certificate_file.empty() != options.private_key_file.empty()) {
      throw std::invalid_argument("TLS needs both a certificate and a private key");
    }
    if (!options.certificate_file.empty()) tls.emplace(tls_context(options));
  }

  void listen();
  void listen_on_file();
  void remove_socket_file();
  void accept();
  void on_accepted(Socket socket);
  void measure() const;
  void on_tick();
  void begin_drain();

  const ServerOptions options;
  Service service;
  std::optional<asio::ssl::context> tls;
  Connections connections;
  asio::io_context io;
  asio::strand<asio::io_context::executor_type> control;  // everything below but the workers runs on it
  asio::basic_socket_acceptor<Protocol> acceptor;
  asio::steady_timer ticker;
  asio::signal_set signals;
  Workers workers;
  bool has_socket_file = false;
  bool is_draining = false;
  std::int64_t drain_until_us = 0;
};

void Server::State::listen() {
  if (!options.socket_file.empty()) return listen_on_file();
  const asio::ip::tcp::endpoint endpoint(asio::ip::make_address(options.address), options.port);
  acceptor.open(endpoint.protocol());
  acceptor.set_option(asio::socket_base::reuse_address(true));
  acceptor.bind(endpoint);
  acceptor.listen(backlog);
}

/// Nobody can connect before listen(), so the file has its mode before anybody may come.
void Server::State::listen_on_file() {
  const asio::local::stream_protocol::endpoint endpoint(options.socket_file);
  if (std::filesystem::is_socket(options.socket_file)) std::filesystem::remove(options.socket_file);
  acceptor.open(endpoint.protocol());
  acceptor.bind(endpoint);
  has_socket_file = true;
  using std::filesystem::perms;
  std::filesystem::permissions(options.socket_file, perms::owner_read | perms::owner_write);
  acceptor.listen(backlog);
}

void Server::State::remove_socket_file() {
  std::error_code ignored;
  if (std::exchange(has_socket_file, false)) std::filesystem::remove(options.socket_file, ignored);
}

void Server::State::accept() {
  acceptor.async_accept(asio::make_strand(io), [this](error_code outcome, Socket socket) {
    if (is_draining || outcome == asio::error::operation_aborted) return;
    if (!outcome) {
      on_accepted(std::move(socket));
      return accept();
    }
    telemetry::log(telemetry::Level::warning, "http.accept_failed", {{"cause", outcome.message()}});
    // Most often no descriptor is left: wait until one may be free again.
    auto pause = std::make_shared<asio::steady_timer>(control, tick);
    pause->async_wait([this, pause](error_code) {
      if (!is_draining) accept();
    });
  });
}

void Server::State::on_accepted(Socket socket) {
  error_code outcome;
  const auto peer = socket.remote_endpoint(outcome);
  if (outcome || connections.count() >= options.connections) {
    socket.close(outcome);
    return;
  }
  socket.set_option(asio::ip::tcp::no_delay(true), outcome);
  auto transport = tls ? tls_transport(std::move(socket), *tls) : plain_transport(std::move(socket));
  const auto connection = std::make_shared<Connection>(
      std::move(transport), Surroundings{service, workers, connections, options}, address_of(peer));
  connections.add(connection);
  connection->start();
}

void Server::State::measure() const {
  telemetry::gauge("shuniu_http_connections", "Open connections.")
      .set(static_cast<std::int64_t>(connections.count()));
  telemetry::gauge("shuniu_http_queue", "Requests that wait for a worker.")
      .set(static_cast<std::int64_t>(workers.waiting()));
}

void Server::State::on_tick() {
  const std::int64_t now_us = steady_now_us();
  for (const auto& connection : connections.all()) connection->on_tick(now_us);
  if (options.socket_file.empty()) measure();
  if (is_draining && (connections.count() == 0 || now_us >= drain_until_us)) {
    io.stop();
    return;
  }
  ticker.expires_after(tick);
  ticker.async_wait([this](error_code failed) {
    if (!failed) on_tick();
  });
}

void Server::State::begin_drain() {
  if (is_draining) return;
  is_draining = true;
  service.set_draining();
  drain_until_us = steady_now_us() + options.drain_ms * 1'000;
  error_code ignored;
  acceptor.close(ignored);
  remove_socket_file();
  signals.cancel(ignored);
  telemetry::log(telemetry::Level::info, "http.draining", {{"connections", connections.count()}});
  for (const auto& connection : connections.all()) connection->begin_drain();
}

Server::Server(const Router& router, Authenticator& authenticator, database::Database& database,
               const Clock& clock, ServerOptions options)
    : state_(std::make_unique<State>(router, authenticator, database, clock, std::move(options))) {}

Server::~Server() {
  state_->workers.stop();
  for (const auto& connection : state_->connections.all()) connection->abandon();
  state_->remove_socket_file();
}

void Server::listen() {
  state_->listen();
}

std::uint16_t Server::port() const {
  if (!state_->options.socket_file.empty()) return 0;
  return tcp_endpoint(state_->acceptor.local_endpoint()).port();
}

void Server::run_until_stopped() {
  State& state = *state_;
  state.signals.add(SIGTERM);
  state.signals.add(SIGINT);
  state.signals.async_wait([&state](error_code failed, int) {
    if (!failed) state.begin_drain();
  });
  asio::post(state.control, [&state] {
    state.accept();
    state.on_tick();
  });
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < state.options.io_threads; ++i)
    threads.emplace_back([&state] { run(state.io); });
  run(state.io);
  for (std::thread& thread : threads) thread.join();
  state.workers.stop();
  for (const auto& connection : state.connections.all()) connection->abandon();
}

void Server::stop() {
  asio::post(state_->control, [state = state_.get()] { state->begin_drain(); });
}

}  // namespace shuniu::http
