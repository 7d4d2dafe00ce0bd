#include "shuniu/calendar/year_store.h"

#include "shuniu/crypto/hash.h"
#include "shuniu/json/json.h"

namespace shuniu::calendar {

Result<Done> keep_years(database::Database& database, const Clock& clock, const Calendar& calendar,
                        int first_year, int last_year) {
  return database.write([&](database::Transaction& tx) -> Result<Done> {
    const database::ModuleScope scope("calendar");
    for (int year = first_year; year <= last_year; ++year) {
      if (!calendar.is_official(year)) continue;
      const auto days = calendar.special_days(year);
      const std::string digest = crypto::hex(crypto::sha256(json::encode(days)));
      const auto kept = tx.value<std::string>("SELECT sha256 FROM calendar_year WHERE year = $1", year);
      if (kept == digest) continue;
      tx.run(
          "INSERT INTO calendar_year(year, sha256, loaded_at) VALUES ($1, $2, $3) "
          "ON CONFLICT (year) DO UPDATE SET sha256 = excluded.sha256, loaded_at = excluded.loaded_at",
          year, digest, clock.now());
      journal::append(tx, clock.now(), YearLoaded{year, static_cast<std::int64_t>(days.size()), digest});
    }
    return Done{};
  });
}

std::vector<database::Migration> migrations() {
  return {{"calendar", 1, "years",
           "CREATE TABLE calendar_year(\n"
           "  year BIGINT PRIMARY KEY,\n"
           "  sha256 TEXT NOT NULL,\n"
           "  loaded_at BIGINT NOT NULL\n"
           ");\n",
           ""}};
}

}  // namespace shuniu::calendar
