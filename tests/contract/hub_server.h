// hub_server.h - a whole hub on a free port of loopback, with one person per role, for tests that ask over
// HTTP.
//
//   HubServer& hub = HubServer::shared();
//   HttpAnswer answer = hub.as("stranger").request("GET", "/v1/overview");
//
// People: company (owner of A), rival (owner of B), nobody (no organisation), reviewer, officer, auditor,
// administrator, stranger.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "http_client.h"
#include "shuniu/http/server.h"
#include "shuniu/identity/credit_code.h"
#include "shuniu/wiring/hub.h"
#include "shuniu/wiring/settings.h"

namespace shuniu::testing {

using http::testing::HttpAnswer;

/// Somebody who asks: the headers that prove who it is.
class Person {
 public:
  Person(std::uint16_t port, http::testing::HttpClient::Headers headers)
      : port_(port), headers_(std::move(headers)) {}
  HttpAnswer request(const std::string& method, const std::string& target, const std::string& body = {},
                     http::testing::HttpClient::Headers more = {}) const {
    more.insert(more.end(), headers_.begin(), headers_.end());
    more.emplace_back("Shuniu-CSRF", "1");
    return http::testing::HttpClient(port_).request(method, target, more, body);
  }

 private:
  std::uint16_t port_;
  http::testing::HttpClient::Headers headers_;
};

class HubServer {
 public:
  static HubServer& shared() {
    static HubServer hub;
    return hub;
  }

  const Person& as(const std::string& who) const { return people_.at(who); }
  const std::map<std::string, Person>& people() const { return people_; }
  wiring::Hub& hub() { return *hub_; }
  std::uint16_t port() const { return server_->port(); }
  const OrganisationId& organisation(const std::string& who) const { return organisations_.at(who); }
  const AccountId& account(const std::string& who) const { return accounts_.at(who); }

 private:
  HubServer() : folder_(std::filesystem::path(::testing::TempDir()) / "shuniu_hub_server") {
    std::filesystem::remove_all(folder_);
    const std::string root = SHUNIU_SOURCE_DIR;
    auto config =
        config::Config::load(wiring::settings(), {"",
                                                  nullptr,
                                                  {{"data", folder_.string()},
                                                   {"rulebook", root + "/rulebook"},
                                                   {"web", ""},
                                                   {"http.port", "0"},
                                                   {"http.requests_per_minute_per_address", "1000000"},
                                                   {"http.requests_per_minute_per_account", "1000000"}}})
            .value();
    hub_ = wiring::Hub::open(config).value();
    server_ = std::make_unique<http::Server>(hub_->router(), hub_->authenticator(), hub_->database(),
                                             hub_->clock(), wiring::server_options(config));
    server_->listen();
    hub_->start();
    thread_ = std::thread([this] { server_->run_until_stopped(); });
    make_people();
  }
  ~HubServer() {
    server_->stop();
    thread_.join();
    hub_->stop();
  }

  void make_people() {
    people_.emplace("stranger", Person(port(), {}));
    add_person("nobody", {});
    add_person("reviewer", {Role::reviewer});
    add_person("officer", {Role::officer});
    add_person("auditor", {Role::auditor});
    add_person("administrator", {Role::administrator});
    own("company", "甲方储能有限公司", "91310115MA1FL00A");
    own("rival", "乙方材料有限公司", "91310115MA1FL00B");
  }

  void add_person(const std::string& who, const std::vector<Role>& roles) {
    const std::string email = who + "@people.example";
    const std::string password = "a long pass phrase of " + who;
    accounts_[who] =
        hub_->identity().create_confirmed_account({email, password, who, std::nullopt}, roles).value();
    const auto answer = as("stranger")
                            .request("POST", "/v1/session",
                                     R"({"email":")" + email + R"(","password":")" + password + R"("})");
    if (answer.status != 200) throw std::runtime_error("no sign-in: " + answer.body);
    const std::string cookie = answer.headers.at("set-cookie");
    people_.emplace(who, Person(port(), {{"Cookie", cookie.substr(0, cookie.find(';'))}}));
  }

  /// A person who owns an organisation; the check characters are computed for its invented code.
  void own(const std::string& who, const std::string& name, const std::string& first_sixteen) {
    add_person(who, {});
    identity::CreateOrganisation command;
    command.name = name;
    command.credit_code = identity::complete_credit_code(first_sixteen);
    command.kind = std::string("150");
    command.region = std::string("310000");
    organisations_[who] = hub_->identity().create_organisation_unattended(command).value();
    hub_->identity().put_member(organisations_.at(who), accounts_.at(who), Membership::owner).value();
  }

  std::filesystem::path folder_;
  std::unique_ptr<wiring::Hub> hub_;
  std::unique_ptr<http::Server> server_;
  std::thread thread_;
  std::map<std::string, Person> people_;
  std::map<std::string, OrganisationId> organisations_;
  std::map<std::string, AccountId> accounts_;
};

}  // namespace shuniu::testing
