// told.h - what a caller of the hub was told about a change, and what the change was expected to record.
#pragma once

#include "shuniu/database/value.h"
#include "shuniu/market/market.h"

namespace shuniu::simulation {

/// Stands in every text of the simulation, so that a search for it must find all that a reader may see.
inline constexpr const char* common_word = "模拟";

struct Receipt {
  std::string subject;                  // the item, talk or message that the fact names
  std::optional<std::int64_t> version;  // that it names, too
  journal::FactId fact;
};

/// One command of the simulation; filled in before the hub is asked, and with its answer.
struct Told {
  std::string what;              // for the trace: who does what
  std::int64_t least_facts = 0;  // when it is accepted
  std::int64_t most_facts = 0;   // also when nobody knows
  /// Exactly, when nothing fails on purpose: what ought to be accepted is, and nothing else.
  std::optional<std::int64_t> facts_unless_disturbed;
  bool is_one_change = true;           // false: several writes, of which each stands for itself
  std::optional<std::string> refusal;  // its key; "" when accepted, nothing while there is no answer
  std::optional<Receipt> receipt;
};

template <class Enum>
std::string name_of(Enum value) {
  return std::get<std::string>(database::Value(value).storage());
}

}  // namespace shuniu::simulation
