// import_work_test.cpp - what happens to an import beside its file: two workers, failure, nothing to bring.
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <thread>
#include <utility>

#include "market_fixture.h"
#include "shuniu/journal/feed.h"
#include "shuniu/json/json.h"
#include "shuniu/market/import.h"

namespace shuniu::market {
namespace {

const std::string header = "title,problem,fields\n";

std::string good_row(const std::string& title) {
  return title + ",三元电芯在针刺后四分钟内热失控，需要厚度不超过一毫米、可耐高温的隔热材料。,06\n";
}

class ImportWork : public MarketFixture {
 protected:
  void SetUp() override {
    MarketFixture::SetUp();
    import_ = std::make_unique<Import>(market());
  }
  void TearDown() override {
    import_.reset();
    MarketFixture::TearDown();
  }

  ImportView imported(const std::string& name, const std::string& bytes) {
    const auto started = import_->start(wang_, {ItemKind::need, name, bytes, Faulty::refuse}).value();
    import_->run_pending();
    return import_->progress(wang_, {started.id}).value();
  }
  std::int64_t my_items() { return market().my_items(wang_, {}).value().total; }

  std::unique_ptr<Import> import_;
};
INSTANTIATE_TEST_SUITE_P(Engines, ImportWork, database::every_engine(), database::engine_name);

/// Files whose next reading takes long: meanwhile something else happens.
class SlowFiles final : public Files {
 public:
  explicit SlowFiles(Files& files) : files_(files) {}
  Result<StoredFile> put(const std::string& bytes) override { return files_.put(bytes); }
  Result<std::string> read(const std::string& sha256) override {
    if (const auto meanwhile = std::exchange(meanwhile_, nullptr)) meanwhile();
    return files_.read(sha256);
  }
  void during_next_read(std::function<void()> meanwhile) { meanwhile_ = std::move(meanwhile); }

 private:
  Files& files_;
  std::function<void()> meanwhile_;
};

/// A worker that has read the row of an import (put back to where it once stood) loses its leadership, and
/// another one brings the import to its end; then the first one goes on with what it holds.
TEST_P(ImportWork, TwoWorkersOnOneImportBringEachRowOnce) {
  SlowFiles slow(files_);
  Market second_market(database(), *catalogue_, directory_, slow, rulebook(), clock_, options());
  Import overtaken(second_market);
  const auto lose_leadership = [&] {
    if (database().engine() == database::Engine::sqlite) return;
    database().read([](database::Transaction& tx) {
      tx.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database = "
          "(SELECT oid FROM pg_database WHERE datname = current_database())",
          {}, [](const auto&, auto&) {});
      return 0;
    });
  };
  std::int64_t expected = 0;
  struct Begun {
    std::string status;
    std::int64_t staged_line;
    std::int64_t rows_staged;
  };
  for (const Begun& begun : {Begun{"reading", 0, 0}, Begun{"staging", 2, 1}, Begun{"switching", 4, 3}}) {
    const std::string title = begun.status + "时换手的电池需求";
    const auto view = imported("needs.csv", header + good_row(title) + good_row(title) + good_row(title));
    expected += 3;
    database()
        .write([&](database::Transaction& tx) -> Result<Done> {
          tx.run(
              "DELETE FROM market_item WHERE title = $1 AND id NOT IN (SELECT id FROM market_item WHERE "
              "title = $1 ORDER BY id LIMIT $2)",
              title, begun.rows_staged);
          tx.run("UPDATE market_item SET staged_in = $1 WHERE title = $2", view.id, title);
          tx.run("UPDATE market_import SET status = $2, staged_line = $3, rows_staged = $4 WHERE id = $1",
                 view.id, begun.status, begun.staged_line, begun.rows_staged);
          if (begun.rows_staged < 3)
            tx.run("UPDATE market_import SET switched_at = NULL WHERE id = $1", view.id);
          return Done{};
        })
        .value();
    slow.during_next_read([&] {
      lose_leadership();
      for (int i = 0; i < 100 && import_->run_pending() == 0; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
      }
    });
    overtaken.run_pending();
    const auto end = import_->progress(wang_, {view.id}).value();
    EXPECT_EQ(end.status, ImportStatus::finished) << begun.status;
    EXPECT_EQ(end.rows_staged, 3) << begun.status;
    EXPECT_EQ(my_items(), expected) << begun.status;
  }
  stream().drain();
  std::int64_t switched = 0;
  for (const auto& fact : journal::Feed(database()).read_all(0, 100)) {
    if (fact.type == "market.import_switched.v1") ++switched;
  }
  EXPECT_EQ(switched, 5);  // three imports, of which two were put back before their switch
}

TEST_P(ImportWork, AFileWithoutRowsIsOneFault) {
  const std::string empty_rows(5'000, '\n');
  for (const auto& bytes : {std::string(), header, header + empty_rows}) {
    const auto view = imported("needs.csv", bytes);
    EXPECT_EQ(view.status, ImportStatus::refused);
    ASSERT_EQ(view.faults.size(), 1u) << bytes.size();
    EXPECT_EQ(view.faults[0].key, "fault.no_rows");
    EXPECT_EQ(view.faults[0].line, 1);
  }
}

TEST_P(ImportWork, WhatAFailedImportHasStagedIsRemoved) {
  const auto kept = imported("needs.csv", header + good_row("第一条电池需求"));
  NeedContent restricted = sample_need();
  restricted.excluded_organisations.push_back(rival_);
  const auto failed =
      imported("needs.jsonl", json::encode(restricted) + "\n" + json::encode(restricted) + "\n");
  const auto rows = [&] {
    return database().read([](database::Transaction& tx) {
      return tx.value<std::int64_t>("SELECT COUNT(*) FROM market_item").value();
    });
  };
  EXPECT_EQ(rows(), 3);
  database()
      .write([&](database::Transaction& tx) -> Result<Done> {
        tx.run("UPDATE market_item SET staged_in = $1 WHERE staged_in IS NULL AND restricted = 1", failed.id);
        tx.run("UPDATE market_import SET status = 'failed', switched_at = NULL WHERE id = $1", failed.id);
        return Done{};
      })
      .value();
  EXPECT_EQ(import_->remove_leftovers(), 2);
  EXPECT_EQ(import_->remove_leftovers(), 0);
  EXPECT_EQ(rows(), 1);
  EXPECT_EQ(my_items(), kept.rows_staged);
}

}  // namespace
}  // namespace shuniu::market
