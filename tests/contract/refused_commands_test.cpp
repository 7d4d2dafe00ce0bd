// What a command is refused for inside its transaction, some after rows were written there already: nothing
// of it stays, on either database, with an Idempotency-Key and without.
#include <gtest/gtest.h>

#include <sstream>

#include "things.h"
#include "whole_database.h"

namespace shuniu::testing {
namespace {

struct Command {
  Person person;
  std::string method;
  std::string target;
  std::string body;
  std::string content_type = "application/json";
};

/// What the test does beside the hub, to bring about what takes days.
void run(HubServer& hub, const std::string& module, const std::string& sql) {
  const database::ModuleScope scope(module);
  hub.hub()
      .database()
      .write([&](database::Transaction& tx) -> Result<Done> {
        tx.run(sql);
        return Done{};
      })
      .value();
}

std::string versioned(const Thing& thing) {
  return R"({"version":)" + thing.version + "}";
}

Command submit_what_is_incomplete(HubServer& hub, Things& things) {
  const Person& owner = things.owner().person;
  const auto drafted = owner.request("POST", "/v1/needs", R"({"content":{"title":"短","problem":""}})");
  const Thing draft{value_in(drafted, "id"), value_in(drafted, "version")};
  hub.hub().stream().drain();
  return {owner, "POST", "/v1/items/" + draft.id + "/submit", versioned(draft)};
}

Command submit_again(HubServer&, Things& things) {
  const Thing& item = things.kept("item", "submitted");
  return {things.owner().person, "POST", "/v1/items/" + item.id + "/submit", versioned(item)};
}

Command save_an_old_version(HubServer&, Things& things) {
  return {things.owner().person, "PUT", "/v1/needs/" + things.kept("need", "submitted").id,
          R"({"version":1,"content":{"title":"别的标题","problem":"别的问题"}})"};
}

/// The row of the attachment is inserted before its item turns out to be closed.
Command attach_to_what_is_quarantined(HubServer&, Things& things) {
  return {things.owner().person, "POST",
          "/v1/items/" + things.kept("need", "quarantined").id + "/attachments?name=note.txt", "附件",
          "text/plain"};
}

/// An imported item whose first fact is not recorded yet: the command records it, and is refused then.
Command submit_what_is_imported(HubServer& hub, Things& things) {
  const Person& owner = things.owner().person;
  const auto started = owner.request(
      "POST", "/v1/imports?kind=need&name=needs.csv",
      "标题,问题描述,技术领域\n电芯之间的隔热垫,电芯之间需要耐高温的隔热材料，厚度不超过一毫米。,06\n",
      {{"Content-Type", "text/csv"}});
  hub.hub().import().run_pending();
  const std::string import = value_in(started, "id");
  const auto mine = owner.request("GET", "/v1/my/items?status=submitted&limit=1");
  if (value_in(mine, "title") != "电芯之间的隔热垫") throw std::runtime_error("not the newest: " + mine.body);
  const std::string item = value_in(mine, "id");
  run(hub, "market", "UPDATE market_item SET staged_in = '" + import + "' WHERE id = '" + item + "'");
  run(hub, "market", "UPDATE market_import SET status = 'switching' WHERE id = '" + import + "'");
  return {owner, "POST", "/v1/items/" + item + "/submit", R"({"version":1})"};
}

Command found(HubServer& hub, const Understudy& founder, const std::string& code) {
  founder.person.request(
      "POST", "/v1/organisations",
      R"({"name":"丙方研究院","kind":"150","region":"310000","credit_code":")" + code + "\"}");
  hub.hub().stream().drain();
  return {founder.person, "POST", "/v1/organisations",
          R"({"name":"另一家","kind":"150","region":"310000","credit_code":")" + code + "\"}"};
}

std::string new_code(HubServer& hub) {
  std::string number = hub.next_number();
  number.insert(0, 4 - number.size(), '0');
  return identity::complete_credit_code("91310115MA1G" + number);
}

Command register_twice(HubServer& hub, Things&) {
  return found(hub, hub.understudy("nobody"), new_code(hub));
}

Command leave_without_an_owner(HubServer& hub, Things&) {
  const Understudy founder = hub.understudy("nobody");
  found(hub, founder, new_code(hub));
  const auto myself = founder.person.request("GET", "/v1/myself");
  const std::string organisation = value_in(myself, "id");
  return {founder.person, "DELETE",
          "/v1/organisations/" + organisation + "/members/" + founder.account.text(), ""};
}

/// The row is changed before it is checked as a whole.
Command move_to_a_city_elsewhere(HubServer& hub, Things& things) {
  return {things.owner().person, "PATCH", "/v1/organisations/" + hub.organisation("company").text(),
          R"({"about":"搬家","region":"310000","city":"440300"})"};
}

Command invite_a_member(HubServer& hub, Things& things) {
  return {things.owner().person, "POST",
          "/v1/organisations/" + hub.organisation("company").text() + "/invitations",
          R"({"email":"company@people.example","membership":"member"})"};
}

/// The invitation is deleted before it turns out to have run out.
Command accept_too_late(HubServer& hub, Things& things) {
  const std::string invitation = things.kept("invitation", "to_reader").id;
  run(hub, "identity", "UPDATE identity_invitation SET expires_at = 1 WHERE id = '" + invitation + "'");
  return {things.reader().person, "POST", "/v1/myself/invitations/" + invitation + "/accept", ""};
}

struct Refusal {
  const char* what;
  Command (*prepare)(HubServer&, Things&);
  int status;
  const char* key;
};

