#include <gtest/gtest.h>

#include "http_client.h"
#include "workshop.h"

namespace shuniu::http {
namespace {

using testing::HttpAnswer;
using testing::HttpClient;
using testing::RunningServer;

constexpr const char* good_tool =
    R"({"title":"锯","readiness":3,"mode":"license","is_open":true,"price":"1.50",)"
    R"("closes_at":"2026-11-24T00:00:00Z","deadline":"2026-12-01",)"
    R"("figures":[{"name":"a","value":1}]})";

class ServerTest : public ::testing::Test {
 protected:
  ServerTest() : server_([this](Router& router) { add_workshop_routes(router, workshop_); }, options()) {
    server_.actors().add("ann", actor_named("ann"));
  }
  static ServerOptions options() {
    ServerOptions options;
    options.requests_per_minute_per_address = 0;
    options.requests_per_minute_per_account = 0;
    return options;
  }
  bool has(const HttpAnswer& answer, const std::string& text) {
    return answer.body.find(text) != std::string::npos;
  }

  Workshop workshop_;
  RunningServer server_;
};

TEST_F(ServerTest, TypedRouteDecodesAndAnswers) {
  HttpClient client(server_.port());
  const HttpAnswer answer = client.request("POST", "/v1/tools", {}, good_tool);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, R"({"title":"锯","readiness":3})");
  EXPECT_EQ(answer.headers.at("content-type"), "application/json");
}

TEST_F(ServerTest, EveryWrongMemberIsReportedAtOnce) {
  HttpClient client(server_.port());
  const HttpAnswer answer = client.request(
      "POST", "/v1/tools", {},
      R"({"title":7,"readiness":"x","mode":"steal","is_open":1,"price":1.5,"closes_at":"soon",)"
      R"("deadline":"2026-02-30",)"
      R"("figures":[{"name":"","value":101},3],"rank":[],"extra":1})");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.headers.at("content-type"), "application/problem+json");
  for (const char* path : {"title", "readiness", "mode", "is_open", "price", "closes_at", "deadline",
                           "figures[0].name", "figures[0].value", "figures[1]", "rank", "extra"}) {
    EXPECT_TRUE(has(answer, "\"path\":\"" + std::string(path) + "\"")) << path << " in " << answer.body;
  }
  EXPECT_EQ(workshop_.made, 0);
}

TEST_F(ServerTest, PathParameterCannotBeOverriddenByBodyOrQuery) {
  HttpClient client(server_.port());
  EXPECT_EQ(client.request("PUT", "/v1/tools/a", {}, R"({"title":"b"})").body,
            R"({"title":"a=b","readiness":1})");
  const HttpAnswer both = client.request("PUT", "/v1/tools/a", {}, R"({"title":"b","tool":"c"})");
  EXPECT_EQ(both.status, 400);
  EXPECT_TRUE(has(both, R"("path":"tool")")) << both.body;
  EXPECT_EQ(client.request("PUT", "/v1/tools/a?tool=c", {}, R"({"title":"b"})").status, 400);
}

TEST_F(ServerTest, QueryIsDecodedByType) {
  HttpClient client(server_.port());
  const HttpAnswer good = client.request(
      "GET", "/v1/tools?text=%E9%9C%80%E6%B1%82+a&limit=7&fields=x&fields=y&mode=license&is_open=true");
  EXPECT_EQ(good.body, R"({"text":"需求 a","limit":7,"fields":["x","y"]})");
  const HttpAnswer bad =
      client.request("GET", "/v1/tools?limit=007&is_open=yes&mode=x&unknown=1&text=a&text=b");
  EXPECT_EQ(bad.status, 400);
  for (const char* path : {"limit", "is_open", "mode", "unknown", "text"}) {
    EXPECT_TRUE(has(bad, "\"path\":\"" + std::string(path) + "\"")) << path << " in " << bad.body;
  }
}

