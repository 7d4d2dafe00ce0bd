// An Idempotency-Key and the command that it stands for: together in one transaction, on both databases, and
// when the process is killed.
#include <gtest/gtest.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <set>
#include <thread>

#include "every_engine.h"
#include "running_server.h"
#include "service.h"
#include "shuniu/base/describe.h"
#include "shuniu/database/migrations.h"

namespace shuniu::http {
namespace {

using database::Database;
using database::Transaction;

struct Sell {
  Text<1, 20> thing;
};
SHUNIU_DESCRIBE(Sell, thing)

struct Receipt {
  std::int64_t number = 0;
  std::string thing;
};
SHUNIU_DESCRIBE(Receipt, number, thing)

void nothing() {}

/// Sells things: every sale is a row. What is sold says what goes wrong.
class Shop {
 public:
  explicit Shop(Database& database) : database_(database) {}

  Result<Receipt> sell(const Actor&, const Sell& command) {
    ++calls;
    if (command.thing == "ghost") return refuse("shop.no_such_thing", Kind::not_found);
    auto receipt = write(command.thing);
    if (command.thing == "twice") receipt = write("second");
    after_commit();
    return receipt;
  }
  Result<Done> give_away(const Actor&, const Sell& command) {
    const auto given = write(command.thing);
    return given ? Result<Done>(Done{}) : given.error();
  }
  std::int64_t sales() {
    const database::ModuleScope scope("shop");
    return database_.read(
        [](Transaction& tx) { return *tx.value<std::int64_t>("SELECT count(*) FROM shop_sale"); });
  }

  std::atomic<int> calls = 0;
  std::function<void()> before_commit = nothing;
  std::function<void()> after_commit = nothing;

 private:
  Result<Receipt> write(const std::string& thing) {
    const database::ModuleScope scope("shop");
    return database_.write([&](Transaction& tx) -> Result<Receipt> {
      tx.lock("shop.sales");
      tx.run("INSERT INTO shop_sale (thing) VALUES ($1)", thing);
      const auto number = *tx.value<std::int64_t>("SELECT count(*) FROM shop_sale");
      before_commit();
      if (thing == "stolen") return refuse("shop.stolen", Kind::precondition);
      if (thing == "late") return refuse("shop.closed", Kind::unavailable);
      if (thing == "broken") throw std::runtime_error("the till is broken");
      return Receipt{number, thing};
    });
  }

  Database& database_;
};

class SetClock final : public Clock {
 public:
  Instant now() const override { return Instant{now_us}; }
  std::atomic<std::int64_t> now_us = 1'795'490'875'000'000;
};

/// A shop behind a Service, without sockets.
class Counter {
 public:
  explicit Counter(Database& database) : shop(database) {
    actors_.add("ann", actor("ann"));
    actors_.add("bob", actor("bob"));
    router_.post("/v1/sales", "shop", &Shop::sell, shop, {});
    router_.post("/v1/gifts", "shop", &Shop::give_away, shop, {});
    service_ = std::make_unique<Service>(router_, actors_, database, clock, options_);
  }
  Response ask(const std::string& key, const std::string& thing, const std::string& path = "/v1/sales",
               const std::string& name = "ann") {
    Head head;
    head.method = "POST";
    head.target = path;
    head.headers = {{"host", "localhost"},
                    {"authorization", "Bearer " + name},
                    {"idempotency-key", key},
                    {"content-type", "application/json"}};
    head.remote_address = "127.0.0.1";
    Call call = service_->plan(std::move(head));
    call.request.body = R"({"thing":")" + thing + R"("})";
    return service_->answer(call);
  }

  SetClock clock;
  Shop shop;

 private:
  static Actor actor(const std::string& account) {
    Actor actor;
    actor.account = AccountId(account);
    return actor;
  }

  testing::NamedActors actors_;
  Router router_;
  ServerOptions options_;
  std::unique_ptr<Service> service_;
};

bool is_replay(const Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "Idempotency-Replayed") return value == "true";
  }
  return false;
}

