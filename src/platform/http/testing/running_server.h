// running_server.h - a Server on a free port in a thread of its own, with an empty database in memory and
// actors by name.
//
//   RunningServer server([&](Router& router) { add_routes(router, market); });
//   HttpClient client(server.port());
//   client.request("GET", "/v1/needs", {{"Authorization", "Bearer officer"}});
//
// "Bearer <name>" (or the cookie "session=<name>") acts as the actor that was added under that name; an
// unknown name is refused. The server ends with the object.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "shuniu/database/migrations.h"
#include "shuniu/http/idempotency.h"
#include "shuniu/http/server.h"

namespace shuniu::http::testing {

class NamedActors final : public Authenticator {
 public:
  void add(const std::string& name, Actor actor) {
    const std::lock_guard lock(mutex_);
    actors_[name] = std::move(actor);
  }
  void remove(const std::string& name) {
    const std::lock_guard lock(mutex_);
    actors_.erase(name);
  }
  Result<Actor> authenticate(const Request& request) override {
    const std::string name = name_in(request);
    if (name.empty()) return Actor{};
    const std::lock_guard lock(mutex_);
    const auto found = actors_.find(name);
    if (found == actors_.end()) return refuse("identity.bad_credential", Kind::unauthenticated);
    return found->second;
  }

 private:
  static std::string name_in(const Request& request) {
    for (const auto& [header, prefix] :
         {std::pair("authorization", "Bearer "), std::pair("cookie", "session=")}) {
      const auto found = request.headers.find(header);
      if (found != request.headers.end() && found->second.starts_with(prefix)) {
        return found->second.substr(std::string_view(prefix).size());
      }
    }
    return {};
  }

  std::mutex mutex_;
  std::map<std::string, Actor> actors_;
};

class RunningServer {
 public:
  explicit RunningServer(const std::function<void(Router&)>& add_routes, ServerOptions options = {})
      : database_(
            database::open_database("sqlite::memory:", {.table_rule = database::TableRule::named_module})) {
    static_cast<void>(database::migrate(*database_, migrations()).value());
    options.port = 0;
    add_routes(router_);
    server_ = std::make_unique<Server>(router_, actors_, *database_, clock_, options);
    server_->listen();
    port_ = server_->port();
    thread_ = std::thread([this] { server_->run_until_stopped(); });
  }
  ~RunningServer() {
    stop();
    join();
  }
  RunningServer(const RunningServer&) = delete;
  RunningServer& operator=(const RunningServer&) = delete;

  std::uint16_t port() const { return port_; }
  NamedActors& actors() { return actors_; }
  database::Database& database() { return *database_; }
  const Router& router() const { return router_; }
  void stop() { server_->stop(); }
  void join() {
    if (thread_.joinable()) thread_.join();
  }

 private:
  std::unique_ptr<database::Database> database_;
  SystemClock clock_;
  NamedActors actors_;
  Router router_;
  std::unique_ptr<Server> server_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace shuniu::http::testing
