// Organisations, members and the administration of the hub, on both databases.
#include <algorithm>
#include <thread>

#include "identity_suite.h"

namespace shuniu::identity {
namespace {

class Organisations : public IdentitySuite {};
INSTANTIATE_TEST_SUITE_P(Engines, Organisations, database::every_engine(), database::engine_name);

TEST_P(Organisations, WhoRegistersOneOwnsItAndActsForIt) {
  person("li@firm.example");
  const auto created = identity().create_organisation(actor("li@firm.example"), firm(1));
  ASSERT_TRUE(created) << created.error().key;
  EXPECT_TRUE(created->warnings.empty());
  const Actor owner = actor("li@firm.example");
  EXPECT_EQ(owner.organisation, created->id);
  EXPECT_EQ(owner.membership, Membership::owner);
  EXPECT_EQ(identity().myself(owner, {})->memberships.at(0).organisation.name, created->name);
  const auto types = facts();
  EXPECT_EQ(types[types.size() - 2], "identity.organisation_registered.v1");
  EXPECT_EQ(types[types.size() - 1], "identity.membership_changed.v1");
}

TEST_P(Organisations, OneCreditCodeOnce) {
  person("li@firm.example");
  person("wang@firm.example");
  ASSERT_TRUE(identity().create_organisation(actor("li@firm.example"), firm(1)));
  EXPECT_EQ(key_of(identity().create_organisation(actor("wang@firm.example"), firm(1))),
            errors::organisation_exists);
  CreateOrganisation lower_case = firm(1);
  for (char& c : lower_case.credit_code) c = static_cast<char>(std::tolower(c));
  EXPECT_EQ(key_of(identity().create_organisation(actor("wang@firm.example"), lower_case)),
            errors::organisation_exists);
  EXPECT_EQ(key_of(identity().create_organisation({}, firm(2))), errors::sign_in_required);
}

TEST_P(Organisations, EveryFaultIsReported) {
  person("li@firm.example");
  CreateOrganisation command = firm(1);
  command.credit_code = std::string("913100001000000000");
  command.kind = std::string("E");
  command.region = std::string("319999");
  command.city = Text<6, 6>("330100");
  const auto refused = identity().create_organisation(actor("li@firm.example"), command);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().faults.size(), 4U);
}

TEST_P(Organisations, AreFoundByPartOfNameOrCreditCode) {
  for (int i = 1; i <= 5; ++i) {
    clock.advance_seconds(1);
    ASSERT_TRUE(identity().create_organisation_unattended(firm(i)));
  }
  const auto count = [&](const std::string& query) {
    ListOrganisations question;
    question.query = Text<0, 120>(query);
    return identity().organisations({}, question)->organisations.size();
  };
  EXPECT_EQ(count(""), 5U);
  EXPECT_EQ(count("储能技术"), 5U);
  EXPECT_EQ(count("技术(上海) 有限"), 5U) << "width and spaces do not matter";
  EXPECT_EQ(count("HENGCHUAN energy"), 5U);
  EXPECT_EQ(count("公司3"), 1U);
  EXPECT_EQ(count(firm(4).credit_code), 1U);
  EXPECT_EQ(count("9131000010000004"), 1U) << "by the start of a credit code";
  EXPECT_EQ(count("衡川儲能技術"), 5U) << "Traditional";
  EXPECT_EQ(count("hengchuan"), 5U);
  EXPECT_EQ(count("chuneng ji shu"), 5U) << "pinyin";
  EXPECT_EQ(count("hccn"), 5U) << "first letters";
  EXPECT_EQ(count("%"), 0U);
  EXPECT_EQ(count("_"), 0U);
  EXPECT_EQ(count("公司3heng"), 0U) << "no name reaches over into the other";

  ListOrganisations page;
  page.limit = 2;
  std::vector<std::string> names;
  for (int i = 0; i < 3; ++i) {
    const auto list = identity().organisations({}, page);
    for (const auto& organisation : list->organisations) names.push_back(organisation.name);
    page.after = list->next_after;
    EXPECT_EQ(list->next_after.has_value(), i < 2);
  }
  EXPECT_EQ(names.size(), 5U);
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  page.region = Text<6, 6>("330000");
  page.after.reset();
  EXPECT_TRUE(identity().organisations({}, page)->organisations.empty());
  page.query = Text<0, 120>("衡川");
  EXPECT_TRUE(identity().organisations({}, page)->organisations.empty());
}

/// Names of what one question finds, page by page.
std::vector<std::string> found(Identity& identity, const std::string& query, std::int64_t limit = 50) {
  ListOrganisations question;
  question.query = Text<0, 120>(query);
  question.limit = limit;
  std::vector<std::string> names;
  do {
    const auto list = identity.organisations({}, question);
    for (const auto& organisation : list->organisations) names.push_back(organisation.name);
    question.after = list->next_after;
  } while (question.after);
  return names;
}

TEST_P(Organisations, AreFoundBestFirstPageByPage) {
  const char* names[] = {"上海复旦微电子有限公司", "复旦大学附属医院", "复旦大学", "南京大学"};
  for (int i = 0; i < 4; ++i) {
    CreateOrganisation command = firm(i);
    command.name = std::string(names[i]);
    ASSERT_TRUE(identity().create_organisation_unattended(command));
  }
  const std::vector<std::string> best_first{names[2], names[1], names[0]};
  for (const char* query : {"复旦", "復旦", "fudan", "fd"}) {
    EXPECT_EQ(found(identity(), query), best_first) << query;
    EXPECT_EQ(found(identity(), query, 1), best_first) << query;
  }
  EXPECT_EQ(found(identity(), "fddx"), (std::vector<std::string>{names[2], names[1]}));
}

TEST_P(Organisations, AreFoundByTheNameThatTheyHaveNow) {
  person("li@firm.example");
  const auto id = identity().create_organisation(actor("li@firm.example"), firm(1))->id;
  const auto before = another_identity();  // a process that was there
  journal::Stream stream(database(), clock);
  stream.follow(before->follower());
  EXPECT_EQ(found(*before, "hengchuan").size(), 1U);

  UpdateOrganisation command;
  command.organisation = id;
  command.name = Text<2, 120>("重庆长江实验室");
  command.name_en = Text<2, 160>("Yangtze Laboratory");
  ASSERT_TRUE(identity().update_organisation(actor("li@firm.example"), command));
  stream.drain();
  const auto after = another_identity();  // a process that starts now
  for (Identity* process : {&identity(), before.get(), after.get()}) {
    EXPECT_EQ(found(*process, "chongqing"), (std::vector<std::string>{"重庆长江实验室"}));
    EXPECT_EQ(found(*process, "cjsys").size(), 1U);
    EXPECT_TRUE(found(*process, "hengchuan").empty());
    EXPECT_TRUE(found(*process, "储能").empty());
  }
}

TEST_P(Organisations, AreChangedByTheirOwnersOnly) {
  person("li@firm.example");
  person("wang@firm.example");
  const auto created = identity().create_organisation(actor("li@firm.example"), firm(1));
  UpdateOrganisation command;
  command.organisation = created->id;
  command.region = Text<6, 6>("330000");
  command.city = Text<6, 6>("330100");
  command.about = Text<0, 2000>("储能");
  EXPECT_EQ(key_of(identity().update_organisation(actor("wang@firm.example"), command)),
            errors::not_a_member);
  const auto changed = identity().update_organisation(actor("li@firm.example"), command);
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->city, "330100");
  EXPECT_EQ(changed->name, created->name);
  EXPECT_EQ(facts().back(), "identity.organisation_changed.v1");