void create_tables(Database& database) {
  static_cast<void>(database::migrate(database, migrations()).value());
  const database::ModuleScope scope("shop");
  const auto created = database.write([](Transaction& tx) -> Result<Done> {
    tx.run("CREATE TABLE shop_sale (thing TEXT NOT NULL)");
    return Done{};
  });
  static_cast<void>(created.value());
}

class Idempotency : public database::EveryEngine {
 protected:
  void SetUp() override {
    EveryEngine::SetUp();
    create_tables(database());
    counter_ = std::make_unique<Counter>(database());
  }
  void TearDown() override { counter_.reset(); }
  Counter& counter() { return *counter_; }
  Shop& shop() { return counter_->shop; }

 private:
  std::unique_ptr<Counter> counter_;
};
INSTANTIATE_TEST_SUITE_P(Engines, Idempotency, database::every_engine(), database::engine_name);

TEST_P(Idempotency, ARepetitionGetsTheFirstAnswer) {
  const Response first = counter().ask("k", "pump");
  const Response again = counter().ask("k", "pump");
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.body, R"({"number":1,"thing":"pump"})");
  EXPECT_FALSE(is_replay(first));
  EXPECT_EQ(again.body, first.body);
  EXPECT_TRUE(is_replay(again));
  EXPECT_EQ(counter().ask("k", "pump", "/v1/sales", "bob").status, 200);  // another account, another key
  EXPECT_EQ(shop().calls, 2);
  EXPECT_EQ(shop().sales(), 2);
}

TEST_P(Idempotency, TheSameKeyWithAnotherRequestIsRefused) {
  EXPECT_EQ(counter().ask("k", "pump").status, 200);
  EXPECT_EQ(counter().ask("k", "valve").status, 409);
  EXPECT_EQ(shop().sales(), 1);
}

TEST_P(Idempotency, ARefusalIsKeptAndItsCommandUndone) {
  const Response first = counter().ask("k", "stolen");
  EXPECT_EQ(first.status, 409);
  EXPECT_EQ(shop().sales(), 0);
  const Response again = counter().ask("k", "stolen");
  EXPECT_EQ(again.body, first.body);
  EXPECT_TRUE(is_replay(again));
  EXPECT_EQ(shop().calls, 1);
}

TEST_P(Idempotency, ARefusalBeforeTheCommandIsKeptToo) {
  const Response first = counter().ask("k", "ghost");
  EXPECT_EQ(first.status, 404);
  EXPECT_TRUE(is_replay(counter().ask("k", "ghost")));
  const Response wrong = counter().ask("k2", "a thing with far too long a name");
  EXPECT_EQ(wrong.status, 400);
  EXPECT_EQ(counter().ask("k2", "a thing with far too long a name").body, wrong.body);
  EXPECT_EQ(shop().calls, 1);
}

TEST_P(Idempotency, TryAgainLaterReleasesTheKey) {
  EXPECT_EQ(counter().ask("k", "late").status, 503);
  EXPECT_EQ(counter().ask("k", "late").status, 503);
  EXPECT_EQ(shop().calls, 2);
  EXPECT_EQ(shop().sales(), 0);
}

TEST_P(Idempotency, AFailureLeavesNothingAndTheKeyFree) {
  EXPECT_EQ(counter().ask("k", "broken").status, 500);
  EXPECT_EQ(shop().sales(), 0);
  EXPECT_EQ(counter().ask("k", "pump").status, 200);
}

TEST_P(Idempotency, AFailureAfterTheCommitDoesNotRunItAgain) {
  shop().after_commit = [] { throw std::runtime_error("the lamp went out"); };
  EXPECT_EQ(counter().ask("k", "pump").status, 500);
  shop().after_commit = nothing;
  const Response again = counter().ask("k", "pump");
  EXPECT_EQ(again.body, R"({"number":1,"thing":"pump"})");
  EXPECT_TRUE(is_replay(again));
  EXPECT_EQ(shop().sales(), 1);
}

TEST_P(Idempotency, ASecondWriteUnderAKeyIsAMistakeThatChangesNothing) {
  EXPECT_EQ(counter().ask("k", "twice").status, 500);
  EXPECT_EQ(shop().sales(), 1);
  EXPECT_EQ(counter().ask("k2", "gift", "/v1/gifts").status, 500);  // its write gives no answer of the route
  EXPECT_EQ(shop().sales(), 1);
}

