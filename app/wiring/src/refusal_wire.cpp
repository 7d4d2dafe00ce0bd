#include "refusal_wire.h"

#include "shuniu/json/json.h"

namespace shuniu {
SHUNIU_DESCRIBE_ENUM(Kind, invalid, unauthenticated, forbidden, not_found, conflict, precondition, gone,
                     too_large, unsupported, rate_limited, unavailable)
}  // namespace shuniu

namespace shuniu::wiring {
namespace {

struct NamedValue {
  std::string name;
  std::string value;
};
SHUNIU_DESCRIBE(NamedValue, name, value)

struct WireFault {
  std::string path;
  std::string key;
  std::vector<NamedValue> values;
  std::string got;
};
SHUNIU_DESCRIBE(WireFault, path, key, values, got)

struct WireRefusal {
  std::string key;
  Kind kind = Kind::invalid;
  std::vector<WireFault> faults;
  std::vector<NamedValue> details;
};
SHUNIU_DESCRIBE(WireRefusal, key, kind, faults, details)

std::vector<NamedValue> named(const Details& details) {
  std::vector<NamedValue> values;
  for (const auto& [name, value] : details) values.push_back({name, value});
  return values;
}

Details details_of(const std::vector<NamedValue>& values) {
  Details details;
  for (const auto& [name, value] : values) details.emplace_back(name, value);
  return details;
}

}  // namespace

std::string refusal_text(const Reason& reason) {
  WireRefusal refusal{reason.key, reason.kind, {}, named(reason.details)};
  for (const Fault& fault : reason.faults) {
    refusal.faults.push_back({fault.path, fault.key, named(fault.values), fault.got});
  }
  return json::encode(refusal);
}

Reason refusal_in(std::string_view text) {
  const auto refusal = json::decode<WireRefusal>(text);
  if (!refusal) throw std::runtime_error("the server's refusal cannot be read");
  std::vector<Fault> faults;
  for (const WireFault& fault : refusal->faults) {
    faults.push_back({fault.path, fault.key, details_of(fault.values), fault.got});
  }
  return Reason(refusal->key, refusal->kind, std::move(faults), details_of(refusal->details));
}

}  // namespace shuniu::wiring
