// work_store.h - the SQL of work: an organisation's own items and talks, without what their pages say.
#pragma once

#include "shuniu/database/database.h"
#include "work_rules.h"

namespace shuniu::market {

/// Those that were sent to review at least once.
std::vector<OwnItem> own_items(database::Transaction& tx, const OrganisationId& organisation);
std::vector<TalkTrace> talk_traces(database::Transaction& tx, const OrganisationId& organisation);
/// Of an open talk of the organisation; nothing where nothing was said yet. Notes are no words.
std::optional<LastWord> last_word_in(database::Transaction& tx, const OrganisationId& organisation,
                                     const TalkView& talk);
std::int64_t count_behind(database::Transaction& tx, const OrganisationId& organisation, TalkFigure figure,
                          Instant since);
std::vector<TalkId> talks_behind(database::Transaction& tx, const OrganisationId& organisation,
                                 const ListWorkTalks& question, Instant since, std::int64_t limit);

}  // namespace shuniu::market
