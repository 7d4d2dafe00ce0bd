// Server-Sent Events: the feed as a stream, heartbeats, good-byes.
#include <gtest/gtest.h>

#include <thread>

#include "event_queue.h"
#include "http_client.h"
#include "shuniu/http/feed_routes.h"
#include "workshop.h"

namespace shuniu::http {
namespace {

using testing::HttpAnswer;
using testing::HttpClient;
using testing::NamedActors;

struct ToolMade {
  static constexpr journal::FactType fact{"workshop.tool_made.v1", journal::Visibility::open};
  std::string title;
};
SHUNIU_DESCRIBE(ToolMade, title)

struct ToolHidden {
  static constexpr journal::FactType fact{"workshop.tool_hidden.v1", journal::Visibility::internal};
  std::string title;
};
SHUNIU_DESCRIBE(ToolHidden, title)

class EventsTest : public ::testing::Test {
 protected:
  EventsTest()
      : database_(
            database::open_database("sqlite::memory:", {.table_rule = database::TableRule::named_module})),
        feed_(*database_),
        stream_(*database_, clock_) {
    auto all = migrations();
    for (auto& migration : journal::migrations()) all.push_back(migration);
    static_cast<void>(database::migrate(*database_, all).value());
    stream_.start();
    add_feed_routes(router_, feed_, stream_);
    ServerOptions options;
    options.port = 0;
    options.heartbeat_ms = 300;
    options.reauthorise_ms = 300;
    server_ = std::make_unique<Server>(router_, actors_, *database_, clock_, options);
    server_->listen();
    port_ = server_->port();
    thread_ = std::thread([this] { server_->run_until_stopped(); });
    actors_.add("ann", actor_named("ann"));
  }
  ~EventsTest() override {
    server_->stop();
    thread_.join();
    server_.reset();
    stream_.stop();
  }
  template <class Fact>
  void record(const Fact& fact) {
    const auto done = database_->write([&](database::Transaction& tx) -> Result<Done> {
      journal::append(tx, clock_.now(), fact);
      return Done{};
    });
    static_cast<void>(done.value());
    stream_.nudge();
  }
  void open(HttpClient& client, const std::string& target, const std::string& headers = {}) {
    client.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n");
    const std::string head = client.read_until("\r\n\r\n");
    EXPECT_TRUE(head.starts_with("HTTP/1.1 200 ")) << head;
    EXPECT_NE(head.find("text/event-stream"), std::string::npos);
  }

