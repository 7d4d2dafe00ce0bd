// rate_limit.h - so many requests per minute for each name (an address, an account), in bounded memory.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace shuniu::http {

/// A token bucket per name that holds one minute's worth, kept as the time at which it will be full again.
/// Two generations bound the memory: names not seen while a generation filled up start afresh, with a full
/// bucket.
class RateLimit {
 public:
  /// `per_minute` 0 allows everything.
  RateLimit(std::int64_t per_minute, std::size_t names_per_generation = 50'000);

  /// 0 when the request may pass, otherwise the whole seconds to wait.
  std::int64_t seconds_to_wait(const std::string& name, std::int64_t now_us);
  std::size_t names() const;

 private:
  std::int64_t& full_at(const std::string& name);

  const std::int64_t interval_us_;
  const std::size_t names_per_generation_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::int64_t> young_;
  std::unordered_map<std::string, std::int64_t> old_;
};

}  // namespace shuniu::http
