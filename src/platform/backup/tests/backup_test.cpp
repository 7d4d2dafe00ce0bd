#include "shuniu/backup/backup.h"

#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "postgres_server.h"
#include "shuniu/backup/published_mark.h"
#include "shuniu/files/file_store.h"
#include "shuniu/journal/journal.h"
#include "shuniu/journal/stream.h"

namespace shuniu::backup {
namespace {

namespace fs = std::filesystem;

struct Happened {
  static constexpr journal::FactType fact{"test.happened.v1", journal::Visibility::open};
  std::int64_t number = 0;
};
SHUNIU_DESCRIBE(Happened, number)

std::vector<database::Migration> tables() {
  auto all = journal::migrations();
  for (auto& migration : files::migrations()) all.push_back(migration);
  return all;
}

/// A small hub with facts and one attachment, on the engine of the parameter.
class Backup : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    open();
    ASSERT_TRUE(database::migrate(*database_, tables()).has_value());
    sha256_ = store().put("drawing of a valve").value().sha256;
    record(3);
  }
  void open() {
    database_ = database::open_database(places_.database, {.table_rule = database::TableRule::own_module});
  }
  files::FileStore store() {
    return files::FileStore(places_.files,
                            files::MasterKey::of_hub(places_.keys / "master.key", *database_).value(),
                            *database_, clock_);
  }
  void record(std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
      const auto done = database_->write([&](database::Transaction& tx) -> Result<Done> {
        journal::append(tx, clock_.now(), Happened{i});
        return Done{};
      });
      ASSERT_TRUE(done.has_value());
    }
    journal::Stream(*database_, clock_).drain();
  }
  static std::string new_database(const fs::path& folder) {
    if (GetParam() == "sqlite") {
      fs::create_directories(folder);
      return "sqlite:" + (folder / "hub.db").string();
    }
    return database::PostgresServer::instance().new_database();
  }

  static fs::path emptied(const fs::path& folder) {
    fs::remove_all(folder);
    return folder;
  }

  fs::path folder_ = emptied(fs::path(::testing::TempDir()) / ("backup_test_" + GetParam()));
  HubPlaces places_{new_database(folder_ / "hub"), folder_ / "hub/files", folder_ / "hub/keys"};
  Target target_{folder_ / "copy", folder_ / "copied_keys"};
  SystemClock clock_;
  std::unique_ptr<database::Database> database_;
  std::string sha256_;
};

TEST_P(Backup, ComesBackWithFactsAndFiles) {
  const auto made = back_up(places_, target_, clock_);
  ASSERT_TRUE(made.has_value()) << made.error().key;
  EXPECT_EQ(made->journal_last_seq, 3);
  ASSERT_TRUE(verify(target_.data).has_value());
  database_.reset();
  const HubPlaces other{new_database(folder_ / "restored"), folder_ / "other/files", folder_ / "other/keys"};
  ASSERT_TRUE(restore(target_, other).has_value());
  places_ = other;
  open();
  EXPECT_EQ(journal::Feed(*database_).last_seq(), 3);
  EXPECT_EQ(store().read(sha256_).value(), "drawing of a valve");
}

TEST_P(Backup, RunsWhileTheHubWrites) {
  std::jthread writer([this](const std::stop_token& stop) {
    while (!stop.stop_requested()) record(1);
  });
  const auto made = back_up(places_, target_, clock_);
  writer.request_stop();
  writer.join();
  ASSERT_TRUE(made.has_value());
  EXPECT_TRUE(verify(target_.data).has_value());
}

TEST_P(Backup, VerifyFindsDamageAndMissingFiles) {
  ASSERT_TRUE(back_up(places_, target_, clock_).has_value());
  const auto manifest = verify(target_.data);
  for (const auto& file : manifest->files) {
    std::fstream damaged(target_.data / file.name, std::ios::in | std::ios::out | std::ios::binary);
    damaged.seekp(20);
    damaged.put('\x7F');
    damaged.put('\x01');
  }
  const auto wrong = verify(target_.data);
  ASSERT_FALSE(wrong.has_value());
  EXPECT_EQ(wrong.error().key, "backup.damaged");
  EXPECT_EQ(wrong.error().faults.size(), manifest->files.size());
  fs::remove(target_.data / "manifest.json");
  EXPECT_EQ(verify(target_.data).error().key, "backup.incomplete");
}

TEST_P(Backup, NeverOverwrites) {
  ASSERT_TRUE(back_up(places_, target_, clock_).has_value());
  EXPECT_EQ(back_up(places_, target_, clock_).error().key, "backup.place_not_empty");
  EXPECT_EQ(restore(target_, places_).error().key, "backup.place_not_empty");
}

INSTANTIATE_TEST_SUITE_P(Engines, Backup, ::testing::Values("sqlite", "postgresql"));

TEST(PublishedMark, RefusesAJournalThatIsBehind) {
  const fs::path file = fs::path(::testing::TempDir()) / "published_mark_test";
  fs::remove(file);
  PublishedMark mark(file);
  EXPECT_FALSE(mark.check(0).has_value());
  mark.advance(7);
  mark.advance(5);
  EXPECT_EQ(PublishedMark(file).position(), 7);
  EXPECT_EQ(PublishedMark(file).check(6)->key, "hub.journal_behind");
  EXPECT_FALSE(PublishedMark(file).check(7).has_value());
}

TEST(PublishedMark, IsKnownByItsCopyWhenTheKeysWereLost) {
  const fs::path folder = fs::path(::testing::TempDir()) / "published_mark_copy_test";
  fs::remove_all(folder);
  const fs::path keys = folder / "keys/published_seq", data = folder / "data/published_seq";
  PublishedMark(keys, data).advance(7);
  fs::remove_all(folder / "keys");
  EXPECT_EQ(PublishedMark(keys, data).check(6)->key, "hub.journal_behind");
  PublishedMark(keys, data).advance(8);
  fs::remove_all(folder / "data");
  EXPECT_EQ(PublishedMark(keys, data).position(), 8);
}

}  // namespace
}  // namespace shuniu::backup
