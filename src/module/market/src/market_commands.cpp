// market_commands.cpp - from draft to publication: load, decide, save, record.
#include "facts.h"
#include "item_rules.h"
#include "secrecy_rules.h"
#include "settle.h"
#include "shuniu/crypto/random.h"
#include "shuniu/market/errors.h"
#include "views.h"

namespace shuniu::market {
namespace {

using database::Transaction;

enum class Who { owner, review_desk, officer };

/// Whether the reader may take such a step with an item that it sees.
std::optional<Reason> refusal(const Reader& reader, const SeenItem& item, Who who) {
  if (who == Who::owner) {
    if (item.sight == Sight::owner) return std::nullopt;
    return refuse(errors::not_the_owner, Kind::forbidden);
  }
  if (!reader.reviews) return refuse(errors::not_a_reviewer, Kind::forbidden);
  if (item.sight == Sight::owner || belongs_to(reader, item.row.organisation)) {
    return refuse(errors::own_item, Kind::forbidden);
  }
  if (who == Who::officer && !reader.is_officer) return refuse(errors::officer_only, Kind::forbidden);
  return std::nullopt;
}

Result<SeenItem> load_for_change(Transaction& tx, Instant now, const Reader& reader, const ItemId& id,
                                 std::int64_t version, Who who) {
  auto row = find_item_for_update(tx, id);
  if (!row) return not_found();
  auto item = seen(tx, reader, std::move(*row), exclusions_of(tx, id));
  if (!item) return not_found();
  if (const auto refused = refusal(reader, *item, who)) return *refused;
  if (item->row.version != version) {
    return refuse(errors::version_conflict, Kind::conflict, {{"version", std::to_string(item->row.version)}});
  }
  settle(tx, now, item->row);
  return std::move(*item);
}

journal::FactId save(Transaction& tx, Instant now, ItemRow& row, Change change) {
  ++row.version;
  row.updated_at = now;
  if (change == Change::published) row.published_version = row.version;
  save_item(tx, row);
  return record(tx, now, row, change);
}

void take_down(ItemRow& row) {
  row.published_content.reset();
  row.published_version.reset();
  row.published_at.reset();
  row.expires_on.reset();
}

ItemState receipt(ItemState state, std::optional<journal::FactId> fact) {
  state.fact = std::move(fact);
  return state;
}

/// The organisation of an item, with its name: asked before a transaction begins, for the directory may
/// read the
/// database itself. It has nothing but its id where there is no such item.
OrganisationName owner_of(const Context& context, const ItemId& id) {
  OrganisationName owner;
  owner.id = context.read([&](Transaction& tx) {
    return tx.value<OrganisationId>("SELECT organisation FROM market_item WHERE id = $1", id)
        .value_or(OrganisationId());
  });
  if (!owner.id.empty()) name_organisations(context, {&owner});
  return owner;
}

ItemState& state_in(ItemState& state) {
  return state;
}

template <class View>
ItemState& state_in(View& view) {
  return view.state;
}

/// A command whose answer is complete when it commits, so that it can be kept under the caller's key.
template <class Command>
auto write_named(const Context& context, const OrganisationName& owner, const Command& command) {
  return context.write([&](Transaction& tx) {
    auto answer = command(tx);
    if (answer) state_in(*answer).organisation = owner;
    return answer;
  });
}

template <class Decide>
Result<ItemState> change_item(const Context& context, const Actor& actor, const ItemId& id,
                              std::int64_t version, Who who, const Decide& decide) {
  const Reader reader = context.reader(actor);
  const Instant now = context.clock.now();
  const OrganisationName owner = owner_of(context, id);
  return write_named(context, owner, [&](Transaction& tx) -> Result<ItemState> {
    auto item = load_for_change(tx, now, reader, id, version, who);
    if (!item) return item.error();
    Result<Change> change = decide(tx, now, item->row);
    if (!change) return change.error();
    const journal::FactId fact = save(tx, now, item->row, *change);
    // An officer who took it down may see it no more from now on, but gets this receipt.
    if (item->sight == Sight::published && item->row.face() == Face::unpublished) item->sight = Sight::review;
    return receipt(state_of(tx, reader, *item), fact);
  });
}

/// Moves the row's status by the rules.
Result<Done> step(ItemRow& row, Step taken) {
  const auto status = status_after(row.status, row.face(), taken);
  if (!status) return status.error();
  row.status = *status;
  return Done{};
}

template <class View>
View view_with(ItemState state, Content content) {
  using Some = decltype(View::content);
  return View{std::move(state), std::get<Some>(std::move(content))};
}

template <class View, class Some>
Result<View> create(const Context& context, const Actor& actor, const Some& content) {
  if (!actor.acts_for(actor.organisation)) return refuse(errors::not_a_member, Kind::forbidden);
  const Reader reader = context.reader(actor);
  const Instant now = context.clock.now();
  ItemRow row;
  row.id = crypto::new_id<ItemId>(now);
  row.kind = kind_of(content);
  row.organisation = actor.organisation;
  row.title = title_of(content);
  row.content = encode_content(content);
  row.created_by = actor.account;
  row.created_at = row.updated_at = now;
  OrganisationName owner;
  owner.id = row.organisation;
  name_organisations(context, {&owner});
  return write_named(context, owner, [&](Transaction& tx) -> Result<View> {
    insert_item(tx, row);
    const journal::FactId fact = record(tx, now, row, Change::drafted);
    return view_with<View>(receipt(state_of(tx, reader, {row, Sight::owner, content}), fact), content);
  });
}

template <class View, class Some>
Result<View> update(const Context& context, const Actor& actor, const ItemId& id, std::int64_t version,
                    const Some& content) {
  const Reader reader = context.reader(actor);
  const Instant now = context.clock.now();
  const OrganisationName owner = owner_of(context, id);
  return write_named(context, owner, [&](Transaction& tx) -> Result<View> {
    auto item = load_for_change(tx, now, reader, id, version, Who::owner);
    if (!item) return item.error();
    ItemRow& row = item->row;
    if (row.kind != kind_of(content)) return not_found();
    std::optional<journal::FactId> fact;
    std::string json = encode_content(content);
    if (json != row.content) {  // an autosave without a change is none
      if (const auto moved = step(row, Step::edit); !moved) return moved.error();
      row.content = std::move(json);
      row.title = title_of(content);
      fact = save(tx, now, row, Change::changed);
    }
    return view_with<View>(receipt(state_of(tx, reader, {row, Sight::owner, content}), fact), content);
  });
}

template <class View>
Result<View> find(const Context& context, const Actor& actor, const ItemId& id) {
  const Reader reader = context.reader(actor);
  auto view = context.read([&](Transaction& tx) -> Result<View> {
    auto item = see(tx, reader, id);
    if (!item) return item.error();
    using Some = decltype(View::content);
    if (!std::holds_alternative<Some>(item->content)) return not_found();
    return view_with<View>(state_of(tx, reader, *item), std::move(item->content));
  });
  if (view) name_organisations(context, {&view->state.organisation});
  return view;
}

std::vector<Fault> under(const std::string& prefix, std::vector<Fault> faults) {
  for (Fault& fault : faults) fault.path = prefix + fault.path;
  return faults;
}

/// An anonymous need that names its organisation is none.
std::vector<Fault> faults_of_anonymity(const Content& content, const OrganisationName& owner) {
  if (!is_anonymous(content)) return {};
  std::vector<std::string> names{owner.name};
  if (owner.name_en) names.push_back(*owner.name_en);
  std::vector<Fault> faults;
  for (const FoundMark& found : marks_of_secrecy(content, names)) {
    if (found.path == "internal_reference") continue;  // the owner's alone
    faults.push_back({found.path, "fault.names_its_organisation", {}, found.mark});
  }
  return faults;
}

}  // namespace

Result<NeedView> Market::create_need(const Actor& actor, const CreateNeed& command) {
  return create<NeedView>(*parts_, actor, command.content);
}

Result<NeedView> Market::update_need(const Actor& actor, const UpdateNeed& command) {
  return update<NeedView>(*parts_, actor, command.need, command.version, command.content);
}

Result<NeedView> Market::need(const Actor& actor, const FindNeed& question) {
  return find<NeedView>(*parts_, actor, question.need);
}

Result<OfferView> Market::create_offer(const Actor& actor, const CreateOffer& command) {
  return create<OfferView>(*parts_, actor, command.content);
}

Result<OfferView> Market::update_offer(const Actor& actor, const UpdateOffer& command) {
  return update<OfferView>(*parts_, actor, command.offer, command.version, command.content);
}

Result<OfferView> Market::offer(const Actor& actor, const FindOffer& question) {
  return find<OfferView>(*parts_, actor, question.offer);
}

Result<ExpertView> Market::create_expert(const Actor& actor, const CreateExpert& command) {
  return create<ExpertView>(*parts_, actor, command.content);
}

Result<ExpertView> Market::update_expert(const Actor& actor, const UpdateExpert& command) {
  return update<ExpertView>(*parts_, actor, command.expert, command.version, command.content);
}

Result<ExpertView> Market::expert(const Actor& actor, const FindExpert& question) {
  return find<ExpertView>(*parts_, actor, question.expert);
}

Result<ItemState> Market::submit(const Actor& actor, const SubmitItem& command) {
  const Context& context = *parts_;
  const OrganisationName owner = owner_of(context, command.item);
  const auto decide = [&](Transaction&, Instant now, ItemRow& row) -> Result<Change> {
    if (const auto moved = step(row, Step::submit); !moved) return moved.error();
    const Content content = decode_content(row.kind, row.content);
    auto faults =
        faults_at_submission(content, row.organisation, context.codes, legal_day(now), context.options);
    for (Fault& fault : faults_of_anonymity(content, owner)) faults.push_back(std::move(fault));
    if (!faults.empty())
      return Reason(errors::incomplete, Kind::invalid, under("content.", std::move(faults)));
    row.submitted_at = now;
    row.review.reset();
    if (marks_of_secrecy(content, context.options.secrecy_marks).empty()) return Change::submitted;
    row.status = ItemStatus::quarantined;
    take_down(row);
    return Change::quarantined;
  };
  return change_item(context, actor, command.item, command.version, Who::owner, decide);
}

Result<ItemState> Market::publish(const Actor& actor, const PublishItem& command) {
  const Context& context = *parts_;
  const auto decide = [&](Transaction& tx, Instant now, ItemRow& row) -> Result<Change> {
    if (const auto moved = step(row, Step::publish); !moved) return moved.error();
    const Content content = decode_content(row.kind, row.content);
    if (const auto allowed = may_be_published(content, legal_day(now)); !allowed) return allowed.error();
    row.published_content = row.content;
    row.published_at = now;
    row.expires_on = last_day(content, legal_day(now), context.options);
    row.review.reset();
    publish_attachments(tx, row.id);
    return Change::published;
  };
  return change_item(context, actor, command.item, command.version, Who::review_desk, decide);
}

Result<ItemState> Market::return_item(const Actor& actor, const ReturnItem& command) {
  const Context& context = *parts_;
  std::vector<Fault> faults;
  if (command.reasons.empty()) faults.push_back({"reasons", "fault.reason_missing", {}, ""});
  for (std::size_t i = 0; i < command.reasons.size(); ++i) {
    context.codes.require("return_reasons", command.reasons[i], "reasons[" + std::to_string(i) + "]", faults);
  }
  if (!faults.empty()) return Reason(errors::unknown_reason, Kind::invalid, std::move(faults));
  const auto decide = [&](Transaction&, Instant now, ItemRow& row) -> Result<Change> {
    if (const auto moved = step(row, Step::return_item); !moved) return moved.error();
    ReviewView review{now, {command.reasons.begin(), command.reasons.end()}, std::nullopt};
    if (command.note) review.note = *command.note;
    row.review = std::move(review);
    return Change::returned;
  };
  return change_item(context, actor, command.item, command.version, Who::review_desk, decide);
}

Result<ItemState> Market::quarantine(const Actor& actor, const QuarantineItem& command) {
  const auto decide = [&](Transaction&, Instant now, ItemRow& row) -> Result<Change> {
    if (const auto moved = step(row, Step::quarantine); !moved) return moved.error();
    take_down(row);
    ReviewView review{now, {}, std::nullopt};
    if (command.note) review.note = *command.note;
    row.review = std::move(review);
    return Change::quarantined;
  };
  return change_item(*parts_, actor, command.item, command.version, Who::officer, decide);
}

Result<ItemState> Market::withdraw(const Actor& actor, const WithdrawItem& command) {
  const Context& context = *parts_;
  std::vector<Fault> faults;
  context.codes.require("withdraw_reasons", command.reason, "reason", faults);
  if (!faults.empty()) return Reason(errors::unknown_reason, Kind::invalid, std::move(faults));
  const auto decide = [&](Transaction&, Instant now, ItemRow& row) -> Result<Change> {
    if (const auto moved = step(row, Step::withdraw); !moved) return moved.error();
    take_down(row);
    row.review = ReviewView{now, {command.reason}, std::nullopt};
    return Change::withdrawn;
  };
  return change_item(context, actor, command.item, command.version, Who::owner, decide);
}

}  // namespace shuniu::market
