// watched_database.h - a database that counts the items that each write puts or settles, and may take its
// time with them.
//
//   WatchedDatabase watched(database());
//   watched.slow_down(std::chrono::milliseconds(2));     // each item takes at least that long from now on
//   …
//   EXPECT_LE(watched.staged().front(), 8);              // items of the first write that staged some
//
// For one caller at a time.
#pragma once

#include <chrono>
#include <thread>
#include <vector>

#include "shuniu/database/database.h"

namespace shuniu::market {

class WatchedDatabase final : public database::Database {
 public:
  explicit WatchedDatabase(Database& real) : real_(real) {}

  void slow_down(std::chrono::milliseconds per_item) { per_item_ = per_item; }
  const std::vector<std::int64_t>& staged() const { return staged_; }
  const std::vector<std::int64_t>& settled() const { return settled_; }

  database::Engine engine() const override { return real_.engine(); }
  bool is_ready() override { return real_.is_ready(); }
  std::unique_ptr<database::Leadership> lead(std::string_view task) override { return real_.lead(task); }

 protected:
  void run_write(const std::function<bool(database::Transaction&)>& command) override {
    std::int64_t staged = 0, settled = 0;
    (real_.*Inside::write)([&](database::Transaction& tx) {
      WatchedTransaction transaction(tx, per_item_);
      const bool accepted = command(transaction);
      staged = transaction.staged;
      settled = transaction.settled;
      return accepted;
    });
    if (staged > 0) staged_.push_back(staged);
    if (settled > 0) settled_.push_back(settled);
  }
  void run_read(const std::function<void(database::Transaction&)>& question) override {
    (real_.*Inside::read)(question);
  }

 private:
  /// The way into another database, beside its public templates: those have been passed already.
  struct Inside : Database {
    static constexpr auto write = &Inside::run_write;
    static constexpr auto read = &Inside::run_read;
  };

  class WatchedTransaction final : public database::Transaction {
   public:
    WatchedTransaction(Transaction& real, std::chrono::milliseconds per_item)
        : real_(real), per_item_(per_item) {}
    std::string_view for_update() const override { return real_.for_update(); }
    database::Engine engine() const override { return real_.engine(); }
    void lock(std::string_view name) override { real_.lock(name); }
    bool savepoint(const std::function<bool()>& work) override { return real_.savepoint(work); }
    std::int64_t execute(std::string_view sql, const std::vector<database::Value>& parameters,
                         const database::RowReader& reader) override {
      const bool stages = sql.starts_with("INSERT INTO market_item ");
      const bool settles = sql.starts_with("UPDATE market_item SET staged_in = NULL");
      staged += stages ? 1 : 0;
      settled += settles ? 1 : 0;
      if (stages || settles) std::this_thread::sleep_for(per_item_);
      return real_.execute(sql, parameters, reader);
    }

    std::int64_t staged = 0;
    std::int64_t settled = 0;

   private:
    Transaction& real_;
    const std::chrono::milliseconds per_item_;
  };

  Database& real_;
  std::chrono::milliseconds per_item_{0};
  std::vector<std::int64_t> staged_;
  std::vector<std::int64_t> settled_;
};

}  // namespace shuniu::market