  UpdateOrganisation moved;
  moved.organisation = created->id;
  moved.region = Text<6, 6>("310000");
  moved.about = Text<0, 2000>("");
  const auto after = identity().update_organisation(actor("li@firm.example"), moved);
  EXPECT_EQ(after->city, std::nullopt) << "a city of the old region";
  EXPECT_EQ(after->about, std::nullopt) << "an empty text clears";
  EXPECT_EQ(identity().organisation({}, {created->id})->region, "310000");
  EXPECT_EQ(key_of(identity().organisation({}, {OrganisationId("0192f0c1-0000-7000-8000-000000000001")})),
            errors::no_such_organisation);
}

TEST_P(Organisations, MembersComeAndGo) {
  person("li@firm.example");
  const AccountId wang = person("wang@firm.example");
  const auto firm_id = identity().create_organisation(actor("li@firm.example"), firm(1))->id;

  EXPECT_EQ(key_of(identity().members(actor("wang@firm.example"), {firm_id})), errors::not_a_member);
  EXPECT_EQ(key_of(identity().set_membership(actor("wang@firm.example"), {firm_id, wang, Membership::owner})),
            errors::not_a_member);
  EXPECT_EQ(key_of(identity().set_membership(actor("li@firm.example"), {firm_id, wang, Membership::member})),
            errors::no_such_account)
      << "nobody is made a member who has not said so";
  ASSERT_TRUE(identity().put_member(firm_id, wang, Membership::member));
  EXPECT_EQ(identity().members(actor("wang@firm.example"), {firm_id})->members.size(), 2U);
  EXPECT_EQ(actor("wang@firm.example").membership, Membership::member);
  EXPECT_EQ(key_of(identity().set_membership(actor("wang@firm.example"), {firm_id, wang, Membership::owner})),
            errors::owner_required);
  EXPECT_EQ(key_of(identity().set_membership(actor("li@firm.example"), {firm_id, wang, Membership::none})),
            "input.invalid");
  EXPECT_TRUE(identity().remove_member(actor("wang@firm.example"), {firm_id, wang})) << "a member may leave";
  EXPECT_TRUE(actor("wang@firm.example").organisation.empty());
  EXPECT_EQ(key_of(identity().remove_member(actor("li@firm.example"), {firm_id, wang})),
            errors::no_such_account);
}

