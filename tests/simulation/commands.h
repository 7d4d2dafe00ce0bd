// commands.h - everything that people do to the hub in a simulation, chosen by dice.
//
//   for (const Command& command : commands()) …
//   Told told;
//   draw(world.dice)->run(world, told);       // asks the hub; an exception of the database comes through
//
// A command says beforehand how many facts it may record. It may be refused: by status, by version, by who
// asks. What it did is judged by what the tables and the journal hold afterwards.
#pragma once

#include "inspection.h"
#include "shuniu/market/import.h"

namespace shuniu::simulation {

struct Command {
  const char* name;
  int weight;
  void (*run)(World& world, Told& told);
};

// ---- who and what ---------------------------------------------------------------------------------------

/// Mostly one in a status from which the command leads on.
inline std::optional<ItemRecord> some_item(World& world, const std::set<ItemStatus>& wanted = {}) {
  std::vector<ItemRecord> items = items_of(world);
  std::erase_if(items, [](const ItemRecord& item) { return !item.live; });
  std::vector<ItemRecord> fitting = items;
  std::erase_if(fitting, [&](const ItemRecord& item) { return !wanted.contains(item.status); });
  if (!fitting.empty() && !world.dice.one_in(6)) return world.dice.pick(fitting);
  if (items.empty()) return std::nullopt;
  return world.dice.pick(items);
}

inline std::vector<OrganisationId> memberships_of(World& world, const Person& person) {
  std::vector<OrganisationId> result;
  for (const auto& membership : world.hub().identity().memberships(person.account)) {
    result.push_back(membership.organisation.id);
  }
  return result;
}

/// Somebody, acting for one of the own organisations, or for none.
inline std::optional<Actor> somebody(World& world) {
  Person& person = world.dice.pick(world.people());
  const auto memberships = memberships_of(world, person);
  return world.actor(person, memberships.empty() ? OrganisationId() : world.dice.pick(memberships));
}

/// Mostly a member of the item's organisation, sometimes anybody.
inline std::optional<Actor> member_for(World& world, const OrganisationId& organisation) {
  if (world.dice.one_in(8)) return somebody(world);
  std::vector<Person*> members;
  for (Person& person : world.people()) {
    const auto memberships = memberships_of(world, person);
    if (std::find(memberships.begin(), memberships.end(), organisation) != memberships.end()) {
      members.push_back(&person);
    }
  }
  return members.empty() ? somebody(world) : world.actor(*world.dice.pick(members), organisation);
}

/// Mostly somebody of the review desk.
inline std::optional<Actor> reviewer(World& world) {
  if (world.dice.one_in(8)) return somebody(world);
  static const std::vector<std::string> desk{"zhou", "wu", "zheng"};
  Person& person = world.person(world.dice.pick(desk));
  const auto memberships = memberships_of(world, person);
  return world.actor(person, memberships.empty() ? OrganisationId() : memberships.front());
}

inline std::int64_t version_for(World& world, const ItemRecord& item) {
  return world.dice.one_in(8) ? item.version - 1 + world.dice.below(3) : item.version;
}

// ---- contents -------------------------------------------------------------------------------------------

inline std::string some_text(World& world, const std::string& about) {
  static std::vector<std::string> words{"隔热材料",        "电池", "传感器", "催化剂", "算法",
                                        "thermal runaway", "轴承", "焊接"};
  std::string text = std::string(common_word) + about;
  for (int i = 0; i < 6; ++i) text += "，" + world.dice.pick(words) + std::to_string(world.dice.below(1'000));
  if (world.dice.one_in(20)) text += "（机密★）";
  return text + "，需要说明来源、试验方法与条件。";
}

inline market::ExcludedOrganisations some_excluded(World& world) {
  market::ExcludedOrganisations excluded;
  if (!world.dice.one_in(4)) return excluded;
  excluded.push_back(world.dice.pick(world.organisations()));
  return excluded;
}

inline market::FieldCodes some_fields(World& world) {
  if (world.dice.one_in(12)) return {};  // market.incomplete
  static const std::vector<std::string> codes{"01", "05", "06"};
  return market::FieldCodes(std::vector<Text<2, 6>>{world.dice.pick(codes)});
}

inline market::NeedContent some_need(World& world) {
  market::NeedContent need;
  need.title = std::string(common_word) + "需求第" + std::to_string(world.dice.below(1'000'000)) + "号";
  need.problem = some_text(world, "需求");
  need.fields = some_fields(world);
  need.excluded_organisations = some_excluded(world);
  need.internal_reference = std::string("内部编号");
  return need;
}

inline market::OfferContent some_offer(World& world) {
  market::OfferContent offer;
  offer.title = std::string(common_word) + "成果第" + std::to_string(world.dice.below(1'000'000)) + "号";
  offer.abstract = some_text(world, "成果");
  offer.fields = some_fields(world);
  offer.non_secret = !world.dice.one_in(12);
  offer.excluded_organisations = some_excluded(world);
  return offer;
}

inline market::ExpertContent some_expert(World& world) {
  market::ExpertContent expert;
  expert.name = std::string(common_word) + "专家" + std::to_string(world.dice.below(1'000'000));
  expert.title = std::string("研究员");
  expert.abstract = some_text(world, "专家");
  expert.fields = some_fields(world);
  expert.excluded_organisations = some_excluded(world);
  return expert;
}

// ---- answers --------------------------------------------------------------------------------------------

inline const market::ItemState& state_in(const market::ItemState& state) {
  return state;
}
template <class View>
const market::ItemState& state_in(const View& view) {
  return view.state;
}

template <class Answer>
void note_refusal(Told& told, const Result<Answer>& answer) {
  told.refusal = answer ? "" : answer.error().key;
}

template <class Answer>
void note(Told& told, const Result<Answer>& answer) {
  note_refusal(told, answer);
  if (!answer) return;
  const market::ItemState& state = state_in(*answer);
  if (state.fact) told.receipt = Receipt{state.id.text(), state.version, *state.fact};
}

/// One fact, and before it that of an item which an import has brought, where that is still missing.
inline void expect_change(Told& told, const ItemRecord& item) {
  told.least_facts = told.most_facts = item.staged_in ? 2 : 1;
  told.what += " " + item.id.text() + " (" + name_of(item.status) + ")";
}

// ---- market ---------------------------------------------------------------------------------------------

inline void create(World& world, Told& told) {
  const auto actor = member_for(world, world.dice.pick(world.organisations()));
  if (!actor) return;
  told.least_facts = told.most_facts = 1;
  market::Market& market = world.hub().market();
  switch (world.dice.below(3)) {
    case 0:
      return note(told, market.create_need(*actor, {some_need(world)}));
    case 1:
      return note(told, market.create_offer(*actor, {some_offer(world)}));
    default:
      return note(told, market.create_expert(*actor, {some_expert(world)}));
  }
}

inline void edit(World& world, Told& told) {
  const auto item = some_item(world);
  const auto actor = item ? member_for(world, item->organisation) : std::nullopt;
  if (!actor) return;
  expect_change(told, *item);
  market::Market& market = world.hub().market();
  const std::int64_t version = version_for(world, *item);
  switch (item->kind) {
    case market::ItemKind::need:
      return note(told, market.update_need(*actor, {item->id, version, some_need(world)}));
    case market::ItemKind::offer:
      return note(told, market.update_offer(*actor, {item->id, version, some_offer(world)}));
    case market::ItemKind::expert:
      return note(told, market.update_expert(*actor, {item->id, version, some_expert(world)}));
  }
}

inline void submit(World& world, Told& told) {
  const auto item = some_item(world, {ItemStatus::draft, ItemStatus::returned});
  const auto actor = item ? member_for(world, item->organisation) : std::nullopt;
  if (!actor) return;
  expect_change(told, *item);
  note(told, world.hub().market().submit(*actor, {item->id, version_for(world, *item)}));
}

inline void publish(World& world, Told& told) {
  const auto item = some_item(world, {ItemStatus::submitted, ItemStatus::quarantined});
  const auto actor = item ? reviewer(world) : std::nullopt;
  if (!actor) return;
  expect_change(told, *item);
  note(told, world.hub().market().publish(*actor, {item->id, version_for(world, *item)}));
}

inline void give_back(World& world, Told& told) {
  const auto item = some_item(world, {ItemStatus::submitted});
  const auto actor = item ? reviewer(world) : std::nullopt;
  if (!actor) return;
  expect_change(told, *item);
  market::ReturnItem command{item->id, version_for(world, *item), {}, std::nullopt};
  command.reasons.push_back(std::string(world.dice.one_in(10) ? "no_such_reason" : "unclear_problem"));
  note(told, world.hub().market().return_item(*actor, command));
}

inline void quarantine(World& world, Told& told) {
  const auto item = some_item(world, {ItemStatus::submitted, ItemStatus::published});
  const auto actor = item ? reviewer(world) : std::nullopt;
  if (!actor) return;
  expect_change(told, *item);
  note(told, world.hub().market().quarantine(*actor, {item->id, version_for(world, *item), std::nullopt}));
}

inline void withdraw(World& world, Told& told) {
  const auto item = some_item(world, {ItemStatus::published});
  const auto actor = item ? member_for(world, item->organisation) : std::nullopt;
  if (!actor) return;
  expect_change(told, *item);
  note(told,
       world.hub().market().withdraw(*actor, {item->id, version_for(world, *item), std::string("sold")}));
}

inline void attach(World& world, Told& told) {
  const auto item = some_item(world);
  const auto actor = item ? member_for(world, item->organisation) : std::nullopt;
  if (!actor) return;
  expect_change(told, *item);
  const std::string bytes = "试验记录 " + std::to_string(world.dice.below(50));
  note_refusal(told, world.hub().market().add_attachment(
                         *actor, {item->id, "record.txt", market::AttachmentVisibility::open, bytes}));
}

inline void detach(World& world, Told& told) {
  auto attachments =
      pairs_of(world, "market", "SELECT id AS one, item AS other FROM market_attachment ORDER BY id");
  if (attachments.empty()) return;
  const Pair attachment = world.dice.pick(attachments);
  for (const ItemRecord& item : items_of(world)) {
    if (item.id.text() != attachment.other) continue;
    const auto actor = member_for(world, item.organisation);
    if (!actor) return;
    expect_change(told, item);
    note_refusal(told,
                 world.hub().market().remove_attachment(*actor, {market::AttachmentId(attachment.one)}));
  }
}

/// At most seven rows: they fit into one chunk, whose size follows the time of the machine later on.
inline void start_import(World& world, Told& told) {
  const auto actor = member_for(world, world.dice.pick(world.organisations()));
  if (!actor) return;
  std::string file = "title,problem,fields\n";
  const std::int64_t rows = 1 + world.dice.below(7);
  for (std::int64_t row = 0; row < rows; ++row) {
    file += std::string(common_word) + "导入需求第" + std::to_string(world.dice.below(1'000'000)) + "号,";
    file += some_text(world, "导入") + "," + (world.dice.one_in(6) ? "no field" : "06") + "\n";
  }
  const auto faulty = world.dice.one_in(2) ? market::Faulty::skip : market::Faulty::refuse;
  note_refusal(told, world.hub().import().start(*actor, {market::ItemKind::need, "needs.csv", file, faulty}));
}

inline void run_imports(World& world, Told& told) {
  told.is_one_change = false;
  told.most_facts = 1'000;
  world.hub().import().run_pending();
  told.refusal = "";
}

inline void expire(World& world, Told& told) {
  told.is_one_change = false;
  told.most_facts = 1'000;
  if (world.dice.one_in(4)) world.clock.advance_days(200);
  world.hub().market().expire_due(calendar::legal_day(world.clock.now()));
  told.refusal = "";
}

// ---- talks ----------------------------------------------------------------------------------------------

/// What ought to be accepted records one fact, what ought to be refused none.
inline void expect_one_fact(Told& told, bool may) {
  told.facts_unless_disturbed = told.least_facts = told.most_facts = may ? 1 : 0;
}

inline void note(Told& told, const Result<market::TalkView>& answer) {
  note_refusal(told, answer);
  if (!answer || !answer->fact) return;
  told.receipt = Receipt{answer->id.text(), answer->version, *answer->fact};
  if (answer->version == 1) told.receipt->version.reset();  // the fact of an interest names none
}

/// Mostly what somebody may ask about; also drafts, and what has been taken down.
inline std::optional<ItemRecord> item_to_ask_about(World& world) {
  std::vector<ItemRecord> items = items_of(world);
  std::vector<ItemRecord> out = items;
  std::erase_if(out, [&](const ItemRecord& item) { return !is_out(world, item); });
  if (!out.empty() && !world.dice.one_in(6)) return world.dice.pick(out);
  if (items.empty()) return std::nullopt;
  return world.dice.pick(items);
}

/// Mostly a published one of the own organisation; sometimes any, which must be refused.
inline std::optional<ItemRecord> item_to_answer_with(World& world, const OrganisationId& organisation) {
  if (!world.dice.one_in(3)) return std::nullopt;
  std::vector<ItemRecord> items = items_of(world);
  std::vector<ItemRecord> own = items;
  std::erase_if(
      own, [&](const ItemRecord& item) { return item.organisation != organisation || !is_out(world, item); });
  if (!own.empty() && !world.dice.one_in(4)) return world.dice.pick(own);
  return world.dice.pick(items);
}

inline bool may_ask_about(World& world, const Actor& actor, const ItemRecord& item) {
  if (!actor.acts_for(actor.organisation)) return false;
  const auto mine = all_memberships_of(world, actor);
  if (mine.contains(item.organisation)) return false;
  if (!is_out(world, item) || is_kept_from(mine, exclusions_of(world)[item.id.text()])) return false;
  for (const TalkRecord& talk : talks_of(world)) {
    if (talk.is_running() && talk.item == item.id && talk.asking == actor.organisation) return false;
  }
  return true;
}

inline void express_interest(World& world, Told& told) {
  const auto item = item_to_ask_about(world);
  const auto actor = item ? member_for(world, world.dice.pick(world.organisations())) : std::nullopt;
  if (!actor) return;
  market::ExpressInterest command;
  command.item = item->id;
  command.message = some_text(world, "意向");
  command.non_confidential = !world.dice.one_in(12);
  const auto answer = item_to_answer_with(world, actor->organisation);
  if (answer) command.answer_with = answer->id;
  const bool answer_is_own =
      !answer || (answer->organisation == actor->organisation && is_out(world, *answer));
  expect_one_fact(told, may_ask_about(world, *actor, *item) && command.non_confidential && answer_is_own);
  told.what += " " + item->id.text();
  note(told, world.hub().talks().express_interest(*actor, command));
}

/// Somebody's step in a talk: mostly of a side that may take it, on the version that the talk has.
struct TalkTurn {
  TalkRecord talk;
  Actor actor;
  std::optional<TalkSide> side;  // none: the actor takes no part
  std::int64_t version = 0;
  bool is_overdue = false;  // too late for an answer, though the upkeep may not have come to it

  bool is_by(TalkSide wanted) const { return side == wanted; }
  bool is_on(TalkStatus wanted) const {
    return talk.status == wanted && version == talk.version && !is_overdue;
  }
};

inline std::optional<TalkTurn> some_turn(World& world, Told& told, const std::set<TalkStatus>& wanted,
                                         std::optional<TalkSide> by = std::nullopt) {
  std::vector<TalkRecord> talks = talks_of(world);
  if (talks.empty()) return std::nullopt;
  std::vector<TalkRecord> fitting = talks;
  std::erase_if(fitting, [&](const TalkRecord& talk) { return !wanted.contains(talk.status); });
  const bool fits = !fitting.empty() && !world.dice.one_in(8);
  const TalkRecord talk = world.dice.pick(fits ? fitting : talks);
  if (!by || world.dice.one_in(8)) by = world.dice.one_in(2) ? TalkSide::asked : TalkSide::asking;
  const auto actor = member_for(world, talk.organisation_at(*by));
  if (!actor) return std::nullopt;
  TalkTurn turn{talk, *actor, std::nullopt, talk.version, is_overdue(world, talk)};
  if (actor->acts_for(actor->organisation)) turn.side = talk.side_of(actor->organisation);
  if (world.dice.one_in(10)) turn.version += world.dice.below(3) - 1;
  told.what += " " + talk.id.text() + " (" + name_of(talk.status) + ")";
  return turn;
}

inline void accept_interest(World& world, Told& told) {
  const auto turn = some_turn(world, told, {TalkStatus::waiting}, TalkSide::asked);
  if (!turn) return;
  expect_one_fact(told, turn->is_on(TalkStatus::waiting) && turn->is_by(TalkSide::asked));
  note(told, world.hub().talks().accept(turn->actor, {turn->talk.id, turn->version}));
}

inline void decline_interest(World& world, Told& told) {
  const auto turn = some_turn(world, told, {TalkStatus::waiting}, TalkSide::asked);
  if (!turn) return;
  market::DeclineInterest command{turn->talk.id, turn->version, {}, std::nullopt};
  const bool has_reason = !world.dice.one_in(8);
  if (has_reason) command.reasons.push_back(std::string("not_fitting"));
  expect_one_fact(told, turn->is_on(TalkStatus::waiting) && turn->is_by(TalkSide::asked) && has_reason);
  note(told, world.hub().talks().decline(turn->actor, command));
}

inline void withdraw_interest(World& world, Told& told) {
  const auto turn = some_turn(world, told, {TalkStatus::waiting}, TalkSide::asking);
  if (!turn) return;
  expect_one_fact(told, turn->is_on(TalkStatus::waiting) && turn->is_by(TalkSide::asking));
  note(told, world.hub().talks().withdraw(turn->actor, {turn->talk.id, turn->version}));
}

/// Words to the other side while the talk is open; a note for the own side at any time.
inline void write_message(World& world, Told& told) {
  const bool is_note = world.dice.one_in(3);
  const auto turn = some_turn(world, told, {TalkStatus::open});
  if (!turn) return;
  market::WriteMessage command{turn->talk.id, some_text(world, is_note ? "便签" : "消息"), std::nullopt};
  if (is_note) command.audience = market::Audience::own_side;
  expect_one_fact(told, turn->side && (is_note || turn->talk.status == TalkStatus::open));
  const auto answer = world.hub().talks().write_message(turn->actor, command);
  note_refusal(told, answer);
  if (answer && answer->fact) told.receipt = Receipt{answer->id.text(), std::nullopt, *answer->fact};
}

inline void propose_agreement(World& world, Told& told) {
  const auto turn = some_turn(world, told, {TalkStatus::open});
  if (!turn) return;
  static const std::vector<std::string> modes{"DEV", "TRF", "LIC", "DEV", "TRF", "no_such_kind"};
  const std::string mode = world.dice.pick(modes);
  expect_one_fact(told, turn->is_on(TalkStatus::open) && turn->side && mode != "no_such_kind");
  note(told, world.hub().talks().propose_agreement(turn->actor, {turn->talk.id, turn->version, mode}));
}

/// By the side that has proposed it, too: that must be refused.
inline void confirm_agreement(World& world, Told& told) {
  const auto turn = some_turn(world, told, {TalkStatus::open});
  if (!turn) return;
  const bool other_has_proposed = turn->talk.proposed_by && turn->talk.proposed_by != turn->side;
  expect_one_fact(told, turn->is_on(TalkStatus::open) && turn->side && other_has_proposed);
  note(told, world.hub().talks().confirm_agreement(turn->actor, {turn->talk.id, turn->version}));
}

inline void end_talk(World& world, Told& told) {
  const auto turn = some_turn(world, told, {TalkStatus::open});
  if (!turn) return;
  expect_one_fact(told, turn->is_on(TalkStatus::open) && turn->side);
  note(told, world.hub().talks().end(turn->actor, {turn->talk.id, turn->version,
                                                   std::string("no_agreement_on_price"), std::nullopt}));
}

/// Some days later, often just behind or just before the last day of an answer.
inline void settle_talks(World& world, Told& told) {
  if (world.dice.one_in(2)) world.clock.advance_days(1 + world.dice.below(8));
  std::int64_t overdue = 0;
  for (const TalkRecord& talk : talks_of(world)) overdue += is_overdue(world, talk) ? 1 : 0;
  told.is_one_change = false;
  told.facts_unless_disturbed = told.most_facts = overdue;
  told.least_facts = world.hub().talks().settle_due();
  told.refusal = "";
}

// ---- identity -------------------------------------------------------------------------------------------

inline void create_organisation(World& world, Told& told) {
  const auto actor = somebody(world);
  if (!actor) return;
  identity::CreateOrganisation command;
  command.name = "模拟企业第" + std::to_string(world.dice.below(1'000)) + "号";
  const std::string number = std::to_string(10'000'000 + world.dice.below(20));  // some exist already
  command.credit_code = identity::complete_credit_code("91320000" + number);
  command.kind = std::string("150");
  command.region = std::string(world.dice.one_in(10) ? "999999" : "320000");
  told.least_facts = told.most_facts = 2;  // registered, and its first member
  note_refusal(told, world.hub().identity().create_organisation(*actor, command));
}

inline void update_organisation(World& world, Told& told) {
  const OrganisationId organisation = world.dice.pick(world.organisations());
  const auto actor = member_for(world, organisation);
  if (!actor) return;
  identity::UpdateOrganisation command;
  command.organisation = organisation;
  command.about = Text<0, 2000>("模拟说明" + std::to_string(world.dice.below(1'000)));
  told.least_facts = told.most_facts = 1;
  note_refusal(told, world.hub().identity().update_organisation(*actor, command));
}

inline void invite_member(World& world, Told& told) {
  const OrganisationId organisation = world.dice.pick(world.organisations());
  const auto actor = member_for(world, organisation);
  if (!actor) return;
  const auto membership = world.dice.one_in(3) ? Membership::owner : Membership::member;
  told.least_facts = told.most_facts = 1;
  note_refusal(told, world.hub().identity().invite_member(
                         *actor, {organisation, world.dice.pick(world.people()).email(), membership}));
}

/// Mostly the addressee's answer, sometimes somebody else's.
inline void answer_invitation(World& world, Told& told) {
  const auto open = pairs_of(world, "identity",
                             "SELECT id AS one, email_folded AS other FROM identity_invitation ORDER BY id");
  if (open.empty()) return;
  const Pair invitation = world.dice.pick(open);
  std::optional<Actor> actor = somebody(world);
  for (Person& person : world.people()) {
    if (person.email() == invitation.other && !world.dice.one_in(6)) actor = world.actor(person);
  }
  if (!actor) return;
  const identity::AnswerInvitation answer{identity::InvitationId(invitation.one)};
  told.least_facts = 1;
  if (world.dice.one_in(4)) {
    told.most_facts = 1;
    return note_refusal(told, world.hub().identity().decline_invitation(*actor, answer));
  }
  told.most_facts = 2;  // a member from now on, and the invitation is over
  note_refusal(told, world.hub().identity().accept_invitation(*actor, answer));
}

inline void set_membership(World& world, Told& told) {
  const OrganisationId organisation = world.dice.pick(world.organisations());
  const auto actor = member_for(world, organisation);
  if (!actor) return;
  const auto membership = world.dice.one_in(2) ? Membership::owner : Membership::member;
  told.most_facts = 200;  // none when it is so already; the invitations of a former owner end
  note_refusal(told, world.hub().identity().set_membership(
                         *actor, {organisation, world.dice.pick(world.people()).account, membership}));
}

inline void remove_member(World& world, Told& told) {
  const OrganisationId organisation = world.dice.pick(world.organisations());
  const auto actor = member_for(world, organisation);
  if (!actor) return;
  told.least_facts = 1;
  told.most_facts = 200;  // the invitations that a former owner made end too
  note_refusal(told, world.hub().identity().remove_member(
                         *actor, {organisation, world.dice.pick(world.people()).account}));
}

inline void set_roles(World& world, Told& told) {
  const auto actor = world.dice.one_in(6) ? somebody(world) : world.actor(world.person("feng"));
  if (!actor) return;
  static const std::vector<Role> all{Role::reviewer, Role::officer, Role::auditor, Role::administrator};
  identity::SetRoles command;
  command.account = world.person(world.dice.one_in(2) ? "chen" : "wu").account;
  for (const Role role : all) {
    if (world.dice.one_in(3)) command.roles.push_back(role);
  }
  told.least_facts = told.most_facts = 1;
  note_refusal(told, world.hub().identity().set_roles(*actor, command));
}

inline void suspend(World& world, Told& told) {
  const auto actor = world.dice.one_in(6) ? somebody(world) : world.actor(world.person("feng"));
  if (!actor) return;
  told.most_facts = 1;
  note_refusal(told, world.hub().identity().suspend_account(
                         *actor, {world.dice.pick(world.people()).account, world.dice.one_in(3)}));
}

inline void make_key(World& world, Told& told) {
  const auto actor = somebody(world);
  if (!actor) return;
  told.least_facts = told.most_facts = 1;
  note_refusal(told,
               world.hub().identity().create_api_key(*actor, {std::string("robot"), {{"market:read"}}, {}}));
}

inline void revoke_key(World& world, Told& told) {
  auto keys =
      pairs_of(world, "identity", "SELECT id AS one, account AS other FROM identity_api_key ORDER BY id");
  const auto actor = keys.empty() ? std::nullopt : somebody(world);
  if (!actor) return;
  std::vector<Pair> own = keys;
  std::erase_if(own, [&](const Pair& key) { return key.other != actor->account.text(); });
  told.least_facts = told.most_facts = 1;
  const identity::ApiKeyId key(world.dice.pick(own.empty() ? keys : own).one);
  note_refusal(told, world.hub().identity().revoke_api_key(*actor, {key}));
}

/// The token in the newest letter to an address; "" when there is none.
inline std::string mailed_token(World& world, const std::string& email) {
  const auto letters =
      pairs_of(world, "mail",
               "SELECT recipient AS one, body AS other FROM mail_letter ORDER BY queued_at DESC, id DESC");
  for (const Pair& letter : letters) {
    const std::size_t at = letter.other.find("?token=");
    if (letter.one != email || at == std::string::npos) continue;
    return letter.other.substr(at + 7, 43);
  }
  return "";
}

inline void ask_for_reset(World& world, Told& told) {
  const Person& person = world.dice.pick(world.people());
  note_refusal(told, world.hub().identity().request_password_reset({}, {person.email()}));
}

inline void reset_password(World& world, Told& told) {
  Person& person = world.dice.pick(world.people());
  const std::string token = mailed_token(world, person.email());
  if (token.empty()) return;
  const std::string password = "pass phrase number " + std::to_string(world.dice.below(1'000'000));
  const auto keys = map_of(world, "identity",
                           "SELECT id AS one, account AS other FROM identity_api_key WHERE account = '" +
                               person.account.text() + "'");
  told.least_facts = told.most_facts = 1 + static_cast<std::int64_t>(keys.size());
  person.passwords.push_back(password);  // before it is known whether it holds
  note_refusal(told, world.hub().identity().reset_password({}, {token, password}));
  if (told.refusal == "")
    person.passwords = {password};
  else
    person.passwords.pop_back();
}

inline void sign_up(World& world, Told& told) {
  const std::string email = "new" + std::to_string(world.dice.below(12)) + "@people.example";
  told.most_facts = 1;  // none for an address that is known
  note_refusal(told, world.hub().identity().sign_up(
                         {}, {email, std::string("a long pass phrase"), std::string("新人"), std::nullopt}));
}

inline void confirm(World& world, Told& told) {
  const std::string token =
      mailed_token(world, "new" + std::to_string(world.dice.below(12)) + "@people.example");
  if (token.empty()) return;
  told.least_facts = told.most_facts = 1;
  note_refusal(told, world.hub().identity().confirm_email({}, {token, std::string("a long pass phrase")}));
}

inline void rename(World& world, Told& told) {
  const auto actor = somebody(world);
  if (!actor) return;
  told.least_facts = told.most_facts = 1;
  note_refusal(told,
               world.hub().identity().update_myself(
                   *actor, {Text<1, 80>("新名字" + std::to_string(world.dice.below(100))), std::nullopt}));
}

inline void sign_out(World& world, Told& told) {
  const auto actor = somebody(world);
  if (!actor) return;
  note_refusal(told, world.hub().identity().sign_out(*actor, {}));
}

// ---- the hub's own work ---------------------------------------------------------------------------------

inline void drain(World& world, Told& told) {
  world.hub().stream().drain();
  told.refusal = "";
}

/// As after an update of the program; sometimes the index has been lost meanwhile.
inline void reopen(World& world, Told& told) {
  world.close();
  if (world.dice.one_in(4)) std::filesystem::remove_all(world.folder() / "index");
  world.open();
  told.refusal = "";
}

inline const std::vector<Command>& commands() {
  static const std::vector<Command> all{
      {"create", 12, create},
      {"edit", 12, edit},
      {"submit", 18, submit},
      {"publish", 18, publish},
      {"return", 4, give_back},
      {"quarantine", 2, quarantine},
      {"withdraw", 4, withdraw},
      {"attach", 4, attach},
      {"detach", 3, detach},
      {"start import", 2, start_import},
      {"run imports", 3, run_imports},
      {"expire", 2, expire},
      {"express interest", 10, express_interest},
      {"accept interest", 5, accept_interest},
      {"decline interest", 1, decline_interest},
      {"withdraw interest", 1, withdraw_interest},
      {"write message", 7, write_message},
      {"propose agreement", 4, propose_agreement},
      {"confirm agreement", 3, confirm_agreement},
      {"end talk", 1, end_talk},
      {"settle talks", 3, settle_talks},
      {"create organisation", 2, create_organisation},
      {"update organisation", 2, update_organisation},
      {"invite member", 3, invite_member},
      {"answer invitation", 3, answer_invitation},
      {"set membership", 1, set_membership},
      {"remove member", 2, remove_member},
      {"set roles", 2, set_roles},
      {"suspend", 2, suspend},
      {"make key", 3, make_key},
      {"revoke key", 2, revoke_key},
      {"ask for reset", 2, ask_for_reset},
      {"reset password", 3, reset_password},
      {"sign up", 3, sign_up},
      {"confirm", 3, confirm},
      {"rename", 2, rename},
      {"sign out", 1, sign_out},
      {"drain", 10, drain},
      {"reopen", 1, reopen},
  };
  return all;
}

inline const Command& some_command(Dice& dice) {
  std::int64_t total = 0;
  for (const Command& command : commands()) total += command.weight;
  std::int64_t drawn = dice.below(total);
  for (const Command& command : commands()) {
    drawn -= command.weight;
    if (drawn < 0) return command;
  }
  return commands().front();
}

}  // namespace shuniu::simulation