  SystemClock clock_;
  std::unique_ptr<database::Database> database_;
  journal::Feed feed_;
  journal::Stream stream_;
  NamedActors actors_;
  Router router_;
  std::unique_ptr<Server> server_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

TEST_F(EventsTest, FactsArriveInOrderAndOnlyVisibleOnes) {
  record(ToolMade{"one"});
  record(ToolHidden{"secret"});
  HttpClient client(port_);
  open(client, "/v1/feed/stream?after=0");
  EXPECT_NE(client.read_until("\"one\"").find("id: 1\ndata: {\"seq\":1"), std::string::npos);
  record(ToolMade{"three"});
  const std::string rest = client.read_until("\"three\"");
  EXPECT_NE(rest.find("id: 3\n"), std::string::npos) << rest;
  EXPECT_EQ(rest.find("secret"), std::string::npos);
}

TEST_F(EventsTest, LastEventIdWinsOverAfter) {
  for (const char* title : {"one", "two", "three"}) record(ToolMade{title});
  stream_.drain();
  HttpClient client(port_);
  open(client, "/v1/feed/stream?after=0", "Last-Event-ID: 2\r\n");
  const std::string text = client.read_until("\"three\"");
  EXPECT_EQ(text.find("\"two\""), std::string::npos) << text;
  EXPECT_NE(text.find("id: 3\n"), std::string::npos) << text;
}

TEST_F(EventsTest, LongBacklogComesWhole) {
  for (int i = 1; i <= 350; ++i) record(ToolMade{"n" + std::to_string(i) + "."});
  stream_.drain();
  HttpClient client(port_);
  open(client, "/v1/feed/stream?after=0");
  std::string text = client.read_until("\"n350.\"");
  for (int i = 1; i <= 350; ++i) {
    EXPECT_NE(text.find("id: " + std::to_string(i) + "\n"), std::string::npos) << i;
  }
}

TEST_F(EventsTest, WithoutPositionTheStreamBeginsNow) {
  record(ToolMade{"before"});
  stream_.drain();
  HttpClient client(port_);
  open(client, "/v1/feed/stream");
  client.read_until(":\n\n");  // a heartbeat: the stream is open
  record(ToolMade{"later"});
  const std::string text = client.read_until("\"later\"");
  EXPECT_NE(text.find("\"later\""), std::string::npos);
  EXPECT_EQ(text.find("\"before\""), std::string::npos);
}

TEST_F(EventsTest, HeadOfAStreamIsItsHead) {
  const HttpAnswer head = HttpClient(port_).request("HEAD", "/v1/feed/stream");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers.at("content-type"), "text/event-stream");
}

TEST_F(EventsTest, NonsensePositionsEndTheStream) {
  HttpClient client(port_);
  open(client, "/v1/feed/stream?after=-1");
  EXPECT_NE(client.read_until("bye").find("event: bye"), std::string::npos);
  EXPECT_TRUE(client.is_ended());
}

TEST_F(EventsTest, SessionThatIsGoneEndsTheStream) {
  HttpClient client(port_);
  open(client, "/v1/feed/stream?after=0", "Authorization: Bearer ann\r\n");
  EXPECT_NE(client.read_until(":\n\n"), "");
  actors_.remove("ann");
  EXPECT_NE(client.read_until("event: bye").find("event: bye"), std::string::npos);
  EXPECT_TRUE(client.is_ended());
}

TEST_F(EventsTest, DrainSaysGoodBye) {
  HttpClient client(port_);
  open(client, "/v1/feed/stream?after=0");
  server_->stop();
  EXPECT_NE(client.read_until("event: bye\n").find("event: bye"), std::string::npos);
  EXPECT_TRUE(client.is_ended());
}

TEST_F(EventsTest, ManyStreamsNeedNoThreadsOfTheirOwn) {
  std::vector<std::unique_ptr<HttpClient>> clients;
  for (int i = 0; i < 50; ++i) {  // more than there are workers
    clients.push_back(std::make_unique<HttpClient>(port_));
    open(*clients.back(), "/v1/feed/stream?after=0");
  }
  record(ToolMade{"for all"});
  for (const auto& client : clients)
    EXPECT_NE(client->read_until("for all").find("for all"), std::string::npos);
}

TEST_F(EventsTest, PagesSayHowFarTheyLooked) {
  record(ToolMade{"one"});
  record(ToolHidden{"secret"});
  stream_.drain();
  const auto page = HttpClient(port_).request("GET", "/v1/feed?after=0&limit=10");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.body.find("secret"), std::string::npos);
  EXPECT_NE(page.body.find("\"next_after\":2"), std::string::npos) << page.body;
  EXPECT_EQ(HttpClient(port_).request("GET", "/v1/feed?limit=5000").status, 400);
}

TEST(EventQueueTest, SlowReadersAreCutOff) {
  int wakes = 0;
  EventQueue queue([&wakes] { ++wakes; });
  const std::string data(100'000, 'x');
  int sent = 0;
  while (queue.send("", "1", data)) ++sent;
  EXPECT_GE(sent, 4);
  EXPECT_LE(sent, 6);
  EXPECT_TRUE(queue.closed());
  EXPECT_EQ(wakes, 1);  // nobody has taken anything yet
}

TEST(EventQueueTest, LineBreaksCannotForgeEvents) {
  EventQueue queue([] {});
  queue.send("a\nid: 9", "1\nevent: b", "x\n\nevent: c\rdata: d");
  EXPECT_EQ(queue.take(), "event: a\nid: 1\ndata: x\ndata: \ndata: event: c\ndata: data: d\n\n");
}

}  // namespace
}  // namespace shuniu::http