TEST_F(ServerTest, RefusalBecomesAProblem) {
  HttpClient client(server_.port());
  const HttpAnswer answer =
      client.request("PUT", "/v1/tools/missing", {{"X-Request-Id", "abc-1"}}, R"({"title":"b"})");
  EXPECT_EQ(answer.status, 404);
  EXPECT_TRUE(has(answer, R"("type":"urn:shuniu:error:workshop.no_such_tool")"));
  EXPECT_TRUE(has(answer, R"("request_id":"abc-1")"));
  EXPECT_EQ(answer.headers.at("x-request-id"), "abc-1");
}

TEST_F(ServerTest, InsaneRequestIdIsReplaced) {
  HttpClient client(server_.port());
  const HttpAnswer answer = client.request("GET", "/healthz", {{"X-Request-Id", "<script>"}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_NE(answer.headers.at("x-request-id"), "<script>");
}

TEST_F(ServerTest, UnknownPathAndMethod) {
  HttpClient client(server_.port());
  EXPECT_EQ(client.request("GET", "/v1/nothing").status, 404);
  const HttpAnswer wrong = client.request("PATCH", "/v1/tools");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.headers.at("allow"), "GET, HEAD, POST, DELETE");
  EXPECT_EQ(client.request("OPTIONS", "/v1/tools").status, 405);
  EXPECT_EQ(client.request("BREW", "/v1/tools").status, 405);
}

TEST_F(ServerTest, DoneIsNoContentAndHeadersAreKept) {
  HttpClient client(server_.port());
  const HttpClient::Headers ann = {{"Authorization", "Bearer ann"}};
  EXPECT_EQ(client.request("DELETE", "/v1/tools", ann).status, 204);
  const HttpAnswer created = client.request("POST", "/v1/created", ann);
  EXPECT_EQ(created.status, 201);
  EXPECT_EQ(created.headers.at("location"), "/v1/tools/1");
}

TEST_F(ServerTest, HeadHasTheHeadersOfGetWithoutItsBody) {
  HttpClient client(server_.port());
  const HttpAnswer head = client.request("HEAD", "/v1/big");
  const HttpAnswer get = client.request("GET", "/v1/big");  // on the same connection: nothing was left over
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers.at("content-length"), get.headers.at("content-length"));
  EXPECT_EQ(head.headers.at("etag"), get.headers.at("etag"));
}

TEST_F(ServerTest, ADatabaseThatIsAwayIsNoFailureOfTheRequest) {
  HttpClient client(server_.port());
  const HttpAnswer away = client.request("GET", "/v1/unavailable");
  EXPECT_EQ(away.status, 503);
  EXPECT_TRUE(away.headers.contains("retry-after"));
  EXPECT_NE(away.body.find("http.database_unavailable"), std::string::npos) << away.body;
  EXPECT_EQ(away.body.find("disk"), std::string::npos) << "the cause is for the log";
  const HttpAnswer unseen = client.request("GET", "/v1/unseen");
  EXPECT_EQ(unseen.status, 500) << "nobody should send a change again that may have happened";
  EXPECT_FALSE(unseen.headers.contains("retry-after"));
}