TEST_P(Idempotency, OfManyAtOnceOneRuns) {
  std::atomic<int> waiting = 8;
  std::vector<Response> answers(8);
  std::vector<std::thread> callers;
  for (Response& answer : answers) {
    callers.emplace_back([&] {
      for (--waiting; waiting > 0;) std::this_thread::yield();
      answer = counter().ask("k", "pump");
    });
  }
  for (std::thread& caller : callers) caller.join();
  int first = 0;
  for (const Response& answer : answers) {
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.body, R"({"number":1,"thing":"pump"})");
    first += !is_replay(answer);
  }
  EXPECT_EQ(first, 1);
  EXPECT_EQ(shop().sales(), 1);
}

TEST_P(Idempotency, OfTwoRequestsWithOneKeyAtOnceOneRuns) {
  for (int turn = 0; turn < 10; ++turn) {
    const std::string key = "k" + std::to_string(turn);
    int pump = 0, valve = 0;
    std::thread other([&] { valve = counter().ask(key, "valve").status; });
    pump = counter().ask(key, "pump").status;
    other.join();
    EXPECT_EQ(std::set({pump, valve}), std::set({200, 409}));
    EXPECT_EQ(shop().sales(), turn + 1);
  }
}

TEST_P(Idempotency, AKeyIsForgottenAfterADay) {
  EXPECT_EQ(counter().ask("k", "pump").status, 200);
  counter().clock.now_us += 23 * 3'600 * microseconds_per_second;
  EXPECT_TRUE(is_replay(counter().ask("k", "pump")));
  counter().clock.now_us += 2 * 3'600 * microseconds_per_second;
  EXPECT_FALSE(is_replay(counter().ask("k", "pump")));
  EXPECT_EQ(shop().sales(), 2);
}

/// The process is killed at a point of the command; another one gets the repetition.
class IdempotencyOfTheKilled : public ::testing::TestWithParam<database::Engine> {
 protected:
  void SetUp() override {
    directory_ = ::testing::TempDir() + "shuniu-killed-" + std::to_string(getpid());
    std::filesystem::remove_all(directory_);
    std::filesystem::create_directory(directory_);
    address_ = GetParam() == database::Engine::sqlite ? "sqlite:" + directory_ + "/hub.db"
                                                      : database::PostgresServer::instance().new_database();
    create_tables(*database::open_database(address_));
  }
  void TearDown() override {
    std::filesystem::remove_all(directory_);
    if (GetParam() == database::Engine::postgresql) database::PostgresServer::instance().drop(address_);
  }
  /// Asks in a process of its own, which kills itself there.
  void ask_and_die(std::function<void()> Shop::*at) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      const auto database = database::open_database(address_);
      Counter counter(*database);
      counter.shop.*at = [] { kill(getpid(), SIGKILL); };
      counter.ask("k", "pump");
      _exit(0);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
  }

  std::string directory_;
  std::string address_;
};
INSTANTIATE_TEST_SUITE_P(Engines, IdempotencyOfTheKilled, database::every_engine(), database::engine_name);

TEST_P(IdempotencyOfTheKilled, BeforeTheCommitNothingHasHappened) {
  ask_and_die(&Shop::before_commit);
  const auto database = database::open_database(address_);
  Counter counter(*database);
  EXPECT_EQ(counter.shop.sales(), 0);
  const Response answer = counter.ask("k", "pump");
  EXPECT_FALSE(is_replay(answer));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(counter.shop.sales(), 1);
}

TEST_P(IdempotencyOfTheKilled, AfterTheCommitTheAnswerIsThere) {
  ask_and_die(&Shop::after_commit);
  const auto database = database::open_database(address_);
  Counter counter(*database);
  EXPECT_EQ(counter.shop.sales(), 1);
  const Response answer = counter.ask("k", "pump");
  EXPECT_TRUE(is_replay(answer));
  EXPECT_EQ(answer.body, R"({"number":1,"thing":"pump"})");
  EXPECT_EQ(counter.shop.sales(), 1);
}

}  // namespace
}  // namespace shuniu::http
