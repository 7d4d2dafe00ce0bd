#include "shuniu/wiring/control_server.h"

#include "control_wire.h"
#include "refusal_wire.h"
#include "shuniu/telemetry/log.h"
#include "unattended.h"

namespace shuniu::wiring {
namespace {

constexpr std::size_t largest_question = 64 << 20;  // above what any call takes: its own refusal says more

http::ServerOptions control_options(const std::string& socket_file) {
  http::ServerOptions options;
  options.socket_file = socket_file;
  options.workers = 2;
  options.queue = 64;
  options.connections = 64;
  options.requests_per_minute_per_address = 0;
  options.requests_per_minute_per_account = 0;
  options.careful_requests_per_minute_per_address = 0;
  options.request_deadline_ms = 600'000;
  return options;
}

http::Response reply(Control& control, const http::Request& request) {
  const auto answer = control.answer(request.path_parameters.at("call"), request.body);
  http::Response response;
  response.status = answer ? status_of_answer : status_of_refusal;
  response.content_type = "application/octet-stream";
  response.body = answer ? *answer : refusal_text(answer.error());
  return response;
}

}  // namespace

struct ControlServer::Operator final : http::Authenticator {
  Result<Actor> authenticate(const http::Request&) override { return unattended_operator(); }
};

std::string control_socket(const Places& places) {
  constexpr std::string_view sqlite = "sqlite:";
  const bool is_file = places.database.starts_with(sqlite) && !places.database.ends_with(":memory:");
  return is_file ? places.database.substr(sqlite.size()) + ".sock" : std::string();
}

ControlServer::ControlServer(Hub& hub, const Places& places)
    : control_(hub), operator_(std::make_unique<Operator>()) {
  const std::string socket_file = control_socket(places);
  if (socket_file.empty()) return;
  http::Needs needs;
  needs.access = http::Access::administrator;
  needs.largest_body = largest_question;
  router_.raw(http::Method::post, std::string(control_path) + "{call}", "control", needs,
              "application/octet-stream", "application/octet-stream",
              [this](const http::Request& request) { return reply(control_, request); });
  server_ = std::make_unique<http::Server>(router_, *operator_, hub.database(), hub.clock(),
                                           control_options(socket_file));
}

ControlServer::~ControlServer() {
  stop();
}

void ControlServer::start() {
  if (!server_) return;
  try {
    server_->listen();
  } catch (const std::exception& cause) {
    telemetry::log(telemetry::Level::warning, "control.unavailable", {{"cause", cause.what()}});
    server_.reset();
    return;
  }
  thread_ = std::thread([this] { server_->run_until_stopped(); });
}

void ControlServer::stop() {
  if (!thread_.joinable()) return;
  server_->stop();
  thread_.join();
}

}  // namespace shuniu::wiring
