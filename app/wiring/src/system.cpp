#include "shuniu/wiring/system.h"

#include <algorithm>

#include "shuniu/wiring/demonstration.h"

namespace shuniu::wiring {

System::System(const config::Config& config, const Places& places, const codelist::CodeBook& codes,
               const calendar::Calendar& calendar, database::Database& database,
               const market::Catalogue& catalogue, const Clock& clock)
    : config_(config),
      codes_(codes),
      calendar_(calendar),
      database_(database),
      catalogue_(catalogue),
      clock_(clock) {
  if (config.boolean("demonstration")) accounts_ = read_demonstration_accounts(places.data);
}

Result<HubInfo> System::hub(const Actor&, const NoQuestion&) {
  return HubInfo{SHUNIU_VERSION, config_.boolean("demonstration"), accounts_,
                 calendar::legal_day(clock_.now()), config_.boolean("second_factor.required")};
}

Result<CodeListNames> System::code_lists(const Actor&, const NoQuestion&) {
  return CodeListNames{codes_.names()};
}

Result<CodeListView> System::code_list(const Actor&, const FindCodeList& question) {
  const auto names = codes_.names();
  if (std::find(names.begin(), names.end(), question.list.text()) == names.end()) {
    return refuse("code_list.not_found", Kind::not_found, {{"list", question.list.text()}});
  }
  return CodeListView{question.list, codes_.list(question.list).codes()};
}

Result<CalendarYear> System::calendar_year(const Actor&, const FindCalendarYear& question) {
  const int year = static_cast<int>(question.year.value);
  return CalendarYear{year, !calendar_.is_official(year), calendar_.special_days(year)};
}

Result<Configuration> System::configuration(const Actor&, const NoQuestion&) {
  return Configuration{config_.in_force()};
}

Result<SetAsideFacts> System::set_aside_facts(const Actor&, const NoQuestion&) {
  return SetAsideFacts{journal::set_aside_facts(database_)};
}

Result<BackgroundWork> System::background_work(const Actor&, const NoQuestion&) {
  const auto index = catalogue_.size();
  return BackgroundWork{
      journal::Feed(database_).last_seq(), index.cursor, index.documents, index.segments, index.bytes,
      mail::dead_letters(database_)};
}

void add_routes(http::Router& router, System& system) {
  using http::Access;
  router.get("/v1/hub", "hub", &System::hub, system, {Access::open, "What this hub is"});
  router.get("/v1/code-lists", "hub", &System::code_lists, system, {Access::open, "Names of the code lists"});
  router.get("/v1/code-lists/{list}", "hub", &System::code_list, system,
             {Access::open, "One code list of the rulebook"});
  router.get("/v1/calendar/{year}", "hub", &System::calendar_year, system,
             {Access::open, "Holidays and make-up working days of a year"});
  router.get("/v1/administration/configuration", "administration", &System::configuration, system,
             {Access::administrator, "Settings in force and where each came from"});
  router.get("/v1/administration/set-aside-facts", "administration", &System::set_aside_facts, system,
             {Access::administrator, "Facts that a subscriber could not take"});
  router.get("/v1/administration/background-work", "administration", &System::background_work, system,
             {Access::administrator, "How far the background work is"});
}

}  // namespace shuniu::wiring
