#include "sequencer.h"

namespace shuniu::journal {
namespace {

struct PositionRow {
  std::int64_t last_seq = 0;
  std::int64_t unnumbered = 0;
};
SHUNIU_DESCRIBE(PositionRow, last_seq, unnumbered)

}  // namespace

Position position(database::Database& database) {
  const auto row = database.read([](database::Transaction& tx) {
    const database::ModuleScope scope("journal");
    return tx.find<PositionRow>(
        "SELECT COALESCE((SELECT max(seq) FROM journal_fact), 0) AS last_seq,"
        " CASE WHEN EXISTS (SELECT append_no FROM journal_fact WHERE seq IS NULL) THEN 1 ELSE 0 END AS "
        "unnumbered");
  });
  return {row->last_seq, row->unnumbered != 0};
}

std::int64_t number_facts(database::Database& database, std::int64_t most) {
  const auto numbered = database.write([most](database::Transaction& tx) -> Result<std::int64_t> {
    const database::ModuleScope scope("journal");
    tx.lock(
        "journal.sequencer");  // first, so that the statement below sees what the last numbering committed
    return tx.run(
        "WITH unnumbered AS (SELECT append_no, row_number() OVER (ORDER BY append_no) AS place"
        " FROM journal_fact WHERE seq IS NULL ORDER BY append_no LIMIT $1)"
        " UPDATE journal_fact SET seq = COALESCE((SELECT max(seq) FROM journal_fact), 0) + unnumbered.place"
        " FROM unnumbered WHERE journal_fact.append_no = unnumbered.append_no",
        most);
  });
  return numbered.value();
}

}  // namespace shuniu::journal