TEST_P(Organisations, TheLastOwnerStays) {
  const AccountId li = person("li@firm.example");
  const AccountId wang = person("wang@firm.example");
  const auto firm_id = identity().create_organisation(actor("li@firm.example"), firm(1))->id;
  EXPECT_EQ(key_of(identity().remove_member(actor("li@firm.example"), {firm_id, li})), errors::last_owner);
  EXPECT_EQ(key_of(identity().set_membership(actor("li@firm.example"), {firm_id, li, Membership::member})),
            errors::last_owner);
  ASSERT_TRUE(identity().put_member(firm_id, wang, Membership::member));
  ASSERT_TRUE(identity().set_membership(actor("li@firm.example"), {firm_id, wang, Membership::owner}));
  EXPECT_TRUE(identity().remove_member(actor("li@firm.example"), {firm_id, li}));
}

TEST_P(Organisations, TwoOwnersCannotLeaveAtOnce) {
  const AccountId li = person("li@firm.example"), wang = person("wang@firm.example");
  for (int round = 0; round < 10; ++round) {
    const auto firm_id = identity().create_organisation_unattended(firm(round)).value();
    ASSERT_TRUE(identity().put_member(firm_id, li, Membership::owner));
    ASSERT_TRUE(identity().put_member(firm_id, wang, Membership::owner));
    std::atomic<int> left = 0;
    const auto leave = [&](const AccountId& account) {
      if (identity().put_member(firm_id, account, Membership::none)) ++left;
    };
    std::thread first(leave, li), second(leave, wang);
    first.join();
    second.join();
    EXPECT_EQ(left, 1);
  }
}

