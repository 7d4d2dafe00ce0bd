// What the journal promises (journal.h, feed.h, stream.h), on SQLite and on a real PostgreSQL.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <set>
#include <thread>

#include "every_engine.h"
#include "shuniu/crypto/random.h"
#include "shuniu/database/migrations.h"
#include "shuniu/journal/stream.h"
#include "shuniu/telemetry/log.h"

namespace shuniu::journal {
namespace {

using database::Transaction;
using namespace std::chrono_literals;

struct Opened {
  static constexpr FactType fact{"test.opened.v1", Visibility::open};
  std::int64_t number = 0;
  Text<0, 50> name;
};
SHUNIU_DESCRIBE(Opened, number, name)

struct Dealt {
  static constexpr FactType fact{"test.dealt.v1", Visibility::parties};
  std::int64_t number = 0;
};
SHUNIU_DESCRIBE(Dealt, number)

struct Audited {
  static constexpr FactType fact{"test.audited.v1"};
  std::int64_t number = 0;
};
SHUNIU_DESCRIBE(Audited, number)

class Journal : public database::EveryEngine {
 protected:
  void SetUp() override {
    EveryEngine::SetUp();
    telemetry::set_receiver([](std::string_view) {});
    auto all = migrations();
    all.push_back({"test", 1, "rows",
                   "CREATE TABLE test_row (number BIGINT PRIMARY KEY);\n"
                   "CREATE TABLE test_total (id BIGINT PRIMARY KEY, total BIGINT NOT NULL);\n"
                   "INSERT INTO test_total (id, total) VALUES (1, 0);\n",
                   ""});
    ASSERT_TRUE(database::migrate(database(), all));
  }
  void TearDown() override { telemetry::set_receiver({}); }

