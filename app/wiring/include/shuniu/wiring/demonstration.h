// demonstration.h - loads the demonstration's organisations, needs, offers and experts through the rules of
// the modules.
//
//   Result<DemonstrationLoaded> loaded = load_demonstration(*hub, "demonstration", "data");
//
// Promises
//   - Only an empty hub takes it (demonstration.hub_not_empty); a faulty line is refused with file and line.
//   - One account per role is made with a random password, kept in data/demonstration_accounts.json for the
//     sign-in page.
// Does not run on a hub that listens beyond loopback: `serve` refuses that.
#pragma once

#include <string>
#include <vector>

#include "shuniu/wiring/hub.h"
#include "shuniu/wiring/system.h"

namespace shuniu::wiring {

struct DemonstrationLoaded {
  std::int64_t organisations = 0;
  std::int64_t needs = 0;
  std::int64_t offers = 0;
  std::int64_t experts = 0;
};

Result<DemonstrationLoaded> load_demonstration(Hub& hub, const std::string& directory,
                                               const std::string& data);

std::vector<DemonstrationAccount> read_demonstration_accounts(const std::string& data);

}  // namespace shuniu::wiring
