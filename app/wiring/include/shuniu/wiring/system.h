// system.h - what the hub tells about itself: code lists, calendar, configuration, background work.
//
//   System system(config, places, codes, calendar, database, catalogue, clock);
//   add_routes(router, system);           // /v1/hub, /v1/code-lists, /v1/calendar, /v1/administration/…
//
// Promises: open answers hold nothing that only staff may know; secrets are never shown, not even to
// administrators.
#pragma once

#include <vector>

#include "shuniu/base/actor.h"
#include "shuniu/calendar/calendar.h"
#include "shuniu/codelist/code_list.h"
#include "shuniu/config/config.h"
#include "shuniu/database/database.h"
#include "shuniu/http/router.h"
#include "shuniu/journal/stream.h"
#include "shuniu/mail/mail.h"
#include "shuniu/market/catalogue.h"
#include "shuniu/wiring/hub.h"

namespace shuniu::wiring {

struct NoQuestion {};
SHUNIU_DESCRIBE(NoQuestion)

/// An account of the demonstration, shown on its sign-in page and nowhere else.
struct DemonstrationAccount {
  std::string role;  // company, university, intermediary, reviewer, officer, auditor, administrator
  std::string email;
  std::string password;
  std::string name;
};
SHUNIU_DESCRIBE(DemonstrationAccount, role, email, password, name)

struct HubInfo {
  std::string version;
  bool demonstration = false;
  std::vector<DemonstrationAccount> accounts;  // of the demonstration only
  Date legal_day;
  bool second_factor_required = true;  // of whoever has a role on the hub
};
SHUNIU_DESCRIBE(HubInfo, version, demonstration, accounts, legal_day, second_factor_required)

struct FindCodeList {
  Text<1, 60> list;
};
SHUNIU_DESCRIBE(FindCodeList, list)

struct CodeListView {
  std::string list;
  std::vector<codelist::Code> codes;
};
SHUNIU_DESCRIBE(CodeListView, list, codes)

struct CodeListNames {
  std::vector<std::string> lists;
};
SHUNIU_DESCRIBE(CodeListNames, lists)

struct FindCalendarYear {
  Whole<2000, 2100> year;
};
SHUNIU_DESCRIBE(FindCalendarYear, year)

struct CalendarYear {
  std::int64_t year = 0;
  bool provisional = false;
  std::vector<calendar::SpecialDay> special_days;
};
SHUNIU_DESCRIBE(CalendarYear, year, provisional, special_days)

struct Configuration {
  std::vector<config::SettingInForce> settings;
};
SHUNIU_DESCRIBE(Configuration, settings)

struct SetAsideFacts {
  std::vector<journal::SetAsideFact> facts;
};
SHUNIU_DESCRIBE(SetAsideFacts, facts)

/// Background work, so that an administrator sees what lags.
struct BackgroundWork {
  std::int64_t journal_last_seq = 0;
  std::int64_t index_cursor = 0;
  std::int64_t index_documents = 0;
  std::int64_t index_segments = 0;
  std::int64_t index_bytes = 0;
  std::vector<mail::DeadLetter> dead_letters;
};
SHUNIU_DESCRIBE(BackgroundWork, journal_last_seq, index_cursor, index_documents, index_segments, index_bytes,
                dead_letters)

class System {
 public:
  System(const config::Config& config, const Places& places, const codelist::CodeBook& codes,
         const calendar::Calendar& calendar, database::Database& database, const market::Catalogue& catalogue,
         const Clock& clock);
  Result<HubInfo> hub(const Actor& actor, const NoQuestion& question);
  Result<CodeListNames> code_lists(const Actor& actor, const NoQuestion& question);
  Result<CodeListView> code_list(const Actor& actor, const FindCodeList& question);
  Result<CalendarYear> calendar_year(const Actor& actor, const FindCalendarYear& question);
  Result<Configuration> configuration(const Actor& actor, const NoQuestion& question);     // administrator
  Result<SetAsideFacts> set_aside_facts(const Actor& actor, const NoQuestion& question);   // administrator
  Result<BackgroundWork> background_work(const Actor& actor, const NoQuestion& question);  // administrator

 private:
  const config::Config& config_;
  const codelist::CodeBook& codes_;
  const calendar::Calendar& calendar_;
  database::Database& database_;
  const market::Catalogue& catalogue_;
  const Clock& clock_;
  std::vector<DemonstrationAccount> accounts_;
};

void add_routes(http::Router& router, System& system);

}  // namespace shuniu::wiring
