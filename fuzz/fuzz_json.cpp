// fuzz_json.cpp - any bytes as JSON: what is canonical stays so, and a body decodes or lists its faults.
#include <cstdint>
#include <optional>
#include <string_view>

#include "shuniu/base/assert.h"
#include "shuniu/base/describe.h"
#include "shuniu/base/money.h"
#include "shuniu/json/json.h"

namespace {

struct Body {
  shuniu::Text<1, 20> title;
  std::optional<shuniu::MoneyRange> budget;
  shuniu::Items<shuniu::Decimal, 4> figures;
  std::optional<shuniu::Date> deadline;
  std::optional<shuniu::Instant> at;
  shuniu::JsonDocument rest;
};
SHUNIU_DESCRIBE(Body, title, budget, figures, deadline, at, rest)

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto canonical = shuniu::json::canonical(bytes)) {
    SHUNIU_ASSERT(shuniu::json::canonical(*canonical).value() == *canonical, "canonical form is stable");
  }
  const auto body = shuniu::json::decode<Body>(bytes);
  if (!body) {
    SHUNIU_ASSERT(!body.error().faults.empty(), "a refusal lists its faults");
    return 0;
  }
  const std::string wire = shuniu::json::encode(*body);
  SHUNIU_ASSERT(shuniu::json::encode(shuniu::json::decode<Body>(wire).value()) == wire,
                "what is written is read back");
  return 0;
}