TEST_F(ServerTest, EntityTagSavesTheBody) {
  HttpClient client(server_.port());
  const std::string tag = client.request("GET", "/v1/big").headers.at("etag");
  const HttpAnswer again = client.request("GET", "/v1/big", {{"If-None-Match", tag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(client.request("GET", "/v1/big", {{"If-None-Match", "\"other\""}}).status, 200);
}

TEST_F(ServerTest, GzipOnlyWhenAcceptedAndLarge) {
  HttpClient client(server_.port());
  const HttpAnswer small = client.request("GET", "/v1/tools", {{"Accept-Encoding", "gzip"}});
  EXPECT_FALSE(small.headers.contains("content-encoding"));
  const HttpAnswer big = client.request("GET", "/v1/big", {{"Accept-Encoding", "br, gzip;q=0.5"}});
  EXPECT_EQ(big.headers.at("content-encoding"), "gzip");
  EXPECT_EQ(big.headers.at("vary"), "Accept-Encoding");
  EXPECT_LT(big.body.size(), 1'000U);
  EXPECT_TRUE(big.headers.at("etag").ends_with("-gz\""));
  EXPECT_EQ(client.request("GET", "/v1/big", {{"If-None-Match", big.headers.at("etag")}}).status, 304);
  const HttpAnswer refused = client.request("GET", "/v1/big", {{"Accept-Encoding", "gzip;q=0"}});
  EXPECT_FALSE(refused.headers.contains("content-encoding"));
}

TEST_F(ServerTest, SecurityHeadersAreOnEveryAnswer) {
  HttpClient client(server_.port());
  for (const char* path : {"/v1/big", "/v1/nothing", "/healthz", "/readyz"}) {
    const HttpAnswer answer = client.request("GET", path);
    EXPECT_TRUE(answer.headers.at("content-security-policy").starts_with("default-src 'self'")) << path;
    EXPECT_EQ(answer.headers.at("x-content-type-options"), "nosniff") << path;
    EXPECT_FALSE(answer.headers.contains("strict-transport-security")) << path;
  }
}

TEST_F(ServerTest, PipelinedRequestsAreAnsweredInOrder) {
  HttpClient client(server_.port());
  std::string requests;
  for (int i = 1; i <= 20; ++i) {
    requests += "GET /v1/tools?limit=" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }
  client.send(requests);
  for (int i = 1; i <= 20; ++i) {
    EXPECT_TRUE(has(client.read_answer(), "\"limit\":" + std::to_string(i) + ",")) << i;
  }
}

TEST_F(ServerTest, AnExceptionIsOneBareFailure) {
  HttpClient client(server_.port());
  const HttpAnswer answer = client.request("POST", "/v1/broken", {{"Authorization", "Bearer ann"}});
  EXPECT_EQ(answer.status, 500);
  EXPECT_FALSE(has(answer, "secret"));
  EXPECT_EQ(client.request("GET", "/healthz").status, 200);
}

TEST_F(ServerTest, OperatorsPagesAnswer) {
  HttpClient client(server_.port());
  EXPECT_EQ(client.request("GET", "/healthz").status, 200);
  EXPECT_EQ(client.request("GET", "/readyz").status, 200);
  EXPECT_TRUE(has(client.request("GET", "/metrics"), "shuniu_http_answers_total"));
  // What a proxy passes on is not from loopback.
  EXPECT_EQ(client.request("GET", "/metrics", {{"X-Forwarded-For", "203.0.113.9"}}).status, 401);
  EXPECT_EQ(
      client.request("GET", "/metrics", {{"X-Forwarded-For", "203.0.113.9"}, {"Authorization", "Bearer ann"}})
          .status,
      403);
}

TEST_F(ServerTest, BodyMustBeJson) {
  HttpClient client(server_.port());
  EXPECT_EQ(client.request("POST", "/v1/tools", {{"Content-Type", "text/plain"}}, good_tool).status, 415);
  EXPECT_EQ(
      client.request("POST", "/v1/tools", {{"Content-Type", "application/json; charset=utf-8"}}, good_tool)
          .status,
      200);
  EXPECT_EQ(client.request("POST", "/v1/tools", {}, "{").status, 400);
}

TEST(Routes, ComeBeforeTheServer) {
  ::testing::GTEST_FLAG(death_test_style) = "threadsafe";
  Router router;
  Workshop workshop;
  router.get("/v1/big", "workshop", &Workshop::big, workshop, {Access::open});
  testing::NamedActors actors;
  SystemClock clock;
  const auto database = database::open_database("sqlite::memory:");
  const Server server(router, actors, *database, clock, {.port = 0});
  EXPECT_DEATH(router.get("/v1/late", "late", &Workshop::big, workshop, {Access::open}),
               "routes are added before a server is made of them");
}

}  // namespace
}  // namespace shuniu::http