const std::vector<Refusal>& refusals() {
  static const std::vector<Refusal> all{
      {"submit what is incomplete", submit_what_is_incomplete, 400, "market.incomplete"},
      {"submit again", submit_again, 409, "market.wrong_status"},
      {"save an old version", save_an_old_version, 409, "market.version_conflict"},
      {"attach to what is quarantined", attach_to_what_is_quarantined, 409, "market.wrong_status"},
      {"submit what is imported", submit_what_is_imported, 409, "market.wrong_status"},
      {"register twice", register_twice, 409, "identity.organisation_exists"},
      {"leave without an owner", leave_without_an_owner, 409, "identity.last_owner"},
      {"move to a city elsewhere", move_to_a_city_elsewhere, 400, "input.invalid"},
      {"invite a member", invite_a_member, 409, "identity.already_member"},
      {"accept too late", accept_too_late, 404, "identity.no_such_invitation"}};
  return all;
}

class RefusedCommands : public ::testing::TestWithParam<database::Engine> {
 protected:
  HubServer& hub() const { return HubServer::of(GetParam()); }
  Things new_things() const { return {hub(), hub().understudy("company"), hub().understudy("nobody")}; }

  HttpAnswer ask(const Command& command, Person::Headers headers = {}) const {
    headers.emplace_back("Content-Type", command.content_type);
    return command.person.request(command.method, command.target, command.body, headers);
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, RefusedCommands,
                         ::testing::Values(database::Engine::sqlite, database::Engine::postgresql));

TEST_P(RefusedCommands, LeaveNothingBehind) {
  for (const Refusal& refusal : refusals()) {
    SCOPED_TRACE(refusal.what);
    Things things = new_things();
    const Command command = refusal.prepare(hub(), things);
    hub().hub().stream().drain();
    const std::int64_t head = hub().hub().feed().last_seq();
    const std::string items = things.owner().person.request("GET", "/v1/my/items").body;
    const WholeDatabase before(hub().hub());
    const HttpAnswer answer = ask(command);
    EXPECT_EQ(answer.status, refusal.status) << answer.body;
    EXPECT_EQ(value_in(answer, "key"), refusal.key);
    EXPECT_EQ(WholeDatabase(hub().hub()).difference_from(before), "");
    hub().hub().stream().drain();
    EXPECT_EQ(hub().hub().feed().last_seq(), head);
    EXPECT_EQ(things.owner().person.request("GET", "/v1/my/items").body, items);
  }
}

TEST_P(RefusedCommands, UnderAKeyLeaveTheirAnswerAlone) {
  for (const Refusal& refusal : refusals()) {
    SCOPED_TRACE(refusal.what);
    Things things = new_things();
    const Command command = refusal.prepare(hub(), things);
    hub().hub().stream().drain();
    const WholeDatabase before(hub().hub());
    const Person::Headers key{{"Idempotency-Key", "refused"}};
    const HttpAnswer answer = ask(command, key);
    EXPECT_EQ(answer.status, refusal.status) << answer.body;
    EXPECT_EQ(ask(command, key).body, answer.body);
    std::istringstream rows(WholeDatabase(hub().hub()).difference_from(before));
    std::size_t kept = 0;
    for (std::string row; std::getline(rows, row); ++kept)
      EXPECT_EQ(row.find("+ http_idempotency:"), 0U) << row;
    EXPECT_EQ(kept, 1U);
  }
}

TEST_P(RefusedCommands, AreToldFromThoseThatAreAccepted) {
  Things things = new_things();
  const Thing draft = things.kept("item", "draft");
  const WholeDatabase before(hub().hub());
  const Command submit{things.owner().person, "POST", "/v1/items/" + draft.id + "/submit", versioned(draft)};
  ASSERT_EQ(ask(submit).status, 200);
  const std::string difference = WholeDatabase(hub().hub()).difference_from(before);
  EXPECT_NE(difference.find("- market_item: "), std::string::npos) << difference;
  EXPECT_NE(difference.find("+ market_item: "), std::string::npos) << difference;
  EXPECT_NE(difference.find("+ journal_fact: "), std::string::npos) << difference;
  EXPECT_GT(before.tables(), 15U);
}

TEST_P(RefusedCommands, AnImportWithAFaultInItsLastRowBringsNothing) {
  std::string rows = "标题,问题描述,技术领域\n";
  for (int i = 1; i <= 1'200; ++i) {
    rows += "第" + std::to_string(i) + "条隔热需求,电芯之间需要耐高温的隔热材料，厚度不超过一毫米。," +
            (i == 1'200 ? "99" : "06") + "\n";
  }
  Things things = new_things();
  const Person& owner = things.owner().person;
  hub().hub().import().run_pending();
  hub().hub().stream().drain();
  const WholeDatabase before(hub().hub());
  const auto started =
      owner.request("POST", "/v1/imports?kind=need&name=needs.csv", rows, {{"Content-Type", "text/csv"}});
  hub().hub().import().run_pending();
  const auto ended = owner.request("GET", "/v1/imports/" + value_in(started, "id"));
  EXPECT_EQ(value_in(ended, "status"), "refused");
  EXPECT_EQ(value_in(ended, "rows_good"), "1199");
  std::istringstream changed(WholeDatabase(hub().hub()).difference_from(before));
  std::size_t kept = 0;
  for (std::string row; std::getline(changed, row); ++kept)
    EXPECT_EQ(row.find("+ market_import:"), 0U) << row;
  EXPECT_EQ(kept, 1U) << "what was wrong with the file";
}

}  // namespace
}  // namespace shuniu::testing
