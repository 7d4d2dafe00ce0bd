// running_hub.h - a whole hub behind its HTTP server on a free port of loopback, in a folder of its own, for
// tests.
//
//   RunningHub running("contract", {});
//   Caller stranger(running.port());
//   HttpAnswer answer = stranger.request("GET", "/v1/overview");
//
// Every statement is held to the tables of its module. With `background` standing still nothing happens by
// itself: the test drains the stream and runs the imports.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "http_client.h"
#include "shuniu/http/server.h"
#include "shuniu/wiring/hub.h"
#include "shuniu/wiring/settings.h"

namespace shuniu::wiring::testing {

using http::testing::HttpAnswer;

/// Somebody who asks: the headers that prove who it is.
class Caller {
 public:
  using Headers = http::testing::HttpClient::Headers;

  explicit Caller(std::uint16_t port, Headers headers = {}) : port_(port), headers_(std::move(headers)) {}
  HttpAnswer request(const std::string& method, const std::string& target, const std::string& body = {},
                     Headers more = {}) const {
    more.insert(more.end(), headers_.begin(), headers_.end());
    more.emplace_back("Shuniu-CSRF", "1");
    return http::testing::HttpClient(port_).request(method, target, more, body);
  }
  /// The answer to HEAD, with whatever follows its head as the body: nothing should.
  HttpAnswer head(const std::string& target) const {
    Headers headers = headers_;
    headers.emplace_back("Connection", "close");
    http::testing::HttpClient client(port_);
    HttpAnswer answer = client.request("HEAD", target, headers);
    answer.body = client.read_until("never said");
    return answer;
  }
  /// What a stream of events says up to and with `last_words`.
  std::string read_stream(const std::string& target, const std::string& last_words) const {
    http::testing::HttpClient client(port_);
    client.request("GET", target, headers_);
    return client.read_until(last_words);
  }

 private:
  std::uint16_t port_;
  Headers headers_;
};

/// Opens a database whose guard asks of every statement for which module it runs.
inline std::unique_ptr<database::Database> open_guarded(const std::string& address,
                                                        database::DatabaseOptions options) {
  options.table_rule = database::TableRule::named_module;
  return database::open_database(address, options);
}

/// What a hub of a test rests on: guarded tables, and passwords that cost little.
inline Foundation test_foundation() {
  Foundation foundation;
  foundation.open_database = open_guarded;
  foundation.passwords.memory_bytes = 8 * 1024;
  foundation.passwords.passes = 1;
  return foundation;
}

inline config::Config test_config(const std::filesystem::path& folder) {
  const std::string root = SHUNIU_SOURCE_DIR;
  return config::Config::load(settings(), {"",
                                           nullptr,
                                           {{"data", folder.string()},
                                            {"rulebook", root + "/rulebook"},
                                            {"web", ""},
                                            {"http.port", "0"},
                                            {"second_factor.required", "false"},
                                            {"http.requests_per_minute_per_address", "1000000"},
                                            {"http.requests_per_minute_per_account", "1000000"},
                                            {"http.sign_ins_per_minute_per_address", "1000000"}}})
      .value();
}

enum class Background { runs, stands_still };

class RunningHub {
 public:
  RunningHub(const std::string& name, Background background, const Foundation& foundation = test_foundation())
      : folder_(std::filesystem::path(::testing::TempDir()) /
                ("shuniu_hub_" + name + "_" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(folder_);
    const config::Config config = test_config(folder_);
    hub_ = Hub::open(config, foundation).value();
    server_ = std::make_unique<http::Server>(hub_->router(), hub_->authenticator(), hub_->database(),
                                             hub_->clock(), server_options(config));
    server_->listen();
    if (background == Background::runs) hub_->start();
    thread_ = std::thread([this] { server_->run_until_stopped(); });
  }
  ~RunningHub() {
    server_->stop();
    thread_.join();
    hub_->stop();
    server_.reset();
    hub_.reset();
    std::filesystem::remove_all(folder_);
  }
  RunningHub(const RunningHub&) = delete;
  RunningHub& operator=(const RunningHub&) = delete;

  Hub& hub() { return *hub_; }
  std::uint16_t port() const { return server_->port(); }

  /// Signs in; throws with the answer when that is refused. Every request bears the headers `more`.
  Caller signed_in(const std::string& email, const std::string& password, Caller::Headers more = {}) const {
    const auto answer = Caller(port()).request(
        "POST", "/v1/session", R"({"email":")" + email + R"(","password":")" + password + R"("})");
    if (answer.status != 200) throw std::runtime_error("no sign-in: " + answer.body);
    const std::string cookie = answer.headers.at("set-cookie");
    more.emplace_back("Cookie", cookie.substr(0, cookie.find(';')));
    return Caller(port(), std::move(more));
  }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<Hub> hub_;
  std::unique_ptr<http::Server> server_;
  std::thread thread_;
};

}  // namespace shuniu::wiring::testing
