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
  std::string first_code(const HubServer& hub, const Understudy& reader) const {
    return begun_code(person_of(hub, reader), reader);
  }
  std::string recovery_code(const HubServer& hub, const Understudy& reader) {
    std::string& codes = left_[reader.email];
    if (codes.empty()) codes = set_up(person_of(hub, reader), reader);
    const std::size_t from = codes.find('"') + 1;
    std::string code = codes.substr(from, codes.find('"', from) - from);
    codes.erase(0, codes.find('"', from) + 1);
    return code;
  }
  /// What the password alone gives to whoever has set one up.
  std::string challenge(const HubServer& hub, const Understudy& reader) {
    if (!left_.contains(reader.email)) left_[reader.email] = set_up(person_of(hub, reader), reader);
    return value_in(
        hub.as("stranger")
            .request("POST", "/v1/session",
                     R"({"email":")" + reader.email + R"(","password":")" + reader.password + R"("})"),
        "challenge");
  }

 private:
  static Person person_of(const HubServer& hub, const Understudy& reader) {
    return reader.who == "stranger" ? hub.signed_in_again(reader) : reader.person;
  }
  static std::string begun_code(const Person& person, const Understudy& reader) {
    const auto begun =
        person.request("POST", "/v1/myself/second-factor", R"({"password":")" + reader.password + R"("})");
    return identity::testing::CodeApp(value_in(begun, "secret")).code(SystemClock().now());
  }
  /// The list of recovery codes, as it was written.
  static std::string set_up(const Person& person, const Understudy& reader) {
    const auto done = person.request("POST", "/v1/myself/second-factor/confirm",
                                     R"({"code":")" + begun_code(person, reader) + R"("})");
    if (done.status != 200) throw std::runtime_error("no second factor: " + done.body);
    return done.body.substr(done.body.find('['));
  }

  std::map<std::string, std::string> left_;  // by address
};

}  // namespace shuniu::testing
