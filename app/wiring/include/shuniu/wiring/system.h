// system.h - what the hub tells about itself: code lists, calendar, configuration, background work.
//
//   System system(codes, calendar, config, database, stream, …);
//   add_routes(router, system);           // /v1/hub, /v1/code-lists, /v1/calendar, /v1/administration/…
//
// Promises: open answers hold nothing that only staff may know; secrets are never shown, not even to administrators.
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
};
SHUNIU_DESCRIBE(HubInfo, version, demonstration, accounts, legal_day)

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
SHUNIU_DESCRIBE(BackgroundWork, journal_last_seq, index_cursor, index_documents, index_segments, index_bytes, dead_letters)

}  // namespace shuniu::wiring
