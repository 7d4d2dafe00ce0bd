// sequencer.h - gives committed facts their gapless place in the one stream.
//
//   while (number_facts(database, 1'000) > 0) {}
//
// Promises
//   - One numbering at a time in the whole hub (a named lock until its COMMIT), so a fact gets one number and
//     numbers have no gap.
//   - Facts of one snapshot are numbered by append_no. A fact that depends on another drew its append_no
//     after that one was committed, so no snapshot shows it alone: causal order holds.
//   - A fact that commits late is numbered late, which is right: nothing numbered before it depends on it.
// Does only number. Any process may call it.
#pragma once

#include "shuniu/database/database.h"

namespace shuniu::journal {

struct Position {
  std::int64_t last_seq = 0;
  bool has_unnumbered = false;
};

Position position(database::Database& database);

/// Numbers at most `most` facts; returns how many.
std::int64_t number_facts(database::Database& database, std::int64_t most);

}  // namespace shuniu::journal
