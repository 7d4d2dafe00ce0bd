// money.h - an amount in minor units of one currency (ISO 4217).
//
//   Money price{12'000'000, "CNY"};   // 120,000.00 yuan
//
// Promises: whole minor units within +-(2^53-1), so that every JSON reader keeps them exact.
// Does not convert between currencies and does not round.
#pragma once

#include <cstdint>
#include <string>

#include "shuniu/base/bounded.h"
#include "shuniu/base/describe.h"

namespace shuniu {

constexpr std::int64_t largest_json_integer = 9'007'199'254'740'991;  // 2^53 - 1

struct Money {
  Whole<0, largest_json_integer> amount_minor;
  Text<3, 3> currency = std::string("CNY");
};
SHUNIU_DESCRIBE(Money, amount_minor, currency)

/// "From … to …", for budgets and expectations.
struct MoneyRange {
  Whole<0, largest_json_integer> low_minor;
  Whole<0, largest_json_integer> high_minor;
  Text<3, 3> currency = std::string("CNY");
};
SHUNIU_DESCRIBE(MoneyRange, low_minor, high_minor, currency)

}  // namespace shuniu
