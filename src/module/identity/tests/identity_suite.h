// identity_suite.h - an Identity on an empty database of each engine, with people and organisations on
// demand.
#pragma once

#include <gtest/gtest.h>

#include "every_engine.h"
#include "letter_box.h"
#include "manual_clock.h"
#include "shuniu/database/migrations.h"
#include "shuniu/identity/credit_code.h"
#include "shuniu/identity/errors.h"
#include "shuniu/identity/identity.h"
#include "shuniu/identity/migrations.h"
#include "shuniu/journal/journal.h"

namespace shuniu::identity {

inline const codelist::CodeBook& test_codes() {
  static const auto codes =
      codelist::CodeBook::load(std::string(SHUNIU_SOURCE_DIR) + "/rulebook/cn/codes").value();
  return codes;
}

constexpr const char* good_password = "a long pass phrase";

class IdentitySuite : public database::EveryEngine {
 protected:
  void SetUp() override {
    EveryEngine::SetUp();
    std::vector<database::Migration> all = journal::migrations();
    for (auto& migration : migrations()) all.push_back(std::move(migration));
    (void)database::migrate(database(), all).value();
    identity_ = another_identity();
  }
  Identity& identity() { return *identity_; }
  /// As another process of the hub has it.
  std::unique_ptr<Identity> another_identity() {
    return std::make_unique<Identity>(database(), passwords_, letters, test_codes(), clock, options);
  }

  AccountId person(const std::string& email, const std::vector<Role>& roles = {}) {
    return identity()
        .create_confirmed_account({email, std::string(good_password), std::string("李薇"), {}}, roles)
        .value();
  }
  /// The value of the session cookie; "" when refused.
  std::string cookie_of(const std::string& email, const std::string& password = good_password) {
    const auto session = identity().sign_in({}, {email, password});
    if (!session) return {};
    const std::string& header = session->headers.at(0).second;
    return header.substr(0, header.find(';'));
  }
  Result<Actor> actor_of_cookie(const std::string& cookie, const OrganisationId& organisation = {}) {
    http::Request request;
    request.headers["cookie"] = cookie;
    if (!organisation.empty()) request.headers["shuniu-organisation"] = organisation.text();
    return identity().authenticate(request);
  }
  Result<Actor> actor_of_key(const std::string& secret) {
    http::Request request;
    request.headers["authorization"] = "Bearer " + secret;
    return identity().authenticate(request);
  }
  /// Signed in, acting for the only organisation if there is one.
  Actor actor(const std::string& email) { return actor_of_cookie(cookie_of(email)).value(); }

  CreateOrganisation firm(int number) {
    CreateOrganisation command;
    command.name = "衡川储能技术（上海）有限公司" + std::to_string(number);
    command.name_en = Text<2, 160>("Hengchuan Energy Storage " + std::to_string(number));
    command.credit_code = complete_credit_code("91310000" + std::to_string(10'000'000 + number));
    command.kind = std::string("150");
    command.region = std::string("310000");
    command.industry = Text<1, 10>("C38");
    return command;
  }
  std::vector<std::string> facts() {
    std::vector<std::string> types;
    database().read([&](database::Transaction& tx) {
      return tx.execute("SELECT type FROM journal_fact ORDER BY append_no", {},
                        [&types](const std::vector<std::string>&, const std::vector<database::Value>& row) {
                          types.push_back(std::get<std::string>(row[0].storage()));
                        });
    });
    return types;
  }
  /// How many events of this name are in the security log.
  std::size_t logged(const std::string& event) {
    Actor auditor;
    auditor.account = AccountId("0192f0c1-0000-7000-8000-0000000000aa");
    auditor.roles = {Role::auditor};
    ReadSecurityLog question;
    question.event = Text<0, 60>(event);
    question.limit = 500;
    return identity().security_log(auditor, question)->events.size();
  }

  /// Hub roles need no second factor, so that most tests sign in with one step.
  static IdentityOptions test_options() {
    IdentityOptions options;
    options.second_factor_required = false;
    options.second_factor_key = std::string(32, 'k');
    return options;
  }
  IdentityOptions options = test_options();
  testing::LetterBox letters;
  shuniu::testing::ManualClock clock;

 private:
  crypto::PasswordHasher passwords_{{.threads = 2, .queue = 64, .memory_bytes = 8 * 1024, .passes = 1}};
  std::unique_ptr<Identity> identity_;
};

/// The key of a refusal, "" for an answer.
template <class T>
std::string key_of(const Result<T>& result) {
  return result ? std::string() : result.error().key;
}

}  // namespace shuniu::identity
