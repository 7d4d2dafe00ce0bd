// The routes of identity over real HTTP: cookies, the CSRF header, keys and roles.
#include <gtest/gtest.h>

#include <thread>

#include "code_app.h"
#include "http_client.h"
#include "letter_box.h"
#include "shuniu/database/migrations.h"
#include "shuniu/http/idempotency.h"
#include "shuniu/http/openapi.h"
#include "shuniu/http/server.h"
#include "shuniu/identity/credit_code.h"
#include "shuniu/identity/identity.h"
#include "shuniu/identity/migrations.h"
#include "shuniu/identity/routes.h"
#include "shuniu/journal/journal.h"

namespace shuniu::identity {
namespace {

using http::testing::HttpAnswer;
using http::testing::HttpClient;

class IdentityAuthenticator final : public http::Authenticator {
 public:
  explicit IdentityAuthenticator(Identity& identity) : identity_(identity) {}
  Result<Actor> authenticate(const http::Request& request) override {
    return identity_.authenticate(request);
  }
  void report_denied(const http::Request& request) override { identity_.log_denied_request(request); }
  std::set<Role> resting_roles(const Actor& actor) override { return identity_.resting_roles(actor); }

 private:
  Identity& identity_;
};

class OverHttp : public ::testing::Test {
 protected:
  explicit OverHttp(IdentityOptions options = {.second_factor_required = false,
                                               .second_factor_key = std::string(32, 'k')})
      : options_(std::move(options)) {
    server_.listen();
    thread_ = std::thread([this] { server_.run_until_stopped(); });
  }
  ~OverHttp() override {
    server_.stop();
    thread_.join();
  }

  HttpAnswer ask(const std::string& method, const std::string& target, HttpClient::Headers headers = {},
                 const std::string& body = {}) {
    HttpClient client(server_.port());
    if (!cookie_.empty()) headers.emplace_back("Cookie", cookie_);
    headers.emplace_back("Shuniu-CSRF", "1");
    return client.request(method, target, headers, body);
  }
  AccountId person(const std::string& email, const std::vector<Role>& roles = {}) {
    return identity_.create_confirmed_account({email, std::string(password), std::string("Li"), {}}, roles)
        .value();
  }
  static std::string text_in(const HttpAnswer& answer, const std::string& member) {
    const std::string mark = "\"" + member + "\":\"";
    const std::size_t from = answer.body.find(mark);
    if (from == std::string::npos) return {};
    return answer.body.substr(from + mark.size(),
                              answer.body.find('"', from + mark.size()) - from - mark.size());
  }
  HttpAnswer sign_in(const std::string& email) {
    cookie_.clear();
    auto answer =
        ask("POST", "/v1/session", {}, R"({"email":")" + email + R"(","password":")" + password + R"("})");
    if (answer.status == 200) {
      const std::string& header = answer.headers.at("set-cookie");
      cookie_ = header.substr(0, header.find(';'));
    }
    return answer;
  }

  static std::unique_ptr<database::Database> migrated_database() {
    auto database =
        database::open_database("sqlite::memory:", {.table_rule = database::TableRule::named_module});
    std::vector<database::Migration> all = journal::migrations();
    for (auto&& more : {http::migrations(), migrations()}) all.insert(all.end(), more.begin(), more.end());
    (void)database::migrate(*database, all).value();
    return database;
  }
  static http::Router routes_of(Identity& identity) {
    http::Router router;
    add_routes(router, identity);
    return router;
  }
  static CreateOrganisation firm() {
    CreateOrganisation command;
    command.name = std::string("衡川储能");
    command.credit_code = complete_credit_code("9131000012345678");
    command.kind = std::string("150");
    command.region = std::string("310000");
    return command;
  }

