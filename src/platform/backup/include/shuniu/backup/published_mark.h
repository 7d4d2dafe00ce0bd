// published_mark.h - how far the hub's journal has been shown to others, remembered apart from the database.
//
//   PublishedMark mark("data/keys/published_seq", "data/published_seq");
//   if (auto refused = mark.check(feed.last_seq())) return *refused;    // hub.journal_behind
//   mark.advance(last_seq);                                             // once a second, by the hub's upkeep
//
// Promises: the mark only rises and is durable when advance returns. A hub restored from an old backup would
// number new facts with positions that others have already seen with other contents: check refuses that, and
// says what to do.
// It is kept twice, and the higher one counts: with the keys, which are restored apart, and with the data,
// for a hub whose keys were lost.
#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>

#include "shuniu/base/result.h"

namespace shuniu::backup {

class PublishedMark {
 public:
  explicit PublishedMark(std::filesystem::path file, std::filesystem::path copy = {});
  std::int64_t position() const;
  std::optional<Reason> check(std::int64_t journal_last_seq) const;
  void advance(std::int64_t seq);

 private:
  std::filesystem::path file_;
  std::filesystem::path copy_;  // empty: none
  mutable std::mutex mutex_;
  std::int64_t position_ = 0;
};

}  // namespace shuniu::backup
