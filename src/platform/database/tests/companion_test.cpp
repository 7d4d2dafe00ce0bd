// What is written together with a command (companion.h), on both engines.
#include <gtest/gtest.h>

#include "every_engine.h"
#include "shuniu/database/database.h"

namespace shuniu::database {
namespace {

struct Sum {
  std::int64_t of = 0;
};

/// Notes beside each command how it ended.
class Notes final : public Companion {
 public:
  bool accompany(Transaction& tx, const Command& command) override {
    const bool accepted = tx.savepoint([&] {
      const Outcome outcome = command();
      ends_with = outcome.value != nullptr ? std::to_string(static_cast<const Sum*>(outcome.value)->of)
                                           : outcome.refusal.key;
      return outcome.value != nullptr;
    });
    tx.run("INSERT INTO test_note (note) VALUES ($1)", ends_with);
    return accepted || keeps_refusals;
  }

  std::string ends_with;
  bool keeps_refusals = true;
};

class CompanionTest : public EveryEngine {
 protected:
  void SetUp() override {
    EveryEngine::SetUp();
    for (const char* sql : {"CREATE TABLE test_note (note TEXT NOT NULL)",
                            "CREATE TABLE test_number (number BIGINT PRIMARY KEY)"}) {
      static_cast<void>(
          database().write([&](Transaction& tx) -> Result<Done> { return tx.run(sql), Done{}; }));
    }
  }
  Result<Sum> add(std::int64_t number) {
    return database().write([&](Transaction& tx) -> Result<Sum> {
      tx.run("INSERT INTO test_number (number) VALUES ($1)", number);
      if (number < 0) return refuse("test.negative", Kind::precondition);
      return Sum{*tx.value<std::int64_t>("SELECT CAST(sum(number) AS BIGINT) FROM test_number")};
    });
  }
  std::int64_t count(const std::string& table) {
    return database().read(
        [&](Transaction& tx) { return *tx.value<std::int64_t>("SELECT count(*) FROM test_" + table); });
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, CompanionTest, every_engine(), engine_name);

TEST_P(CompanionTest, CommitsWithTheCommandThatItAccompanies) {
  Notes notes;
  {
    const Accompaniment accompaniment(notes, typeid(Sum));
    EXPECT_FALSE(accompaniment.is_committed());
    EXPECT_EQ(add(3)->of, 3);
    EXPECT_TRUE(accompaniment.is_committed());
    EXPECT_EQ(notes.ends_with, "3");
  }
  EXPECT_EQ(add(4)->of, 7);  // accompanied by nobody
  EXPECT_EQ(count("note"), 1);
}

TEST_P(CompanionTest, ARefusalIsUndoneAndMayBeNoted) {
  Notes notes;
  const Accompaniment accompaniment(notes, typeid(Sum));
  EXPECT_EQ(add(-1).error().key, "test.negative");
  EXPECT_TRUE(accompaniment.is_committed());
  EXPECT_EQ(count("number"), 0);
  EXPECT_EQ(count("note"), 1);
}

TEST_P(CompanionTest, WhatTheCompanionGivesUpIsUndoneAltogether) {
  Notes notes;
  notes.keeps_refusals = false;
  const Accompaniment accompaniment(notes, typeid(Sum));
  EXPECT_EQ(add(-1).error().key, "test.negative");
  EXPECT_FALSE(accompaniment.is_committed());
  EXPECT_EQ(count("note"), 0);
  EXPECT_EQ(add(1)->of, 1);  // it may be tried again
}

TEST_P(CompanionTest, AFailureMayBeTriedAgain) {
  ASSERT_TRUE(add(1));
  Notes notes;
  const Accompaniment accompaniment(notes, typeid(Sum));
  EXPECT_THROW(add(1), UniqueViolation);
  EXPECT_FALSE(accompaniment.is_committed());
  EXPECT_EQ(add(2)->of, 3);
  EXPECT_EQ(count("note"), 1);
}

TEST_P(CompanionTest, NothingCommitsBesideIt) {
  Notes notes;
  const Accompaniment accompaniment(notes, typeid(Sum));
  const auto beside = [&] {
    static_cast<void>(database().write([](Transaction& tx) -> Result<Done> {
      tx.run("INSERT INTO test_number (number) VALUES (9)");
      return Done{};
    }));
  };
  EXPECT_THROW(beside(), DatabaseError);
  EXPECT_TRUE(add(1));
  EXPECT_THROW(add(2), DatabaseError);
  EXPECT_EQ(count("number"), 1);
}

}  // namespace
}  // namespace shuniu::database