  static constexpr const char* password = "a long pass phrase";
  const IdentityOptions options_;
  std::unique_ptr<database::Database> database_ = migrated_database();
  SystemClock clock_;
  const codelist::CodeBook codes_ =
      codelist::CodeBook::load(std::string(SHUNIU_SOURCE_DIR) + "/rulebook/cn/codes").value();
  crypto::PasswordHasher passwords_{{.memory_bytes = 8 * 1024, .passes = 1}};
  testing::LetterBox letters_;
  Identity identity_{*database_, passwords_, letters_, codes_, clock_, options_};
  IdentityAuthenticator authenticator_{identity_};
  http::Router router_ = routes_of(identity_);  // before the server, which looks at them once
  http::Server server_{router_, authenticator_, *database_, clock_, {.port = 0}};
  std::thread thread_;
  std::string cookie_;
};

TEST_F(OverHttp, SignUpToSignOut) {
  EXPECT_EQ(ask("POST", "/v1/accounts", {},
                R"({"email":"li@firm.example","password":"a long pass phrase","name":"李薇"})")
                .status,
            200);
  EXPECT_EQ(ask("POST", "/v1/accounts/confirm", {},
                R"({"token":")" + letters_.last().token() + R"(","password":"a long pass phrase"})")
                .status,
            200);
  ASSERT_EQ(sign_in("li@firm.example").status, 200);
  const auto myself = ask("GET", "/v1/myself");
  EXPECT_EQ(myself.status, 200);
  EXPECT_NE(myself.body.find("李薇"), std::string::npos);
  const auto sessions = ask("GET", "/v1/myself/sessions", {{"User-Agent", "Browser/1"}});
  EXPECT_NE(sessions.body.find("\"current\":true"), std::string::npos);
  const auto out = ask("DELETE", "/v1/session");
  EXPECT_EQ(out.status, 200);
  EXPECT_NE(out.headers.at("set-cookie").find("Max-Age=0"), std::string::npos);
  const auto after = ask("GET", "/v1/myself");
  EXPECT_EQ(after.status, 401);
  EXPECT_NE(after.body.find("identity.session_expired"), std::string::npos);
  EXPECT_EQ(ask("GET", "/v1/organisations").status, 200) << "an old cookie does not close open pages";
}

TEST_F(OverHttp, ChangesByCookieNeedTheHeader) {
  person("li@firm.example");
  sign_in("li@firm.example");
  HttpClient client(server_.port());
  const auto without = client.request("PATCH", "/v1/myself", {{"Cookie", cookie_}}, R"({"name":"Eve"})");
  EXPECT_EQ(without.status, 403);
  EXPECT_EQ(ask("PATCH", "/v1/myself", {}, R"({"name":"Li Wei"})").status, 200);
}

TEST_F(OverHttp, SlowedSignInsSayHowLong) {
  person("li@firm.example");
  const std::string guess = R"({"email":"li@firm.example","password":"wrong"})";
  for (int i = 0; i < 5; ++i) EXPECT_EQ(ask("POST", "/v1/session", {}, guess).status, 401);
  const auto slowed = ask("POST", "/v1/session", {}, guess);
  EXPECT_EQ(slowed.status, 429);
  EXPECT_EQ(slowed.headers.at("retry-after"), "30");
}

TEST_F(OverHttp, ACrowdOfSignInsIsTurnedAwayAtOnceAndCountsAsNoAttempt) {
  person("li@firm.example");
  {
    std::vector<crypto::PasswordHasher::Place> crowd;
    while (auto place = passwords_.take_place()) crowd.push_back(std::move(*place));
    for (int i = 0; i < 8; ++i) {
      const auto answer = sign_in("li@firm.example");
      EXPECT_EQ(answer.status, 503);
      EXPECT_NE(answer.body.find("crypto.busy"), std::string::npos);
      EXPECT_EQ(answer.headers.at("retry-after"), "1");
    }
  }
  EXPECT_EQ(sign_in("li@firm.example").status, 200);
}

TEST_F(OverHttp, KeysActWithinTheirScopes) {
  person("li@firm.example");
  sign_in("li@firm.example");
  const auto made = ask("POST", "/v1/myself/api-keys", {}, R"({"name":"robot","scopes":["identity:read"]})");
  ASSERT_EQ(made.status, 200) << made.body;
  const std::size_t at = made.body.find("shn_");
  const std::string bearer = "Bearer " + made.body.substr(at, made.body.find('"', at) - at);
  cookie_.clear();
  EXPECT_EQ(ask("GET", "/v1/myself", {{"Authorization", bearer}}).status, 200);
  EXPECT_EQ(ask("PATCH", "/v1/myself", {{"Authorization", bearer}}, R"({"name":"Eve"})").status, 403);
  EXPECT_EQ(ask("POST", "/v1/organisations", {{"Authorization", bearer}}, "{}").status, 403);
  EXPECT_EQ(ask("GET", "/v1/organisations", {{"Authorization", "Bearer shn_invented"}}).status, 401);
}

TEST_F(OverHttp, RolesAreGivenOverHttp) {
  person("admin@hub.example", {Role::administrator});
  const AccountId li = person("li@firm.example");
  const std::string roles = "/v1/administration/accounts/" + li.text() + "/roles";
  EXPECT_EQ(ask("PUT", roles, {}, R"({"roles":["auditor"]})").status, 401);
  sign_in("li@firm.example");
  EXPECT_EQ(ask("PUT", roles, {}, R"({"roles":["auditor"]})").status, 403);
  EXPECT_EQ(ask("GET", "/v1/administration/security-log").status, 403);
  sign_in("admin@hub.example");
  EXPECT_EQ(ask("PUT", roles, {}, R"({"roles":["auditor"]})").status, 200);
  EXPECT_EQ(ask("GET", "/v1/administration/accounts?query=firm").status, 200);
  EXPECT_EQ(ask("GET", "/v1/administration/security-log").status, 403);
  sign_in("li@firm.example");
  const auto log = ask("GET", "/v1/administration/security-log?event=roles_changed");
  EXPECT_EQ(log.status, 200);
  EXPECT_NE(log.body.find(li.text()), std::string::npos);
}

/// As a hub is unless told otherwise.
class OverStrictHttp : public OverHttp {
 protected:
  OverStrictHttp() : OverHttp({.second_factor_key = std::string(32, 'k')}) {}
};

TEST_F(OverStrictHttp, ARoleRestsUntilItsSecondFactorIsSetUp) {
  person("admin@hub.example", {Role::administrator});
  sign_in("admin@hub.example");
  const auto refused = ask("GET", "/v1/administration/accounts");
  EXPECT_EQ(refused.status, 403);
  EXPECT_NE(refused.body.find("identity.second_factor_required"), std::string::npos);
  const auto of_no_role = ask("GET", "/v1/administration/security-log");
  EXPECT_NE(of_no_role.body.find("access.forbidden"), std::string::npos) << "no role of this person";
  EXPECT_NE(ask("GET", "/v1/myself").body.find(R"("second_factor":"required")"), std::string::npos);

  const auto start =
      ask("POST", "/v1/myself/second-factor", {}, R"({"password":")" + std::string(password) + R"("})");
  ASSERT_EQ(start.status, 200);
  EXPECT_EQ(start.headers.at("cache-control"), "no-store");
  const testing::CodeApp app(text_in(start, "secret"));
  const std::string code = app.code(clock_.now());
  ASSERT_EQ(ask("POST", "/v1/myself/second-factor/confirm", {}, R"({"code":")" + code + R"("})").status, 200);
  EXPECT_EQ(ask("GET", "/v1/administration/accounts").status, 200);

  const auto wanted = sign_in("admin@hub.example");
  EXPECT_EQ(wanted.status, 401);
  EXPECT_FALSE(wanted.headers.contains("set-cookie"));
  EXPECT_EQ(text_in(wanted, "key"), "identity.second_factor_wanted");
  const std::string next = app.code(clock_.now() + 30 * microseconds_per_second);
  const auto session =
      ask("POST", "/v1/session/second-factor", {},
          R"({"challenge":")" + text_in(wanted, "challenge") + R"(","code":")" + next + R"("})");
  EXPECT_EQ(session.status, 200);
  EXPECT_TRUE(session.headers.contains("set-cookie"));
}

TEST_F(OverHttp, DeniedRequestsAreInTheSecurityLog) {
  person("auditor@hub.example", {Role::auditor});
  person("li@firm.example");
  sign_in("li@firm.example");
  EXPECT_EQ(ask("GET", "/v1/administration/accounts?query=x").status, 403);
  const std::string id = identity_.create_organisation_unattended(firm()).value().text();
  EXPECT_EQ(ask("GET", "/v1/organisations/" + id + "/members").status, 403);
  sign_in("auditor@hub.example");
  const auto log = ask("GET", "/v1/administration/security-log?event=denied");
  EXPECT_NE(log.body.find("GET /v1/administration/accounts\""), std::string::npos) << log.body;
  EXPECT_NE(log.body.find("GET /v1/organisations/" + id + "/members"), std::string::npos);
}

TEST_F(OverHttp, EveryRouteButTheOpenOnesRefusesStrangers) {
  const std::string id = "0192f0c1-0000-7000-8000-000000000001";
  for (const http::Route& route : router_.routes()) {
    if (route.needs.access == http::Access::open) continue;
    std::string path = route.path;
    for (std::size_t open = path.find('{'); open != std::string::npos; open = path.find('{')) {
      path.replace(open, path.find('}') - open + 1, id);
    }
    EXPECT_EQ(ask(std::string(http::name_of(route.method)), path).status, 401) << route.path;
  }
}

TEST_F(OverHttp, IsDescribedInOpenApi) {
  const std::string document = http::openapi(router_);
  EXPECT_NE(document.find("/v1/organisations/{organisation}/members/{account}"), std::string::npos);
}

}  // namespace
}  // namespace shuniu::identity
