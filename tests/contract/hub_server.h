// hub_server.h - a whole hub on a free port of loopback, with one person per role, for tests that ask over
// HTTP.
//
//   HubServer& hub = HubServer::shared();
//   HttpAnswer answer = hub.as("stranger").request("GET", "/v1/overview");
//
// People: company (owner of A), rival (owner of B), nobody (no organisation), reviewer, officer, auditor,
// administrator, stranger.
#pragma once

#include <map>
#include <string>

#include "running_hub.h"
#include "shuniu/identity/credit_code.h"

namespace shuniu::testing {

using http::testing::HttpAnswer;
using Person = wiring::testing::Caller;

class HubServer {
 public:
  static HubServer& shared() {
    static HubServer hub;
    return hub;
  }

  const Person& as(const std::string& who) const { return people_.at(who); }
  const std::map<std::string, Person>& people() const { return people_; }
  wiring::Hub& hub() { return running_.hub(); }
  std::uint16_t port() const { return running_.port(); }
  const OrganisationId& organisation(const std::string& who) const { return organisations_.at(who); }
  const AccountId& account(const std::string& who) const { return accounts_.at(who); }

 private:
  HubServer() {
    people_.emplace("stranger", Person(port()));
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
        hub().identity().create_confirmed_account({email, password, who, std::nullopt}, roles).value();
    people_.emplace(who, running_.signed_in(email, password));
  }

  /// A person who owns an organisation; the check characters are computed for its invented code.
  void own(const std::string& who, const std::string& name, const std::string& first_sixteen) {
    add_person(who, {});
    identity::CreateOrganisation command;
    command.name = name;
    command.credit_code = identity::complete_credit_code(first_sixteen);
    command.kind = std::string("150");
    command.region = std::string("310000");
    organisations_[who] = hub().identity().create_organisation_unattended(command).value();
    hub().identity().put_member(organisations_.at(who), accounts_.at(who), Membership::owner).value();
  }

  wiring::testing::RunningHub running_{"contract", wiring::testing::Background::runs};
  std::map<std::string, Person> people_;
  std::map<std::string, OrganisationId> organisations_;
  std::map<std::string, AccountId> accounts_;
};

}  // namespace shuniu::testing
