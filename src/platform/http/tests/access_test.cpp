// Who may do what: roles, keys, cookies, idempotency.
#include <gtest/gtest.h>

#include <thread>

#include "access.h"
#include "http_client.h"
#include "workshop.h"

namespace shuniu::http {
namespace {

using testing::HttpAnswer;
using testing::HttpClient;
using testing::RunningServer;

Actor with_role(const std::string& name, Role role) {
  Actor actor = actor_named(name);
  actor.roles = {role};
  return actor;
}

class AccessTest : public ::testing::Test {
 protected:
  AccessTest() : server_([this](Router& router) { add_workshop_routes(router, workshop_); }) {
    server_.actors().add("ann", actor_named("ann"));
    server_.actors().add("bob", actor_named("bob"));
    for (const auto& [name, role] :
         {std::pair("officer", Role::officer), std::pair("reviewer", Role::reviewer),
          std::pair("auditor", Role::auditor), std::pair("administrator", Role::administrator)}) {
      server_.actors().add(name, with_role(name, role));
    }
    Actor member = actor_named("member");
    member.organisation = OrganisationId("acme");
    server_.actors().add("outsider", member);
    member.membership = Membership::member;
    server_.actors().add("member", member);
    Actor key = actor_named("ann");
    key.scopes = {"tools:write"};
    server_.actors().add("key", key);
    key.scopes = {"other:read"};
    server_.actors().add("weak_key", key);
  }
  int status(const std::string& method, const std::string& path, const std::string& name,
             const std::string& body = {}) {
    HttpClient client(server_.port());
    HttpClient::Headers headers;
    if (!name.empty()) headers.emplace_back("Authorization", "Bearer " + name);
    return client.request(method, path, headers, body).status;
  }
  HttpAnswer keyed(const std::string& name, const std::string& key, const std::string& body) {
    HttpClient client(server_.port());
    return client.request("POST", "/v1/keyed",
                          {{"Authorization", "Bearer " + name}, {"Idempotency-Key", key}}, body);
  }

