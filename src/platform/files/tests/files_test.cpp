#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "manual_clock.h"
#include "shuniu/files/durable.h"
#include "shuniu/files/file_store.h"

namespace shuniu::files {
namespace {

class Files : public ::testing::Test {
 protected:
  Files() {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    database_ = database::open_database("sqlite:" + (folder_ / "hub.db").string(),
                                        {.table_rule = database::TableRule::named_module});
    EXPECT_TRUE(database::migrate(*database_, migrations()).has_value());
  }
  FileStore store() {
    return FileStore(folder_ / "files", MasterKey::of_hub(key_file(), *database_).value(), *database_,
                     clock_);
  }
  std::filesystem::path key_file() const { return folder_ / "keys/master.key"; }
  std::string refusal_of_key() {
    const auto key = MasterKey::of_hub(key_file(), *database_);
    return key ? "" : key.error().key;
  }
  std::filesystem::path only_file() {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_ / "files")) {
      if (entry.is_regular_file()) return entry.path();
    }
    return {};
  }

  std::filesystem::path folder_ = std::filesystem::path(::testing::TempDir()) / "files_test";
  std::unique_ptr<database::Database> database_;
  shuniu::testing::ManualClock clock_;
};

TEST_F(Files, GivesBackWhatWasPut) {
  const std::string bytes = "%PDF-1.7 \x01\x02" + std::string(100'000, 'x');
  const auto stored = store().put(bytes);
  ASSERT_TRUE(stored.has_value());
  EXPECT_EQ(stored->size_bytes, static_cast<std::int64_t>(bytes.size()));
  EXPECT_EQ(store().read(stored->sha256).value(), bytes);
  EXPECT_EQ(store().put(bytes)->sha256, stored->sha256) << "same bytes, same address";
}

TEST_F(Files, KeepsNothingInClear) {
  ASSERT_TRUE(store().put("a secret recipe for electrolytes").has_value());
  EXPECT_EQ(read_file(only_file()).find("electrolytes"), std::string::npos);
}

TEST_F(Files, RefusesADamagedFileAndHealsItWhenPutAgain) {
  const std::string bytes = "drawing";
  const auto stored = store().put(bytes);
  std::fstream file(only_file(), std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(30);
  file.put('\xAA');
  file.close();
  EXPECT_EQ(store().read(stored->sha256).error().key, "files.damaged");
  ASSERT_TRUE(store().put(bytes).has_value());
  EXPECT_EQ(store().read(stored->sha256).value(), bytes);
}

TEST_F(Files, ForgetsForGood) {
  const auto stored = store().put("drawing");
  ASSERT_TRUE(store().forget(stored->sha256).has_value());
  EXPECT_EQ(store().read(stored->sha256).error().key, "files.not_found");
  EXPECT_EQ(store().forget(stored->sha256).error().key, "files.not_found");
  store().remove_leftovers(clock_.now());
  EXPECT_FALSE(only_file().empty()) << "a backup that runs may still copy it";
  clock_.advance_days(1);
  store().remove_leftovers(clock_.now());
  EXPECT_TRUE(only_file().empty());
}

TEST_F(Files, KeepsWhatWasPutAgain) {
  const auto old = store().put("drawing");
  clock_.advance_days(2);
  const Instant yesterday = clock_.now() + -microseconds_per_day;
  EXPECT_EQ(store().addresses_put_before(yesterday, "", 10), std::vector<std::string>{old->sha256});
  ASSERT_TRUE(store().put("drawing"));
  EXPECT_TRUE(store().addresses_put_before(yesterday, "", 10).empty());
  EXPECT_FALSE(store().forget_if_old(old->sha256, yesterday));
  EXPECT_EQ(store().read(old->sha256).value(), "drawing");
  clock_.advance_days(2);
  EXPECT_TRUE(store().forget_if_old(old->sha256, clock_.now() + -microseconds_per_day));
  ASSERT_TRUE(store().put("drawing"));
  EXPECT_EQ(store().read(old->sha256).value(), "drawing") << "forgotten, and put anew";
  clock_.advance_days(2);
  store().remove_leftovers(clock_.now());
  EXPECT_EQ(store().read(old->sha256).value(), "drawing") << "the new bytes are another file";
}

TEST_F(Files, MakesNoKeyWhereFilesAreStoredUnderAnother) {
  EXPECT_EQ(refusal_of_key(), "");
  std::filesystem::remove(key_file());
  EXPECT_EQ(refusal_of_key(), "") << "nothing is stored yet";
  ASSERT_TRUE(store().put("drawing"));
  const std::string right = read_file(key_file());
  std::filesystem::remove(key_file());
  EXPECT_EQ(refusal_of_key(), "files.master_key_missing");
  EXPECT_FALSE(std::filesystem::exists(key_file()));
  write_durably(key_file(), std::string(64, 'a') + "\n");
  EXPECT_EQ(refusal_of_key(), "files.master_key_differs");
  write_durably(key_file(), right);
  EXPECT_EQ(refusal_of_key(), "");
}

TEST_F(Files, KnowsAKeyFromBeforeFingerprintsByTheFilesItOpens) {
  ASSERT_TRUE(store().put("drawing"));
  const std::string right = read_file(key_file());
  const auto forget_fingerprint = [this] {
    (void)database_->write([](database::Transaction& tx) -> Result<Done> {
      const database::ModuleScope scope("files");
      tx.run("DELETE FROM files_master_key");
      return Done{};
    });
  };
  forget_fingerprint();
  write_durably(key_file(), std::string(64, 'a') + "\n");
  EXPECT_EQ(refusal_of_key(), "files.master_key_differs");
  write_durably(key_file(), right);
  EXPECT_EQ(refusal_of_key(), "");
}

TEST_F(Files, RefusesBySizeAndByTheBytesThemselves) {
  EXPECT_EQ(store().put(std::string(11, 'x'), {.largest_bytes = 10}).error().key, "files.too_large");
  EXPECT_EQ(store().put("MZ\x90\x00 looks like a program", {.media_types = {"application/pdf"}}).error().key,
            "files.type_not_allowed");
  EXPECT_EQ(store().read("../../etc/passwd").error().key, "files.not_found");
}

TEST(DetectMediaType, LooksAtTheBytes) {
  EXPECT_EQ(detect_media_type("%PDF-1.4"), "application/pdf");
  EXPECT_EQ(detect_media_type("PK\x03\x04rest"), "application/zip");
  EXPECT_EQ(detect_media_type("锂电池\n"), "text/plain");
  EXPECT_EQ(detect_media_type("\xC0\xAF"), "application/octet-stream");
}

}  // namespace
}  // namespace shuniu::files
