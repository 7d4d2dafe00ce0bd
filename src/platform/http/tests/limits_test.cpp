// What goes wrong on the wire: malformed, oversized, slow, too many.
#include <gtest/gtest.h>

#include <thread>

#include "http_client.h"
#include "workshop.h"

namespace shuniu::http {
namespace {

using testing::HttpAnswer;
using testing::HttpClient;
using testing::RunningServer;

ServerOptions small_limits() {
  ServerOptions options;
  options.requests_per_minute_per_address = 0;
  options.requests_per_minute_per_account = 0;
  options.header_deadline_ms = 300;
  options.idle_ms = 600;
  options.request_deadline_ms = 700;
  options.workers = 2;
  options.queue = 1;
  return options;
}

class LimitsTest : public ::testing::Test {
 protected:
  LimitsTest() : server_([this](Router& router) { add_workshop_routes(router, workshop_); }, small_limits()) {
    server_.actors().add("ann", actor_named("ann"));
  }
  int status_of_raw(const std::string& text) { return HttpClient(server_.port()).ask(text).status; }

  Workshop workshop_;
  RunningServer server_;
};

TEST_F(LimitsTest, MalformedRequestsAreRefused) {
  const std::pair<const char*, int> cases[] = {
      {"GARBAGE\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\n\r\n", 400},                                            // no Host
      {"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},                      // two
      {"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},                               // no host name
      {"GET / HTTP/9.9\r\nHost: a\r\n\r\n", 400},                                 // no such version
      {"GET v1 HTTP/1.1\r\nHost: a\r\n\r\n", 400},                                // no path
      {"GET / HTTP/1.1\r\nHost: a\r\nBad Name: x\r\n\r\n", 400},                  // space in a name
      {"GET / HTTP/1.1\r\nHost: a\r\nX: a\x01z\r\n\r\n", 400},                    // control character
      {"POST /v1/tools HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400},  //
      {"POST /v1/tools HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400},
      {"POST /v1/tools HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: "
       "chunked\r\n\r\n0\r\n\r\n",
       400},
      {"POST /v1/tools HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
      {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
      {"GET http://other/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"POST /v1/tools HTTP/1.1\r\nHost: a\r\nExpect: magic\r\nContent-Length: 2\r\n\r\n{}", 417},
  };
  for (const auto& [text, status] : cases) EXPECT_EQ(status_of_raw(text), status) << text;
  EXPECT_EQ(HttpClient(server_.port()).request("GET", "/healthz").status, 200);
}

TEST_F(LimitsTest, TargetsThatCannotBeTrustedAreRefused) {
  HttpClient client(server_.port());
  for (const char* target :
       {"/v1/../etc/passwd", "/v1/%2e%2e/x", "/..", "/v1//tools", "/v1/tools%2Fa", "/v1/%zz", "/%",
        "/v1/%C0%AF", "/v1/%FF", "/v1/%ED%A0%80", "/v1/a%00b", "/v1/a%0Ab", "/v1\\..\\x",
        "/v1/tools?text=%zz", "/v1/tools?text=%FF", "/v1/tools?%FF=1", "/./x", "/a/%5c/b"}) {
    EXPECT_EQ(client.request("GET", target).status, 400) << target;
  }
}

TEST_F(LimitsTest, AClientThatSendsAHugeBodyToItsEndReadsTheRefusal) {
  const std::string body(20 << 20, 'x');
  const std::string head =
      "POST /v1/tools HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: " +
      std::to_string(body.size()) + "\r\n\r\n";
  EXPECT_EQ(status_of_raw(head + body), 413);
}

TEST_F(LimitsTest, LargeHeadsAreRefused) {
  EXPECT_EQ(status_of_raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n"), 431);
  std::string many = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 3'000; ++i) many += "X" + std::to_string(i) + ": y\r\n";
  EXPECT_EQ(status_of_raw(many + "\r\n"), 431);
  EXPECT_EQ(status_of_raw("GET /" + std::string(9'000, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n"), 414);
  EXPECT_EQ(status_of_raw("GET /" + std::string(20'000, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n"), 431);
}

TEST_F(LimitsTest, LargeBodiesAreRefusedUnread) {
  HttpClient declared(server_.port());
  declared.send("POST /v1/small HTTP/1.1\r\nHost: a\r\nContent-Length: 20971520\r\n\r\n");
  const HttpAnswer answer = declared.read_answer();  // not a byte of the body was sent
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ(answer.headers.at("connection"), "close");
  EXPECT_TRUE(declared.is_ended());
  HttpClient chunked(server_.port());
  chunked.send("POST /v1/small HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFF\r\n" +
               std::string(255, ' '));
  EXPECT_EQ(chunked.read_answer().status, 413);
  HttpClient pushing(server_.port());
  pushing.send("POST /v1/small HTTP/1.1\r\nHost: a\r\nContent-Length: 150000\r\n\r\n" +
               std::string(150'000, ' '));
  EXPECT_EQ(pushing.read_answer().status, 413);
}

TEST_F(LimitsTest, StrangersCannotSendLargeBodies) {
  HttpClient client(server_.port());
  client.send("POST /v1/upload HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\n\r\n");
  EXPECT_EQ(client.read_answer().status, 401);
  HttpClient known(server_.port());
  known.send(
      "POST /v1/upload HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ann\r\nContent-Type: application/json\r\n"
      "Expect: 100-continue\r\nContent-Length: 100000\r\n\r\n");
  EXPECT_EQ(known.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_EQ(known.ask(std::string(100'000, ' ')).status, 400);
}

TEST_F(LimitsTest, ChunkedBodiesAreRead) {
  HttpClient client(server_.port());
  const HttpAnswer answer = client.ask(
      "PUT /v1/tools/a HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: "
      "chunked\r\n\r\n"
      "8\r\n{\"title\"\r\n5\r\n:\"b\"}\r\n0\r\n\r\n");
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(client.request("GET", "/healthz").status, 200);
}

TEST_F(LimitsTest, SlowHeadsEnd) {
  HttpClient client(server_.port());
  client.send("GET /healthz HT");
  EXPECT_EQ(client.read_answer().status, 408);
  HttpClient dripping(server_.port());
  for (const char c :
       std::string("GET /healthz HTTP/1.1\r\nHost: ")) {  // each byte in time, the whole too slow
    dripping.send(std::string(1, c));
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
  }
  EXPECT_TRUE(dripping.is_ended());
}

TEST_F(LimitsTest, IdleConnectionsEnd) {
  HttpClient silent(server_.port());
  EXPECT_TRUE(silent.is_ended());
  HttpClient kept(server_.port());
  EXPECT_EQ(kept.request("GET", "/healthz").status, 200);
  EXPECT_TRUE(kept.is_ended());
}

TEST_F(LimitsTest, FullQueueIsBusyAtOnce) {
  std::vector<std::unique_ptr<HttpClient>> waiting;
  const std::string pause =
      "POST /v1/pause HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
      "14\r\n\r\n{\"for_ms\":500}";
  for (int i = 0; i < 3; ++i) {  // two workers, one place in the queue
    waiting.push_back(std::make_unique<HttpClient>(server_.port()));
    waiting.back()->send(pause);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  HttpClient client(server_.port());
  const auto begun = std::chrono::steady_clock::now();
  const HttpAnswer busy = client.ask(pause);
  EXPECT_EQ(busy.status, 503);
  EXPECT_TRUE(busy.headers.contains("retry-after"));
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds(200));
  EXPECT_EQ(client.request("GET", "/healthz").status, 200);  // needs no worker
  EXPECT_EQ(waiting[0]->read_answer().status, 200);
  EXPECT_EQ(waiting[1]->read_answer().status, 200);
}

TEST_F(LimitsTest, SlowHandlersHitTheDeadline) {
  HttpClient client(server_.port());
  const HttpAnswer answer = client.request("POST", "/v1/pause", {}, R"({"for_ms":1200})");
  EXPECT_EQ(answer.status, 503);
  EXPECT_NE(answer.body.find("http.deadline"), std::string::npos);
  EXPECT_TRUE(client.is_ended());
}

TEST(RateLimitedServer, AddressAndAccountHaveTheirOwnLimits) {
  Workshop workshop;
  ServerOptions options;
  options.requests_per_minute_per_address = 20;
  options.requests_per_minute_per_account = 5;
  RunningServer server([&](Router& router) { add_workshop_routes(router, workshop); }, options);
  server.actors().add("ann", actor_named("ann"));
  HttpClient client(server.port());
  int account_refusals = 0;
  for (int i = 0; i < 10; ++i) {
    account_refusals += client.request("GET", "/v1/big", {{"Authorization", "Bearer ann"}}).status == 429;
  }
  EXPECT_EQ(account_refusals, 5);
  HttpAnswer last;
  int address_refusals = 0;
  for (int i = 0; i < 20; ++i) {
    last = client.request("GET", "/v1/big");
    address_refusals += last.status == 429;
  }
  EXPECT_EQ(address_refusals, 10);
  EXPECT_GE(std::stoi(last.headers.at("retry-after")), 1);
  EXPECT_EQ(client.request("GET", "/healthz").status, 200);
}

TEST(RateLimitedServer, CarefulRoutesHaveALimitOfTheirOwn) {
  Workshop workshop;
  ServerOptions options;
  options.careful_requests_per_minute_per_address = 3;
  RunningServer server(
      [&](Router& router) {
        add_workshop_routes(router, workshop);
        router.raw(Method::post, "/v1/guess", "workshop",
                   {.access = Access::open, .summary = "Guess.", .pace = Pace::careful}, "text/plain",
                   "text/plain", [](const Request&) { return Response{}; });
      },
      options);
  HttpAnswer last;
  int refusals = 0;
  for (int i = 0; i < 5; ++i) {
    HttpClient guesser(server.port());  // a refusal before the body closes the connection
    last = guesser.request("POST", "/v1/guess", {{"Content-Type", "text/plain"}}, "x");
    refusals += last.status == 429;
  }
  EXPECT_EQ(refusals, 2);
  EXPECT_NE(last.body.find("http.rate_limited"), std::string::npos);
  EXPECT_GE(std::stoi(last.headers.at("retry-after")), 1);
  EXPECT_EQ(HttpClient(server.port()).request("GET", "/v1/big").status, 200) << "other questions go on";
}

TEST(DrainingServer, FinishesWhatIsInFlightAndTakesNothingNew) {
  Workshop workshop;
  RunningServer server([&](Router& router) { add_workshop_routes(router, workshop); });
  HttpClient idle(server.port());
  EXPECT_EQ(idle.request("GET", "/healthz").status, 200);
  HttpClient busy(server.port());
  busy.send(
      "POST /v1/pause HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n"
      "{\"for_ms\":400}");
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  const auto begun = std::chrono::steady_clock::now();
  server.stop();
  EXPECT_TRUE(idle.is_ended());
  const HttpAnswer answer = busy.read_answer();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.at("connection"), "close");
  EXPECT_THROW(HttpClient{server.port()}, std::runtime_error);
  server.join();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(3));
}

TEST(DrainingServer, AStuckHandlerDoesNotHoldTheClientsForever) {
  Workshop workshop;
  ServerOptions options;
  options.drain_ms = 300;
  RunningServer server([&](Router& router) { add_workshop_routes(router, workshop); }, options);
  HttpClient busy(server.port());
  busy.send(
      "POST /v1/pause HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n"
      "{\"for_ms\":1000}");
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  server.stop();
  server.join();
  SUCCEED() << "run_until_stopped came back";
}

}  // namespace
}  // namespace shuniu::http
