// second_factors.h - second factors of readers: begun, set up and used as a person with an app would.
//
//   SecondFactors factors;
//   factors.first_code(hub, reader);        // of one that has just been begun
//   factors.recovery_code(hub, reader);     // of one that is set up, each once
#pragma once

#include <map>
#include <string>

#include "code_app.h"
#include "hub_server.h"

namespace shuniu::testing {

class SecondFactors {
 public:
  std::string first_code(const HubServer& hub, const Understudy& reader) {
    const bool has_one = factors_.contains(reader.email);
    return begun_code(person_of(hub, reader), reader, has_one ? next_code(reader) : "");
  }
  std::string recovery_code(const HubServer& hub, const Understudy& reader) {
    set_up(hub, reader);
    return next_code(reader);
  }
  /// What the password alone gives to whoever has set one up.
  std::string challenge(const HubServer& hub, const Understudy& reader) {
    set_up(hub, reader);
    return value_in(
        hub.as("stranger")
            .request("POST", "/v1/session",
                     R"({"email":")" + reader.email + R"(","password":")" + reader.password + R"("})"),
        "challenge");
  }

 private:
  /// A stranger signs in once, before there is a second factor.
  const Person& person_of(const HubServer& hub, const Understudy& reader) {
    const auto known = people_.find(reader.email);
    if (known != people_.end()) return known->second;
    const bool is_out = reader.who == "stranger";
    return people_.emplace(reader.email, is_out ? hub.signed_in_again(reader) : reader.person).first->second;
  }
  static std::string begun_code(const Person& person, const Understudy& reader, const std::string& code) {
    const std::string with = code.empty() ? "" : R"(,"code":")" + code + "\"";
    const auto begun = person.request("POST", "/v1/myself/second-factor",
                                      R"({"password":")" + reader.password + "\"" + with + "}");
    return identity::testing::CodeApp(value_in(begun, "secret")).code(SystemClock().now());
  }
  void set_up(const HubServer& hub, const Understudy& reader) {
    if (factors_.contains(reader.email)) return;
    const Person& person = person_of(hub, reader);
    const auto done = person.request("POST", "/v1/myself/second-factor/confirm",
                                     R"({"code":")" + begun_code(person, reader, "") + R"("})");
    if (done.status != 200) throw std::runtime_error("no second factor: " + done.body);
    factors_[reader.email] = done.body.substr(done.body.find('['));
  }
  std::string next_code(const Understudy& reader) {
    std::string& list = factors_.at(reader.email);
    const std::size_t from = list.find('"') + 1;
    const std::size_t end = list.find('"', from);
    std::string code = list.substr(from, end - from);
    list.erase(0, end + 1);
    return code;
  }

  std::map<std::string, Person> people_;        // by address
  std::map<std::string, std::string> factors_;  // the recovery codes that are left, as they were written
};

}  // namespace shuniu::testing
