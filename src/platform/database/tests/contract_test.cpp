// What every driver promises (database.h), on SQLite and on a real PostgreSQL.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "every_engine.h"
#include "shuniu/database/database.h"

namespace shuniu::database {
namespace {

enum class Colour { red, green };
SHUNIU_DESCRIBE_ENUM(Colour, red, green)

using ThingId = Id<struct ThingTag>;

struct Size {
  std::int64_t width = 0;
  std::int64_t height = 0;
};
SHUNIU_DESCRIBE(Size, width, height)

struct Thing {
  ThingId id;
  Text<1, 50> name;
  Colour colour = Colour::red;
  bool flag = false;
  std::int64_t amount_minor = 0;
  Instant made_at;
  std::optional<Date> due;
  std::optional<std::int64_t> weight;
  Size size;
  std::vector<std::string> words;
  JsonDocument body;
  ThingId parent;
};
SHUNIU_DESCRIBE(Thing, id, name, colour, flag, amount_minor, made_at, due, weight, size, words, body, parent)

constexpr const char* things =
    "CREATE TABLE test_thing (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, colour TEXT NOT NULL, flag "
    "BIGINT NOT NULL,"
    " amount_minor BIGINT NOT NULL, made_at BIGINT NOT NULL, due TEXT, weight BIGINT, size TEXT NOT NULL,"
    " words TEXT NOT NULL, body TEXT NOT NULL, parent TEXT REFERENCES test_thing (id))";

ThingId thing_id(int number) {
  std::string digits = std::to_string(number);
  return ThingId("00000000-0000-7000-8000-" + std::string(12 - digits.size(), '0') + digits);
}

Thing thing(int number) {
  Thing made;
  made.id = thing_id(number);
  made.name = "thing " + std::to_string(number);
  made.body.text = "{}";
  return made;
}

class Contract : public EveryEngine {
 protected:
  void SetUp() override {
    EveryEngine::SetUp();
    run(things);
  }
  void run(const std::string& sql) {
    ASSERT_TRUE(database().write([&](Transaction& tx) -> Result<Done> {
      tx.run(sql);
      return Done{};
    }));
  }
  void insert(const Thing& made) {
    ASSERT_TRUE(database().write([&](Transaction& tx) -> Result<Done> {
      tx.insert("test_thing", made);
      return Done{};
    }));
  }
  std::int64_t count() {
    return database().read(
        [](Transaction& tx) { return *tx.value<std::int64_t>("SELECT count(*) FROM test_thing"); });
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Contract, every_engine(), engine_name);

TEST_P(Contract, ARowComesBackAsItWasWritten) {
  Thing made = thing(1);
  made.name = std::string("热失控 \"x\" 'y' \n𠮷");
  made.colour = Colour::green;
  made.flag = true;
  made.amount_minor = 9'007'199'254'740'991;
  made.made_at = Instant{1'795'490'875'000'123};
  made.due = Date{2028, 2, 29};
  made.weight = -5;
  made.size = {3, 4};
  made.words = {"一", "two"};
  made.body.text = R"({"a":[1,null]})";
  insert(thing(7));
  made.parent = thing_id(7);
  insert(made);
  const auto found = database().read(
      [](Transaction& tx) { return tx.find<Thing>("SELECT * FROM test_thing WHERE id = $1", thing_id(1)); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, made.name);
  EXPECT_EQ(found->colour, Colour::green);
  EXPECT_TRUE(found->flag);
  EXPECT_EQ(found->amount_minor, made.amount_minor);
  EXPECT_EQ(found->made_at, made.made_at);
  EXPECT_EQ(found->due, made.due);
  EXPECT_EQ(found->weight, made.weight);
  EXPECT_EQ(found->size.height, 4);
  EXPECT_EQ(found->words, made.words);
  EXPECT_EQ(found->body.text, made.body.text);
  EXPECT_EQ(found->parent, thing_id(7));
}

TEST_P(Contract, NullReadsAsNothing) {
  insert(thing(1));
  const auto found =
      database().read([](Transaction& tx) { return tx.rows<Thing>("SELECT * FROM test_thing"); });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_FALSE(found[0].due);
  EXPECT_FALSE(found[0].weight);
  EXPECT_TRUE(found[0].parent.empty());
  database().read([](Transaction& tx) {
    EXPECT_EQ(tx.value<std::int64_t>("SELECT weight FROM test_thing"), std::nullopt);
    EXPECT_EQ(tx.value<std::int64_t>("SELECT weight FROM test_thing WHERE id = $1", "none"), std::nullopt);
    EXPECT_EQ(*tx.value<std::optional<std::int64_t>>("SELECT weight FROM test_thing"), std::nullopt);
    return 0;
  });
}

TEST_P(Contract, UpdateWritesEveryMember) {
  insert(thing(1));
  insert(thing(2));
  Thing changed = thing(1);
  changed.name = std::string("new name");
  changed.weight = 12;
  const auto rows = database().write(
      [&](Transaction& tx) -> Result<std::int64_t> { return tx.update("test_thing", changed); });
  EXPECT_EQ(*rows, 1);
  database().read([](Transaction& tx) {
    EXPECT_EQ(tx.value<std::string>("SELECT name FROM test_thing WHERE weight = $1", 12), "new name");
    return 0;
  });
}

struct NameOnly {
  std::string name;
};
SHUNIU_DESCRIBE(NameOnly, name)
struct NameAndNobody {
  std::string name;
  std::string nobody;
};
SHUNIU_DESCRIBE(NameAndNobody, name, nobody)

TEST_P(Contract, ColumnsAndMembersMustMatch) {
  insert(thing(1));
  const auto read = [this](auto question) {
    database().read([&](Transaction& tx) { return question(tx), 0; });
  };
  EXPECT_NO_THROW(read([](Transaction& tx) { tx.rows<NameOnly>("SELECT name FROM test_thing"); }));
  EXPECT_THROW(read([](Transaction& tx) { tx.rows<NameOnly>("SELECT name, id FROM test_thing"); }),
               DatabaseError);
  EXPECT_THROW(read([](Transaction& tx) { tx.rows<NameAndNobody>("SELECT name FROM test_thing"); }),
               DatabaseError);
  EXPECT_THROW(read([](Transaction& tx) { tx.rows<NameOnly>("SELECT id AS name, name FROM test_thing"); }),
               DatabaseError);
  EXPECT_THROW(
      read([](Transaction& tx) { tx.rows<NameOnly>("SELECT amount_minor AS name FROM test_thing"); }),
      DatabaseError);
  EXPECT_THROW(read([](Transaction& tx) { tx.value<std::int64_t>("SELECT name FROM test_thing"); }),
               DatabaseError);
  EXPECT_THROW(read([](Transaction& tx) { tx.value<Colour>("SELECT name FROM test_thing"); }), DatabaseError);
}

TEST_P(Contract, ParametersBindByTheirNumber) {
  insert(thing(1));
  database().read([](Transaction& tx) {
    EXPECT_EQ(tx.value<std::string>("SELECT $2 || $1 || $2", "a", "b"), "bab");
    EXPECT_EQ(tx.value<std::int64_t>("SELECT count(*) FROM test_thing WHERE name = $2 AND amount_minor = $1",
                                     0, "thing 1"),
              1);
    EXPECT_EQ(tx.value<std::int64_t>("SELECT count(*) FROM test_thing WHERE $1 IS NULL OR weight = $1",
                                     std::optional<std::int64_t>()),
              1);
    return 0;
  });
}

TEST_P(Contract, BytesComeBackAsBytes) {
  run("CREATE TABLE test_bytes (id BIGINT PRIMARY KEY, content BYTEA)");
  const Bytes content{std::string("\0\xff\\x'1", 6)};
  database().write([&](Transaction& tx) -> Result<Done> {
    tx.run("INSERT INTO test_bytes (id, content) VALUES ($1, $2)", 1, content);
    return Done{};
  });
  database().read([&](Transaction& tx) {
    tx.execute("SELECT content FROM test_bytes", {}, [&](const auto&, const std::vector<Value>& values) {
      EXPECT_EQ(values.at(0), Value(content));
    });
    return 0;
  });
}

TEST_P(Contract, RunTellsHowManyRowsChanged) {
  for (int i = 0; i < 5; ++i) insert(thing(i));
  database().write([](Transaction& tx) -> Result<Done> {
    EXPECT_EQ(tx.run("UPDATE test_thing SET weight = 1 WHERE name < $1", "thing 3"), 3);
    EXPECT_EQ(tx.run("SELECT id FROM test_thing"), 0);
    EXPECT_EQ(tx.run("DELETE FROM test_thing WHERE name = $1", "thing 9"), 0);
    EXPECT_EQ(tx.run("DELETE FROM test_thing WHERE weight = $1", 1), 3);
    EXPECT_EQ(tx.rows<NameOnly>("UPDATE test_thing SET weight = 2 RETURNING name").size(), 2U);
    return Done{};
  });
}

TEST_P(Contract, ARefusalChangesNothing) {
  const auto refused = database().write([](Transaction& tx) -> Result<Done> {
    tx.insert("test_thing", thing(1));
    return refuse("test.no", Kind::precondition);
  });
  EXPECT_EQ(refused.error().key, "test.no");
  EXPECT_EQ(count(), 0);
}

TEST_P(Contract, AnExceptionChangesNothingAndReachesTheCaller) {
  EXPECT_THROW(database().write([](Transaction& tx) -> Result<Done> {
    tx.insert("test_thing", thing(1));
    throw std::out_of_range("mine");
  }),
               std::out_of_range);
  EXPECT_EQ(count(), 0);
}

TEST_P(Contract, AUniqueViolationMayBecomeARefusal) {
  insert(thing(1));
  const auto refused = database().write([](Transaction& tx) -> Result<Done> {
    try {
      tx.insert("test_thing", thing(1));
    } catch (const UniqueViolation&) {
      return refuse("test.exists", Kind::conflict);
    }
    return Done{};
  });
  EXPECT_EQ(refused.error().key, "test.exists");
}

TEST_P(Contract, NothingFollowsAFailedStatement) {
  insert(thing(1));
  const auto go_on = [](Transaction& tx) {
    try {
      tx.insert("test_thing", thing(1));
    } catch (const UniqueViolation&) {
    }
  };
  EXPECT_THROW(database().write([&](Transaction& tx) -> Result<Done> {
    go_on(tx);
    tx.insert("test_thing", thing(2));
    return Done{};
  }),
               DatabaseError);
  EXPECT_THROW(database().write([&](Transaction& tx) -> Result<Done> {
    tx.insert("test_thing", thing(2));
    go_on(tx);
    return Done{};
  }),
               DatabaseError);
  EXPECT_EQ(count(), 1);
}

TEST_P(Contract, ASavepointUndoesOnlyItsOwnWork) {
  database().write([](Transaction& tx) -> Result<Done> {
    tx.insert("test_thing", thing(1));
    EXPECT_FALSE(tx.savepoint([&] { return tx.insert("test_thing", thing(2)), false; }));
    EXPECT_TRUE(tx.savepoint([&] {
      tx.insert("test_thing", thing(3));
      EXPECT_THROW(tx.savepoint([&] { return tx.insert("test_thing", thing(3)), true; }), UniqueViolation);
      return true;
    }));
    EXPECT_THROW(tx.savepoint([&]() -> bool {
      tx.insert("test_thing", thing(4));
      throw std::runtime_error("no");
    }),
                 std::runtime_error);
    tx.insert("test_thing", thing(5));
    return Done{};
  });
  const auto names = database().read(
      [](Transaction& tx) { return tx.rows<NameOnly>("SELECT name FROM test_thing ORDER BY name"); });
  ASSERT_EQ(names.size(), 3U);
  EXPECT_EQ(names[0].name + names[1].name + names[2].name, "thing 1thing 3thing 5");
}

TEST_P(Contract, ReferencesAreEnforced) {
  Thing orphan = thing(1);
  orphan.parent = thing_id(99);
  EXPECT_THROW(insert(orphan), DatabaseError);
}

TEST_P(Contract, TextSortsAndComparesByBytes) {
  const std::vector<std::string> words = {"Zebra", "_x", "apple", "Äpfel", "中", "一"};
  int number = 0;
  for (const std::string& word : words) {
    Thing made = thing(number++);
    made.name = word;
    insert(made);
  }
  std::vector<std::string> expected = words;
  std::sort(expected.begin(), expected.end());
  const auto rows = database().read(
      [](Transaction& tx) { return tx.rows<NameOnly>("SELECT name FROM test_thing ORDER BY name"); });
  std::vector<std::string> found;
  for (const NameOnly& row : rows) found.push_back(row.name);
  EXPECT_EQ(found, expected);
}

TEST_P(Contract, WhatOneEngineCannotStoreIsRefusedByBoth) {
  for (const std::string& text : {std::string("a\0b", 3), std::string("\xff"), std::string("\xed\xa0\x80"),
                                  std::string("\xc0\x80"), std::string("\xf4\x90\x80\x80")}) {
    Thing made = thing(1);
    made.name = text;
    EXPECT_THROW(insert(made), DatabaseError);
  }
  EXPECT_THROW(database().read([](Transaction& tx) { return tx.value<std::int64_t>("SELECT 1.5"); }),
               DatabaseError);
  EXPECT_THROW(run("INSERT INTO nowhere (x) VALUES (1)"), DatabaseError);
  EXPECT_THROW(run("COMMIT"), DatabaseError);
  EXPECT_THROW(run("SELECT 1; SELECT 2"), DatabaseError);
  insert(thing(1));
  EXPECT_EQ(count(), 1);
}

TEST_P(Contract, SumsAreWholeNumbers) {
  for (int i = 0; i < 3; ++i) insert(thing(i));
  run("UPDATE test_thing SET amount_minor = 9007199254740991");
  database().read([](Transaction& tx) {
    EXPECT_EQ(tx.value<std::int64_t>("SELECT sum(amount_minor) FROM test_thing"), 3 * 9'007'199'254'740'991);
    return 0;
  });
}

TEST_P(Contract, QuestionsCannotWrite) {
  EXPECT_THROW(database().read([](Transaction& tx) { return tx.insert("test_thing", thing(1)), 0; }),
               DatabaseError);
  EXPECT_EQ(count(), 0);
}

TEST_P(Contract, QuestionsSeeOneSnapshot) {
  insert(thing(1));
  database().read([this](Transaction& tx) {
    EXPECT_EQ(tx.value<std::int64_t>("SELECT count(*) FROM test_thing"), 1);
    std::thread([this] { insert(thing(2)); }).join();
    EXPECT_EQ(tx.value<std::int64_t>("SELECT count(*) FROM test_thing"), 1);
    return 0;
  });
  EXPECT_EQ(count(), 2);
}

TEST_P(Contract, CommandsOfManyThreadsAllHappenOnce) {
  constexpr int threads = 8, commands = 40;
  run("CREATE TABLE test_counter (id BIGINT PRIMARY KEY, total BIGINT NOT NULL)");
  run("INSERT INTO test_counter (id, total) VALUES (1, 0)");
  std::vector<std::thread> running;
  for (int t = 0; t < threads; ++t) {
    running.emplace_back([this] {
      for (int i = 0; i < commands; ++i) {
        const auto done = database().write([i](Transaction& tx) -> Result<Done> {
          const auto total = *tx.value<std::int64_t>("SELECT total FROM test_counter WHERE id = 1" +
                                                     std::string(tx.for_update()));
          tx.run("UPDATE test_counter SET total = $1 WHERE id = 1", total + 1);
          if (i % 4 == 3) return refuse("test.every_fourth", Kind::precondition);
          return Done{};
        });
        EXPECT_EQ(done.has_value(), i % 4 != 3);
      }
    });
  }
  for (std::thread& thread : running) thread.join();
  database().read([](Transaction& tx) {
    EXPECT_EQ(tx.value<std::int64_t>("SELECT total FROM test_counter"), threads * commands * 3 / 4);
    return 0;
  });
}

/// "At most three open things": a rule over rows that it does not lock, so it locks a guard row.
TEST_P(Contract, AtMostThreeHoldsInManySessions) {
  run("CREATE TABLE test_guard (name TEXT PRIMARY KEY)");
  run("INSERT INTO test_guard (name) VALUES ('open')");
  std::atomic<int> accepted = 0;
  std::vector<std::thread> running;
  for (int t = 0; t < 8; ++t) {
    running.emplace_back([this, t, &accepted] {
      for (int i = 0; i < 4; ++i) {
        const auto opened = database().write([&](Transaction& tx) -> Result<Done> {
          tx.run("SELECT name FROM test_guard WHERE name = 'open'" + std::string(tx.for_update()));
          if (*tx.value<std::int64_t>("SELECT count(*) FROM test_thing") >= 3) {
            return refuse("test.too_many", Kind::precondition);
          }
          tx.insert("test_thing", thing(t * 10 + i));
          return Done{};
        });
        if (opened) ++accepted;
      }
    });
  }
  for (std::thread& thread : running) thread.join();
  EXPECT_EQ(accepted, 3);
  EXPECT_EQ(count(), 3);
}

/// The same rule under a named lock, where there is no row to lock.
TEST_P(Contract, ANamedLockHoldsUntilTheEnd) {
  std::vector<std::thread> running;
  for (int t = 0; t < 8; ++t) {
    running.emplace_back([this, t] {
      (void)database().write([&](Transaction& tx) -> Result<Done> {
        tx.lock("test.things");
        if (*tx.value<std::int64_t>("SELECT count(*) FROM test_thing") >= 3) {
          return refuse("test.too_many", Kind::precondition);
        }
        tx.insert("test_thing", thing(t));
        return Done{};
      });
    });
  }
  for (std::thread& thread : running) thread.join();
  EXPECT_EQ(count(), 3);
}

TEST_P(Contract, IsReadyAndLeads) {
  EXPECT_TRUE(database().is_ready());
  const auto leadership = database().lead("test.task");
  ASSERT_TRUE(leadership);
  EXPECT_TRUE(leadership->holds());
}

TEST_P(Contract, AQuestionThatTakesTooLongIsEnded) {
  const std::string other =
      GetParam() == Engine::sqlite ? address() : PostgresServer::instance().new_database();
  {
    const auto hasty = open_database(other, {.readers = 1, .longest_read_ms = 100});
    const auto count_to = [&](std::int64_t end) {
      return hasty->read([&](Transaction& tx) {
        return tx.value<std::int64_t>(
            "WITH RECURSIVE n(i) AS (SELECT CAST($1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < $2) "
            "SELECT COUNT(*) FROM n",
            std::int64_t{1}, end);
      });
    };
    const auto began = std::chrono::steady_clock::now();
    EXPECT_THROW(count_to(1'000'000'000), DatabaseUnavailable);
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(5));
    EXPECT_EQ(count_to(10), 10) << "the connection serves on";
  }
  if (GetParam() == Engine::postgresql) PostgresServer::instance().drop(other);
}

TEST_P(Contract, ACommandInsideACommandIsAMistakeOfTheProgram) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH((void)database().write([this](Transaction&) -> Result<Done> {
    return database().write([](Transaction&) -> Result<Done> { return Done{}; });
  }),
               "a command does not start another command");
}

}  // namespace
}  // namespace shuniu::database