TEST_P(Organisations, ARequestChoosesItsOrganisation) {
  const AccountId li = person("li@firm.example");
  const auto first = identity().create_organisation_unattended(firm(1)).value();
  const auto second = identity().create_organisation_unattended(firm(2)).value();
  const auto third = identity().create_organisation_unattended(firm(3)).value();
  ASSERT_TRUE(identity().put_member(first, li, Membership::owner));
  const std::string cookie = cookie_of("li@firm.example");
  EXPECT_EQ(actor_of_cookie(cookie)->organisation, first) << "the only one";
  ASSERT_TRUE(identity().put_member(second, li, Membership::member));
  EXPECT_TRUE(actor_of_cookie(cookie)->organisation.empty()) << "one of two must be named";
  EXPECT_EQ(actor_of_cookie(cookie, second)->membership, Membership::member);
  const auto refused = actor_of_cookie(cookie, third);
  EXPECT_EQ(key_of(refused), errors::not_a_member);
  EXPECT_EQ(refused.error().kind, Kind::forbidden);
  EXPECT_EQ(logged("denied"), 1U);
  EXPECT_EQ(identity().memberships(li).size(), 2U);
}

TEST_P(Organisations, NamesComeInBatches) {
  const auto first = identity().create_organisation_unattended(firm(1)).value();
  const auto second = identity().create_organisation_unattended(firm(2)).value();
  const auto names =
      identity().names({first, second, OrganisationId("0192f0c1-0000-7000-8000-000000000001")});
  ASSERT_EQ(names.size(), 2U);
  EXPECT_EQ(names[0].region, "310000");
  EXPECT_TRUE(names[0].name_en);
  EXPECT_TRUE(identity().names({}).empty());
}

class Administration : public IdentitySuite {};
INSTANTIATE_TEST_SUITE_P(Engines, Administration, database::every_engine(), database::engine_name);

TEST_P(Administration, RolesAreGivenByAdministrators) {
  const AccountId admin = person("admin@hub.example", {Role::administrator});
  const AccountId li = person("li@firm.example");
  EXPECT_EQ(key_of(identity().set_roles(actor("li@firm.example"), {li, {{Role::administrator}}})),
            errors::forbidden);
  const Actor administrator = actor("admin@hub.example");
  EXPECT_EQ(key_of(identity().set_roles(administrator, {li, {{Role::auditor, Role::administrator}}})),
            errors::roles_conflict);
  EXPECT_TRUE(identity().set_roles(administrator, {li, {{Role::auditor, Role::reviewer}}}));
  EXPECT_EQ(actor("li@firm.example").roles, (std::set<Role>{Role::auditor, Role::reviewer}));
  EXPECT_EQ(facts().back(), "identity.roles_changed.v1");
  EXPECT_EQ(logged("roles_changed"), 1U);

  EXPECT_EQ(key_of(identity().set_roles(administrator, {admin, {}})), errors::last_administrator);
  ASSERT_TRUE(identity().set_roles(administrator, {li, {{Role::administrator}}}));
  EXPECT_TRUE(identity().set_roles(administrator, {admin, {}}));
  EXPECT_EQ(key_of(identity().create_confirmed_account(
                {std::string("a@hub.example"), std::string(good_password), std::string("A"), {}},
                {Role::auditor, Role::administrator})),
            errors::roles_conflict);
}

TEST_P(Administration, TwoAdministratorsCannotStepDownAtOnce) {
  const AccountId li = person("li@hub.example", {Role::administrator});
  const AccountId wang = person("wang@hub.example", {Role::administrator});
  const Actor first = actor("li@hub.example"), second = actor("wang@hub.example");
  std::atomic<int> stepped_down = 0;
  std::thread one([&] { stepped_down += identity().set_roles(first, {li, {}}).has_value(); });
  std::thread two([&] { stepped_down += identity().set_roles(second, {wang, {}}).has_value(); });
  one.join();
  two.join();
  EXPECT_EQ(stepped_down, 1);
}

