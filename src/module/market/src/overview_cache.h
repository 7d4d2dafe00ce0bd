// overview_cache.h - the hub in figures as strangers see it, counted once per state of the index.
//
//   return cache.of(snapshot, reader.today, [&] { return counted_overview(…); });
//
// Promises: what has left the index is in no answer; names of organisations are at most ten seconds old.
// While
// one caller counts, the others wait for its answer.
// Thread-safe.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>

#include "shuniu/market/market.h"
#include "shuniu/search/index.h"

namespace shuniu::market {

class OverviewCache {
 public:
  Overview of(const std::shared_ptr<const search::Snapshot>& snapshot, Date today,
              const std::function<Overview()>& count);

 private:
  using Time = std::chrono::steady_clock;

  std::mutex mutex_;
  std::weak_ptr<const search::Snapshot> snapshot_;  // does not keep the files of an old one
  Date today_;
  Time::time_point counted_at_;
  Overview overview_;
};

}  // namespace shuniu::market
