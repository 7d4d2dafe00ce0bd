// hub_server.h - a whole hub on a free port of loopback, with one person per role, for tests that ask over
// HTTP.
//
//   HubServer& hub = HubServer::shared();                           // on SQLite; of(engine) on either
//   HttpAnswer answer = hub.as("stranger").request("GET", "/v1/overview");
//   Understudy other = hub.understudy("rival");     // somebody new of the same organisation and roles
//
// People: company (owner of A), member (of A), rival (owner of B), nobody (no organisation), reviewer,
// officer, auditor, administrator, stranger. Nothing happens by itself: the test drains the stream and runs
// the imports.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "postgres_server.h"
#include "running_hub.h"
#include "shuniu/identity/credit_code.h"

namespace shuniu::testing {

using http::testing::HttpAnswer;
using Person = wiring::testing::Caller;

/// The first value of a member anywhere in an answer, as it is written; of a text without its quotes.
inline std::string value_in(const HttpAnswer& answer, const std::string& member, std::size_t from = 0) {
  const std::size_t at = answer.body.find("\"" + member + "\":", from);
  if (at == std::string::npos) throw std::runtime_error("no " + member + " in: " + answer.body);
  const std::size_t begin = at + member.size() + 3;
  const std::string value = answer.body.substr(begin, answer.body.find_first_of(",}", begin) - begin);
  return value.starts_with('"') ? value.substr(1, value.size() - 2) : value;
}

/// Somebody who may do what another one may, so that a test can use up an account, its sessions and its keys.
struct Understudy {
  std::string who;
  Person person;
  AccountId account;
  std::string email;
  std::string password;
};

class HubServer {
 public:
  static HubServer& shared() { return of(database::Engine::sqlite); }
  static HubServer& of(database::Engine engine) {
    if (engine == database::Engine::sqlite) {
      static HubServer hub("contract", wiring::testing::test_foundation());
      return hub;
    }
    static HubServer hub("contract_postgresql",
                         resting_on(database::PostgresServer::instance().new_database()));
    return hub;
  }

  const Person& as(const std::string& who) const { return people_.at(who).person; }
  std::map<std::string, Person> people() const {
    std::map<std::string, Person> all;
    for (const auto& [who, one] : people_) all.emplace(who, one.person);
    return all;
  }
  wiring::Hub& hub() { return running_.hub(); }
  std::uint16_t port() const { return running_.port(); }
  const OrganisationId& organisation(const std::string& who) const { return organisations_.at(who); }
  const AccountId& account(const std::string& who) const { return people_.at(who).account; }

  /// A stranger's understudy has an account, and has not signed in.
  Understudy understudy(const std::string& who) { return confirmed(who, who + "-" + next_number()); }
  /// With a session of its own.
  Person signed_in_again(const Understudy& one) const {
    return running_.signed_in(one.email, one.password, headers_of(one.who));
  }
  /// With an API key instead of a session.
  Person with_key(const Understudy& one, const std::string& scopes) const {
    const auto made = one.person.request("POST", "/v1/myself/api-keys",
                                         R"({"name":"a program","scopes":[)" + scopes + "]}");
    Person::Headers headers = headers_of(one.who);
    headers.emplace_back("Authorization", "Bearer " + value_in(made, "secret"));
    return Person(port(), std::move(headers));
  }
  std::string next_number() { return std::to_string(++numbers_); }

 private:
  HubServer(const std::string& name, const wiring::Foundation& foundation)
      : running_(name, wiring::testing::Background::stands_still, foundation) {
    roles_ = {{"stranger", {}},
              {"nobody", {}},
              {"company", {}},
              {"member", {}},
              {"rival", {}},
              {"partner", {}},
              {"reviewer", {Role::reviewer}},
              {"officer", {Role::officer}},
              {"auditor", {Role::auditor}},
              {"administrator", {Role::administrator}}};
    register_organisation("company", "甲方储能有限公司", "91310115MA1FL00A");
    register_organisation("rival", "乙方材料有限公司", "91310115MA1FL00B");
    register_organisation("partner", "丙方研究院", "91310115MA1FL00C");
    organisations_["member"] = organisations_.at("company");
    for (const auto& [who, roles] : roles_) people_.emplace(who, confirmed(who, who));
  }

  static wiring::Foundation resting_on(const std::string& address) {
    wiring::Foundation foundation = wiring::testing::test_foundation();
    foundation.open_database = [address](const std::string&, const database::DatabaseOptions& options) {
      return wiring::testing::open_guarded(address, options);
    };
    return foundation;
  }

  /// Whoever belongs to several organisations says for which one it asks.
  Person::Headers headers_of(const std::string& who) const {
    const auto organisation = organisations_.find(who);
    if (organisation == organisations_.end()) return {};
    return {{"Shuniu-Organisation", organisation->second.text()}};
  }

  Understudy confirmed(const std::string& who, const std::string& name) {
    Understudy one{who, Person(port()), {}, name + "@people.example", "a long pass phrase of " + name};
    identity::Identity& identity = hub().identity();
    one.account =
        identity.create_confirmed_account({one.email, one.password, name, std::nullopt}, roles_.at(who))
            .value();
    if (organisations_.contains(who)) {
      const Membership membership = who == "member" ? Membership::member : Membership::owner;
      identity.put_member(organisations_.at(who), one.account, membership).value();
    }
    if (who != "stranger") one.person = signed_in_again(one);
    return one;
  }

  /// The check characters are computed for its invented code.
  void register_organisation(const std::string& who, const std::string& name,
                             const std::string& first_sixteen) {
    identity::CreateOrganisation command;
    command.name = name;
    command.credit_code = identity::complete_credit_code(first_sixteen);
    command.kind = std::string("150");
    command.region = std::string("310000");
    organisations_[who] = hub().identity().create_organisation_unattended(command).value();
  }

  wiring::testing::RunningHub running_;
  std::map<std::string, std::vector<Role>> roles_;
  std::map<std::string, Understudy> people_;
  std::map<std::string, OrganisationId> organisations_;
  int numbers_ = 0;
};

}  // namespace shuniu::testing