TEST_P(Administration, SuspensionEndsSessionsAndKeys) {
  const AccountId admin = person("admin@hub.example", {Role::administrator});
  const AccountId li = person("li@firm.example");
  const std::string cookie = cookie_of("li@firm.example");
  const auto key = identity().create_api_key(actor_of_cookie(cookie).value(),
                                             {std::string("robot"), {{"market:read"}}, {}});
  const Actor administrator = actor("admin@hub.example");
  EXPECT_EQ(key_of(identity().suspend_account(administrator, {admin, true})), errors::not_yourself);
  ASSERT_TRUE(identity().suspend_account(administrator, {li, true}));
  EXPECT_EQ(key_of(actor_of_cookie(cookie)), errors::session_expired);
  EXPECT_EQ(key_of(actor_of_key(key->secret)), errors::api_key_invalid);
  EXPECT_EQ(key_of(identity().sign_in({}, {std::string("li@firm.example"), std::string(good_password)})),
            errors::suspended);
  EXPECT_EQ(key_of(identity().sign_in({}, {std::string("li@firm.example"), std::string("wrong password")})),
            errors::wrong_credentials);
  ASSERT_TRUE(identity().suspend_account(administrator, {li, false}));
  EXPECT_NE(cookie_of("li@firm.example"), "");
  EXPECT_EQ(key_of(actor_of_cookie(cookie)), errors::session_expired) << "old sessions stay ended";
}

TEST_P(Administration, AccountsAreListedForAdministratorsOnly) {
  person("admin@hub.example", {Role::administrator});
  person("auditor@hub.example", {Role::auditor});
  person("li@firm.example");
  EXPECT_EQ(key_of(identity().accounts(actor("auditor@hub.example"), {})), errors::forbidden);
  EXPECT_EQ(key_of(identity().accounts({}, {})), errors::sign_in_required);
  const Actor administrator = actor("admin@hub.example");
  EXPECT_EQ(identity().accounts(administrator, {})->accounts.size(), 3U);
  ListAccounts question;
  question.query = Text<0, 120>("FIRM.example");
  const auto found = identity().accounts(administrator, question);
  ASSERT_EQ(found->accounts.size(), 1U);
  EXPECT_TRUE(found->accounts[0].confirmed);
  question.query = Text<0, 120>("liwei");
  EXPECT_EQ(identity().accounts(administrator, question)->accounts.size(), 3U) << "all are called 李薇";
  UpdateMyself rename;
  rename.name = Text<1, 80>("曾国华");
  ASSERT_TRUE(identity().update_myself(actor("li@firm.example"), rename));
  for (const char* query : {"曾", "國華", "zeng guohua", "zgh"}) {
    question.query = Text<0, 120>(query);
    const auto renamed = identity().accounts(administrator, question);
    ASSERT_EQ(renamed->accounts.size(), 1U) << query;
    EXPECT_EQ(renamed->accounts[0].email, "li@firm.example");
  }
  question.query.reset();
  question.limit = 2;
  EXPECT_TRUE(identity().accounts(administrator, question)->next_after);
}

TEST_P(Administration, TheSecurityLogIsForTheAuditor) {
  person("admin@hub.example", {Role::administrator});
  person("auditor@hub.example", {Role::auditor});
  EXPECT_EQ(key_of(identity().security_log(actor("admin@hub.example"), {})), errors::forbidden);
  Actor visitor;
  visitor.remote_address = "192.0.2.7";
  visitor.request_id = "request-1";
  identity().log_security_event(visitor, "denied", "GET /v1/administration/accounts");
  const auto log = identity().security_log(actor("auditor@hub.example"), {});
  ASSERT_TRUE(log);
  const auto denied =
      std::find_if(log->events.begin(), log->events.end(), [](const auto& e) { return e.event == "denied"; });
  ASSERT_NE(denied, log->events.end());
  EXPECT_EQ(denied->remote_address, "192.0.2.7");
  EXPECT_EQ(denied->request_id, "request-1");
  EXPECT_FALSE(denied->account);
  for (std::size_t i = 1; i < log->events.size(); ++i)
    EXPECT_LT(log->events[i].number, log->events[i - 1].number);
  ReadSecurityLog older;
  older.before = denied->number;
  older.limit = 1;
  EXPECT_LT(identity().security_log(actor("auditor@hub.example"), older)->events.at(0).number,
            denied->number);
}

}  // namespace
}  // namespace shuniu::identity
