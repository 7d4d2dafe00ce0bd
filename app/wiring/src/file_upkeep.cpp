#include "file_upkeep.h"

#include "shuniu/telemetry/log.h"

namespace shuniu::wiring {
namespace {

constexpr std::int64_t grace = microseconds_per_day;
constexpr std::int64_t addresses_at_once = 200;

}  // namespace

void forget_removed_files(market::Market& market, files::FileStore& files, Instant now) {
  const Instant put_before = now + -grace;
  std::int64_t forgotten = 0;
  auto addresses = files.addresses_put_before(put_before, "", addresses_at_once);
  while (!addresses.empty()) {
    for (const std::string& sha256 : market.unnamed_files(addresses)) {
      forgotten += files.forget_if_old(sha256, put_before) ? 1 : 0;
    }
    addresses = files.addresses_put_before(put_before, addresses.back(), addresses_at_once);
  }
  files.remove_leftovers(put_before);
  if (forgotten > 0) {
    telemetry::log(telemetry::Level::info, "files.forgotten", {{"count", std::to_string(forgotten)}});
  }
}

}  // namespace shuniu::wiring