  Workshop workshop_;
  RunningServer server_;
};

TEST(Access, ARefusalIsExplainedByRolesThatRest) {
  Route route;
  route.needs.access = Access::officer;
  const Actor ann = actor_named("ann");
  const auto key = [&](const std::set<Role>& resting) {
    return explained(*refusal_of_access(route, ann), route, ann, resting).key;
  };
  EXPECT_EQ(key({}), "access.forbidden");
  EXPECT_EQ(key({Role::auditor}), "access.forbidden") << "it would not have allowed it either";
  EXPECT_EQ(key({Role::officer}), "identity.second_factor_required");
  route.needs.access = Access::member;
  EXPECT_EQ(key({Role::officer}), "access.organisation_required");
}

TEST_F(AccessTest, EveryAccessForEveryActor) {
  struct Row {
    const char* path;
    std::vector<const char*> may;
  };
  const Row rows[] = {
      {"/v1/big", {"", "ann", "member", "outsider", "officer", "reviewer", "auditor", "administrator"}},
      {"/v1/member", {"member"}},
      {"/v1/officer", {"officer"}},
      {"/v1/reviewer", {"reviewer", "officer"}},
      {"/v1/auditor", {"auditor"}},
      {"/v1/administrator", {"administrator"}}};
  for (const Row& row : rows) {
    for (const char* name :
         {"", "ann", "member", "outsider", "officer", "reviewer", "auditor", "administrator"}) {
      const bool may = std::find_if(row.may.begin(), row.may.end(), [&](const char* one) {
                         return std::string(one) == name;
                       }) != row.may.end();
      const int expected = may ? 200 : std::string(name).empty() ? 401 : 403;
      EXPECT_EQ(status("GET", row.path, name), expected) << row.path << " by " << name;
    }
  }
  EXPECT_EQ(status("GET", "/v1/big", "nobody"), 401);  // a bad key is refused even where strangers may go
}

TEST_F(AccessTest, KeysDoOnlyWhatTheirScopesName) {
  EXPECT_EQ(status("POST", "/v1/keyed", "key", R"({"for_ms":0})"), 200);
  EXPECT_EQ(status("POST", "/v1/keyed", "weak_key", R"({"for_ms":0})"), 403);
  EXPECT_EQ(status("DELETE", "/v1/tools", "key"), 403);  // a change that no scope names
  EXPECT_EQ(status("GET", "/v1/big", "key"), 200);
}

TEST_F(AccessTest, AccessIsJudgedBeforeTheBody) {
  EXPECT_EQ(status("POST", "/v1/keyed", "", "{ this is no JSON"), 401);
}

TEST_F(AccessTest, CookiesChangeNothingWithoutTheHeader) {
  HttpClient client(server_.port());
  const std::string body = R"({"for_ms":0})";
  const auto change = [&](HttpClient::Headers headers) {
    headers.emplace_back("Cookie", "session=ann");
    return client.request("POST", "/v1/keyed", headers, body).status;
  };
  EXPECT_EQ(change({}), 403);
  EXPECT_EQ(change({{"Shuniu-CSRF", "1"}}), 200);
  EXPECT_EQ(change({{"Shuniu-CSRF", "1"}, {"Origin", "http://localhost"}}), 200);
  EXPECT_EQ(change({{"Shuniu-CSRF", "1"}, {"Origin", "http://localhost:80"}}), 200);
  EXPECT_EQ(change({{"Shuniu-CSRF", "1"}, {"Origin", "https://evil.example"}}), 403);
  EXPECT_EQ(change({{"Shuniu-CSRF", "1"}, {"Origin", "http://localhost.evil.example"}}), 403);
  EXPECT_EQ(change({{"Shuniu-CSRF", "1"}, {"Origin", "null"}}), 403);
  EXPECT_EQ(change({{"Shuniu-CSRF", "1"}, {"Sec-Fetch-Site", "cross-site"}}), 403);
  EXPECT_EQ(client.request("GET", "/v1/big", {{"Cookie", "session=ann"}}).status, 200);
}

TEST_F(AccessTest, AStaleCookieReadsOpenPagesAsAStranger) {
  HttpClient client(server_.port());
  EXPECT_EQ(client.request("GET", "/v1/big", {{"Cookie", "session=gone"}}).status, 200);
  EXPECT_EQ(client.request("GET", "/v1/member", {{"Cookie", "session=gone"}}).status, 401);
}

TEST_F(AccessTest, IdempotencyKeyRunsOnce) {
  const HttpAnswer first = keyed("ann", "k1", R"({"for_ms":1})");
  const HttpAnswer again = keyed("ann", "k1", R"({"for_ms":1})");
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(again.headers.at("idempotency-replayed"), "true");
  EXPECT_EQ(workshop_.made, 1);
  EXPECT_EQ(keyed("bob", "k1", R"({"for_ms":1})").status, 200);  // another account, another key
  EXPECT_EQ(workshop_.made, 2);
}

TEST_F(AccessTest, IdempotencyKeyKeepsRefusalsToo) {
  const HttpAnswer first = keyed("ann", "k2", R"({"for_ms":-1})");
  EXPECT_EQ(first.status, 400);
  EXPECT_EQ(keyed("ann", "k2", R"({"for_ms":-1})").body, first.body);
}

TEST_F(AccessTest, IdempotencyKeyIsForOneRequest) {
  EXPECT_EQ(keyed("ann", "k3", R"({"for_ms":1})").status, 200);
  const HttpAnswer other = keyed("ann", "k3", R"({"for_ms":2})");
  EXPECT_EQ(other.status, 409);
  EXPECT_NE(other.body.find("idempotency.key_reused"), std::string::npos);
  EXPECT_EQ(keyed("ann", std::string(201, 'k'), R"({"for_ms":1})").status, 400);
}

TEST_F(AccessTest, ConcurrentDuplicateIsAskedToWait) {
  std::thread first([this] { EXPECT_EQ(keyed("ann", "k4", R"({"for_ms":600})").status, 200); });
  std::this_thread::sleep_for(std::chrono::milliseconds(250));
  const HttpAnswer second = keyed("ann", "k4", R"({"for_ms":600})");
  first.join();
  EXPECT_EQ(second.status, 409);
  EXPECT_TRUE(second.headers.contains("retry-after"));
  EXPECT_EQ(workshop_.made, 1);
  EXPECT_EQ(keyed("ann", "k4", R"({"for_ms":600})").status, 200);
  EXPECT_EQ(workshop_.made, 1);
}

TEST_F(AccessTest, AKeySentForAnotherOrganisationIsAnotherChange) {
  Actor for_acme = actor_named("ann");
  for_acme.organisation = OrganisationId("acme");
  server_.actors().add("ann", for_acme);
  EXPECT_EQ(keyed("ann", "k6", R"({"for_ms":0})").status, 200);
  for_acme.organisation = OrganisationId("bolt");
  server_.actors().add("ann", for_acme);
  EXPECT_FALSE(keyed("ann", "k6", R"({"for_ms":0})").headers.contains("idempotency-replayed"));
  EXPECT_EQ(workshop_.made, 2);
}

TEST_F(AccessTest, AFailureUnderAKeyIsNotRunAgain) {
  HttpClient client(server_.port());
  const HttpClient::Headers headers = {{"Authorization", "Bearer ann"}, {"Idempotency-Key", "k5"}};
  EXPECT_EQ(client.request("POST", "/v1/broken", headers).status, 500);
  EXPECT_TRUE(client.request("POST", "/v1/broken", headers).headers.contains("idempotency-replayed"));
}

TEST_F(AccessTest, StrangersKeysAreIgnored) {
  HttpClient client(server_.port());
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(client.request("POST", "/v1/pause", {{"Idempotency-Key", "k"}}, R"({"for_ms":1})").status, 200);
  }
  EXPECT_EQ(workshop_.made, 2);
}

}  // namespace
}  // namespace shuniu::http