  template <class Fact>
  FactId record(const Fact& fact, const std::vector<OrganisationId>& parties = {}) {
    return *database().write([&](Transaction& tx) -> Result<FactId> {
      const database::ModuleScope scope("test");
      return append(tx, clock_.now(), fact, parties);
    });
  }
  void drain() { Stream(database(), clock_).drain(); }
  std::vector<RecordedFact> all() { return Feed(database()).read_all(0, 100'000); }
  Subscriber inserting_subscriber(std::string name) {
    return {std::move(name), [](Transaction& tx, const RecordedFact& fact) {
              tx.run("INSERT INTO test_row (number) VALUES ($1)", fact.seq);
            }};
  }
  std::int64_t rows() {
    return database().read(
        [](Transaction& tx) { return *tx.value<std::int64_t>("SELECT count(*) FROM test_row"); });
  }

  SystemClock clock_;
};
INSTANTIATE_TEST_SUITE_P(Engines, Journal, database::every_engine(), database::engine_name);

std::vector<std::int64_t> seqs(const std::vector<RecordedFact>& facts) {
  std::vector<std::int64_t> result;
  for (const RecordedFact& fact : facts) result.push_back(fact.seq);
  return result;
}

TEST_P(Journal, NumbersFactsInOrderWithoutGaps) {
  std::vector<FactId> ids;
  for (int i = 1; i <= 5; ++i) ids.push_back(record(Opened{i, std::string("需求")}));
  EXPECT_TRUE(all().empty()) << "a fact without a number is not yet in the stream";
  drain();
  record(Opened{6, {}});
  drain();
  const auto facts = all();
  ASSERT_EQ(seqs(facts), (std::vector<std::int64_t>{1, 2, 3, 4, 5, 6}));
  for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(facts[i].id, ids[i]);
  EXPECT_EQ(facts[0].type, "test.opened.v1");
  EXPECT_EQ(facts[0].body.text, R"({"name":"需求","number":1})") << "canonical: members sorted";
}

TEST_P(Journal, AFactOfARefusedCommandNeverExisted) {
  record(Opened{1, {}});
  (void)database().write([&](Transaction& tx) -> Result<Done> {
    append(tx, clock_.now(), Opened{2, {}});
    return refuse("test.no", Kind::precondition);
  });
  record(Opened{3, {}});
  drain();
  EXPECT_EQ(seqs(all()), (std::vector<std::int64_t>{1, 2}));
}

TEST_P(Journal, NumbersMoreThanOneRoundTakes) {
  database().write([&](Transaction& tx) -> Result<Done> {
    for (int i = 0; i < 2'500; ++i) append(tx, clock_.now(), Opened{i, {}});
    return Done{};
  });
  drain();
  const auto facts = all();
  ASSERT_EQ(facts.size(), 2'500U);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    ASSERT_EQ(facts[i].seq, static_cast<std::int64_t>(i) + 1);
    ASSERT_NE(facts[i].body.text.find("\"number\":" + std::to_string(i) + "}"), std::string::npos);
  }
}

/// Each writer reads a total under a lock and appends what it made of it: the numbers must come in that
/// order.
TEST_P(Journal, KeepsCausalOrderWithManyWriters) {
  Stream stream(database(), clock_);
  stream.start();
  constexpr int threads = 8, commands = 40;
  std::vector<std::thread> running;
  for (int t = 0; t < threads; ++t) {
    running.emplace_back([&] {
      for (int i = 0; i < commands; ++i) {
        ASSERT_TRUE(database().write([&](Transaction& tx) -> Result<Done> {
          const auto total = *tx.value<std::int64_t>("SELECT total FROM test_total WHERE id = 1" +
                                                     std::string(tx.for_update())) +
                             1;
          tx.run("UPDATE test_total SET total = $1 WHERE id = 1", total);
          append(tx, clock_.now(), Opened{total, {}});
          return Done{};
        }));
      }
    });
  }
  for (std::thread& thread : running) thread.join();
  EXPECT_TRUE(stream.wait_for(threads * commands - 1, 10s));
  const auto facts = all();
  ASSERT_EQ(facts.size(), static_cast<std::size_t>(threads * commands));
  for (std::size_t i = 0; i < facts.size(); ++i) {
    EXPECT_NE(facts[i].body.text.find("\"number\":" + std::to_string(i + 1) + "}"), std::string::npos);
  }
}

TEST_P(Journal, ShowsEachReaderWhatItMaySee) {
  const auto mine = crypto::new_id<OrganisationId>(clock_.now()),
             other = crypto::new_id<OrganisationId>(clock_.now());
  record(Opened{1, {}});
  record(Dealt{2}, {mine, other, mine});
  record(Dealt{3}, {other});
  record(Audited{4}, {mine});
  drain();
  const auto seen = [this](const Actor& reader) { return seqs(Feed(database()).read(reader, {})->facts); };
  Actor stranger, member, nominal, auditor;
  member.organisation = nominal.organisation = mine;
  member.membership = Membership::member;
  auditor.roles = {Role::auditor};
  EXPECT_EQ(seen(stranger), (std::vector<std::int64_t>{1}));
  EXPECT_EQ(seen(nominal), (std::vector<std::int64_t>{1})) << "names the organisation, but is no member";
  EXPECT_EQ(seen(member), (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(seen(auditor), (std::vector<std::int64_t>{1, 2, 3, 4}));
}

TEST_P(Journal, PagesMoveOnOverWhatTheReaderMayNotSee) {
  for (int i = 0; i < 6; ++i) record(Audited{i});
  record(Opened{7, {}});
  record(Opened{8, {}});
  record(Audited{9});
  drain();
  const Feed feed(database());
  const auto first = feed.read(Actor{}, {.after = {}, .limit = Whole<1, 1'000>(1)}).value();
  EXPECT_EQ(seqs(first.facts), (std::vector<std::int64_t>{7}));
  EXPECT_EQ(first.next_after, 7);
  EXPECT_EQ(first.last_seq, 9);
  const auto second = feed.read(Actor{}, {.after = first.next_after, .limit = {}}).value();
  EXPECT_EQ(seqs(second.facts), (std::vector<std::int64_t>{8}));
  EXPECT_EQ(second.next_after, 9);
  const auto third = feed.read(Actor{}, {.after = second.next_after, .limit = {}}).value();
  EXPECT_TRUE(third.facts.empty());
  EXPECT_EQ(third.next_after, 9);
}

TEST_P(Journal, SubscribersSeeEachFactOnceAcrossRestarts) {
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 50; ++i) record(Opened{i, {}});
    Stream stream(database(), clock_);
    stream.subscribe(inserting_subscriber("test.rows"));
    stream.drain();
  }
  EXPECT_EQ(rows(), 150);
}

TEST_P(Journal, AHandlerThatThrowsOnceGetsTheFactAgain) {
  for (int i = 0; i < 3; ++i) record(Opened{i, {}});
  Stream stream(database(), clock_);
  int failures = 0;
  stream.subscribe({"test.rows", [&](Transaction& tx, const RecordedFact& fact) {
                      tx.run("INSERT INTO test_row (number) VALUES ($1)", fact.seq);
                      if (fact.seq == 2 && failures++ == 0) throw std::runtime_error("once");
                    }});
  stream.drain();
  EXPECT_EQ(rows(), 3);
  EXPECT_TRUE(set_aside_facts(database()).empty());
}

TEST_P(Journal, AFactThatFailsTwiceIsSetAsideAndTheStreamGoesOn) {
  for (int i = 0; i < 4; ++i) record(Opened{i, {}});
  Stream stream(database(), clock_);
  stream.subscribe({"test.rows", [&](Transaction& tx, const RecordedFact& fact) {
                      tx.run("INSERT INTO test_row (number) VALUES ($1)", fact.seq);
                      if (fact.seq == 2) tx.run("INSERT INTO test_row (number) VALUES ($1)", fact.seq);
                    }});
  std::atomic<int> second = 0;
  stream.subscribe({"test.counter", [&](Transaction&, const RecordedFact&) { ++second; }});
  stream.drain();
  EXPECT_EQ(rows(), 3);
  EXPECT_EQ(second, 4);
  const auto aside = set_aside_facts(database());
  ASSERT_EQ(aside.size(), 1U);
  EXPECT_EQ(aside[0].seq, 2);
  EXPECT_EQ(aside[0].subscriber, "test.rows");
  EXPECT_EQ(aside[0].type, "test.opened.v1");
  EXPECT_FALSE(aside[0].error.empty());
}

TEST_P(Journal, FollowersKeepTheirOwnCursor) {
  for (int i = 0; i < 600; ++i) record(Opened{i, {}});
  std::vector<std::int64_t> taken;
  std::int64_t cursor = 100;
  Stream stream(database(), clock_);
  stream.follow({"index", [&] { return cursor; },
                 [&](const std::vector<RecordedFact>& facts) {
                   for (const RecordedFact& fact : facts) taken.push_back(fact.seq);
                   cursor = facts.back().seq;
                 }});
  stream.drain();
  ASSERT_EQ(taken.size(), 500U);
  EXPECT_EQ(taken.front(), 101);
  EXPECT_TRUE(std::is_sorted(taken.begin(), taken.end()));
}

TEST_P(Journal, TheRunningStreamTellsWhoWaits) {
  Stream stream(database(), clock_);
  std::atomic<std::int64_t> handled = 0, followed = 0;
  stream.subscribe({"test.handled", [&](Transaction&, const RecordedFact& fact) { handled = fact.seq; }});
  stream.follow({"index", [&] { return followed.load(); },
                 [&](const std::vector<RecordedFact>& facts) { followed = facts.back().seq; }});
  stream.start();
  EXPECT_FALSE(stream.wait_for(0, 50ms));
  record(Opened{1, {}});
  stream.nudge();
  EXPECT_TRUE(stream.wait_for(0, 5s));
  for (int i = 0; i < 250 && (handled < 1 || followed < 1); ++i) std::this_thread::sleep_for(20ms);
  EXPECT_EQ(handled, 1);
  EXPECT_EQ(followed, 1);
  std::thread waiting([&] { EXPECT_FALSE(stream.wait_for(1, 60s)); });
  stream.stop();
  waiting.join();
}

}  // namespace
}  // namespace shuniu::journal
