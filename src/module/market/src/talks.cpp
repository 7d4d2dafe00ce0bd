// talks.cpp - talks: load, decide, save, record.
#include "shuniu/market/talks.h"

#include <utility>

#include "figures.h"
#include "list_question.h"
#include "shuniu/crypto/random.h"
#include "shuniu/market/errors.h"
#include "shuniu/market/events.h"
#include "shuniu/text/visible.h"
#include "talk_store.h"
#include "views.h"

namespace shuniu::market {
namespace {

using database::Transaction;
using journal::FactId;

constexpr std::int64_t usual_talks = 50;
constexpr std::int64_t usual_messages = 100;
constexpr std::int64_t settled_at_once = 100;
constexpr std::int64_t year_us = 365LL * 86'400 * 1'000'000;

Reason no_such_talk() {
  return refuse(errors::talk_not_found, Kind::not_found);
}

/// The two organisations with their names: asked before a transaction begins, for the directory may read the
/// database itself.
struct Sides {
  OrganisationName asked;
  OrganisationName asking;
};

Sides named(const Context& context, const OrganisationId& asked, const OrganisationId& asking) {
  Sides sides;
  sides.asked.id = asked;
  sides.asking.id = asking;
  name_organisations(context, {&sides.asked, &sides.asking});
  return sides;
}

Sides sides_of(const Context& context, const TalkId& id) {
  const auto row = context.read([&](Transaction& tx) { return find_talk(tx, id); });
  return row ? named(context, row->asked, row->asking) : Sides{};
}

/// The title was the reader's to see when the talk began; who has been excluded since sees it no more.
TalkItem item_of(Transaction& tx, const Reader& reader, const ItemId& id, ItemKind kind,
                 const std::string& title) {
  TalkItem item{id, kind, title};
  for (const OrganisationId& excluded : exclusions_of(tx, id)) {
    if (belongs_to(reader, excluded)) item.title.reset();
  }
  return item;
}

TalkView view_of(Transaction& tx, const Reader& reader, const TalkRow& row, TalkSide side,
                 const Sides& sides) {
  TalkView view;
  view.id = row.id;
  view.version = row.version;
  view.status = row.status;
  view.side = side;
  view.item = item_of(tx, reader, row.item, row.item_kind, row.item_title);
  if (row.answer_with_kind) {
    view.answer_with = item_of(tx, reader, row.answer_with, *row.answer_with_kind, *row.answer_with_title);
  }
  const bool is_hidden = row.asked_hidden && side == TalkSide::asking;
  view.asked = is_hidden ? hidden_organisation() : sides.asked;
  view.asking = sides.asking;
  view.message = row.message;
  view.figures = row.figures;
  view.answer_by = row.answer_by;
  view.answer_by_is_provisional = row.answer_by_is_provisional;
  view.created_at = row.created_at;
  view.updated_at = row.updated_at;
  view.answered_at = row.answered_at;
  view.closed_at = row.closed_at;
  view.reasons = row.reasons;
  view.note = row.note;
  view.proposed_mode = row.proposed_mode;
  view.proposed_by = row.proposed_by;
  view.agreed_mode = row.agreed_mode;
  view.actions = actions_for(row.status, side, row.proposal());
  view.accepting_reveals = row.asked_hidden && side == TalkSide::asked && row.status == TalkStatus::waiting;
  return view;
}

/// An interest is the organisation's: what its author knows from the review desk, the organisation does not.
Reader as_member(Reader reader) {
  reader.reviews = reader.is_officer = false;
  return reader;
}

MessageView view_of(const Actor& actor, const TalkRow& talk, const MessageRow& row) {
  const TalkSide side = talk.side_of(row.organisation).value_or(TalkSide::asking);
  return {row.id, side, row.account == actor.account, row.audience, row.text, row.created_at, std::nullopt};
}

std::vector<OrganisationId> parties_of(const TalkRow& row) {
  return {row.asked, row.asking};
}

/// The row first: a fact is appended last.
template <class Fact>
FactId save(Transaction& tx, Instant now, const TalkRow& row, const Fact& fact) {
  tx.update("market_talk", row);
  return journal::append(tx, now, fact, parties_of(row));
}

void close(TalkRow& row, Instant now) {
  row.closed_at = now;
  row.proposed_mode.reset();
  row.proposed_by.reset();
}

void refuse_hidden(const std::string& path, const std::string& value, std::vector<Fault>& faults) {
  const std::string found = text::hidden_character(value, text::Lines::many);
  if (!found.empty()) faults.push_back({path, "fault.hidden_character", {}, found});
}

template <class Note>
void take_note(TalkRow& row, const Note& note) {
  row.note.reset();
  if (note && !note->text().empty()) row.note = note->text();
}

}  // namespace

struct Talks::Parts : Context {
  Parts(const Context& context, const calendar::Calendar& days, TalkOptions given)
      : Context(context), calendar(days), talk_options(given) {}

  Result<calendar::Due> answer_day(Instant from) const {
    return calendar.add_working_days(legal_day(from), talk_options.answer_working_days);
  }

  /// A step of one side: `decide` changes the row, saves it and records the fact.
  template <class Decide>
  Result<TalkView> step(const Actor& actor, const TalkId& id, std::int64_t version, TalkStep taken,
                        const Decide& decide) const {
    const Reader reader = this->reader(actor);
    const Instant now = clock.now();
    const Sides sides = sides_of(*this, id);
    return write([&](Transaction& tx) -> Result<TalkView> {
      auto row = find_talk_for_update(tx, id);
      if (!row) return no_such_talk();
      const auto side = row->side_of(reader.acts_for);
      if (!side) return no_such_talk();
      if (row->version != version) {
        return refuse(errors::talk_version_conflict, Kind::conflict,
                      {{"version", std::to_string(row->version)}});
      }
      if (is_overdue(row->status, row->answer_by, legal_day(now))) {  // before the upkeep has come to it
        return refuse(errors::talk_wrong_status, Kind::precondition,
                      {{"status", name_of(TalkStatus::lapsed)}});
      }
      const auto status = status_after(row->status, *side, row->proposal(), taken);
      if (!status) return status.error();
      row->status = *status;
      ++row->version;
      row->updated_at = now;
      const FactId fact = decide(tx, now, *row, *side);
      TalkView view = view_of(tx, reader, *row, *side, sides);
      view.fact = fact;
      return view;
    });
  }

  /// The item that the reader offers for another: published, and its own.
  Result<SeenItem> own_published(Transaction& tx, const Reader& reader, const ItemId& id) const {
    auto item = see(tx, reader, id);
    if (item && item->sight == Sight::owner && standing_of(reader, item->row, {}).face == Face::published) {
      return item;
    }
    return refuse_input({Fault{"answer_with", "fault.own_published_item", {}, id.text()}});
  }

  /// Lapses the talk, or reckons its day again; true when it changed.
  bool settle(Transaction& tx, Instant now, TalkRow& row) const {
    if (row.answer_by_is_provisional) {
      const auto due = answer_day(row.created_at);
      if (due && !due->provisional) {
        row.answer_by_is_provisional = false;
        row.answer_by = due->date;
        ++row.version;
        row.updated_at = now;
        save(tx, now, row, AnswerDayChanged{row.id, row.answer_by});
        return true;  // whether it has lapsed is seen next time
      }
    }
    if (!is_overdue(row.status, row.answer_by, legal_day(now))) return false;
    row.status = TalkStatus::lapsed;
    ++row.version;
    row.updated_at = now;
    close(row, now);
    save(tx, now, row, InterestLapsed{row.id, row.version});
    return true;
  }

  /// The fact of the asking side; where it may not know whom it asks, there is one for each side.
  FactId record_interest(Transaction& tx, Instant now, const TalkRow& row) const {
    const InterestExpressed expressed{row.id, row.item, row.asked, row.asking, row.answer_by};
    if (!row.asked_hidden) return journal::append(tx, now, expressed, parties_of(row));
    journal::append(tx, now, expressed, {row.asked});
    return journal::append(tx, now, InterestSent{row.id, row.item, row.asking, row.answer_by}, {row.asking});
  }

  const calendar::Calendar& calendar;
  TalkOptions talk_options;
};

Talks::Talks(Market& market, const calendar::Calendar& calendar, TalkOptions options)
    : parts_(std::make_unique<Parts>(*market.parts_, calendar, options)) {}

Talks::~Talks() = default;

Result<TalkView> Talks::express_interest(const Actor& actor, const ExpressInterest& command) {
  const Parts& parts = *parts_;
  if (!actor.acts_for(actor.organisation)) return refuse(errors::not_a_member, Kind::forbidden);
  std::vector<Fault> faults;
  refuse_hidden("message", command.message, faults);
  for (std::size_t i = 0; i < command.figures.size(); ++i) {
    check_figure("figures[" + std::to_string(i) + "]", command.figures[i], faults);
  }
  if (!command.non_confidential) faults.push_back({"non_confidential", "fault.must_be_true", {}, "false"});
  if (!faults.empty()) return refuse_input(std::move(faults));

  const Reader reader = as_member(parts.reader(actor));
  const Instant now = parts.clock.now();
  const auto due = parts.answer_day(now);
  if (!due) return due.error();
  const auto asked = parts.read([&](Transaction& tx) {
    return tx.value<OrganisationId>("SELECT organisation FROM market_item WHERE id = $1", command.item);
  });
  const Sides sides = named(parts, asked.value_or(OrganisationId()), actor.organisation);
  return parts.write([&](Transaction& tx) -> Result<TalkView> {
    const auto stored = find_item(tx, command.item);
    if (!stored) return not_found();
    if (belongs_to(reader, stored->organisation)) return refuse(errors::talk_own_item, Kind::forbidden);
    // As others see it, whatever is being worked on, and whatever else the review desk may see.
    const auto published = seen_published(tx, reader, {*stored});
    if (published.empty()) return not_found();
    const SeenItem& item = published.front();
    tx.lock("market_talk " + command.item.text());  // no row guards what is not there yet
    if (const auto running = running_talk(tx, command.item, actor.organisation)) {
      return refuse(errors::talk_already_running, Kind::conflict, {{"talk", running->text()}});
    }
    TalkRow row;
    row.id = crypto::new_id<TalkId>(now);
    row.item = command.item;
    row.item_kind = item.row.kind;
    row.item_title = title_of(item.content);
    if (command.answer_with) {
      const auto answer = parts.own_published(tx, reader, *command.answer_with);
      if (!answer) return answer.error();
      row.answer_with = answer->row.id;
      row.answer_with_kind = answer->row.kind;
      row.answer_with_title = title_of(decode_content(answer->row.kind, *answer->row.published_content));
    }
    row.asked = item.row.organisation;
    row.asking = actor.organisation;
    row.asked_hidden = item.hides_organisation;
    row.message = command.message;
    row.figures = {command.figures.begin(), command.figures.end()};
    row.answer_by = due->date;
    row.answer_by_is_provisional = due->provisional;
    row.created_by = actor.account;
    row.created_at = row.updated_at = now;
    tx.insert("market_talk", row);
    TalkView view = view_of(tx, reader, row, TalkSide::asking, sides);
    view.fact = parts.record_interest(tx, now, row);
    return view;
  });
}

Result<TalkView> Talks::accept(const Actor& actor, const AcceptInterest& command) {
  const auto decide = [&](Transaction& tx, Instant now, TalkRow& row, TalkSide) {
    row.answered_at = now;
    row.answered_by = actor.account;
    const bool reveals = std::exchange(row.asked_hidden, false);
    FactId fact = save(tx, now, row, InterestAccepted{row.id, row.version});
    if (reveals) {
      journal::append(tx, now, OrganisationRevealed{row.id, row.item, row.asked, row.asking},
                      parties_of(row));
    }
    return fact;
  };
  return parts_->step(actor, command.talk, command.version, TalkStep::accept, decide);
}

Result<TalkView> Talks::decline(const Actor& actor, const DeclineInterest& command) {
  std::vector<Fault> faults;
  if (command.reasons.empty()) faults.push_back({"reasons", "fault.reason_missing", {}, ""});
  for (std::size_t i = 0; i < command.reasons.size(); ++i) {
    parts_->codes.require("decline_reasons", command.reasons[i], "reasons[" + std::to_string(i) + "]",
                          faults);
  }
  if (command.note) refuse_hidden("note", *command.note, faults);
  if (!faults.empty()) return refuse_input(std::move(faults));
  const auto decide = [&](Transaction& tx, Instant now, TalkRow& row, TalkSide) {
    row.answered_at = now;
    row.answered_by = actor.account;
    row.reasons = {command.reasons.begin(), command.reasons.end()};
    take_note(row, command.note);
    close(row, now);
    return save(tx, now, row, InterestDeclined{row.id, row.version, row.reasons});
  };
  return parts_->step(actor, command.talk, command.version, TalkStep::decline, decide);
}

Result<TalkView> Talks::withdraw(const Actor& actor, const WithdrawInterest& command) {
  const auto decide = [&](Transaction& tx, Instant now, TalkRow& row, TalkSide) {
    close(row, now);
    return save(tx, now, row, InterestWithdrawn{row.id, row.version});
  };
  return parts_->step(actor, command.talk, command.version, TalkStep::withdraw, decide);
}

Result<MessageView> Talks::write_message(const Actor& actor, const WriteMessage& command) {
  std::vector<Fault> faults;
  refuse_hidden("text", command.text, faults);
  if (!faults.empty()) return refuse_input(std::move(faults));
  const Parts& parts = *parts_;
  const Reader reader = parts.reader(actor);
  const Instant now = parts.clock.now();
  const Audience audience = command.audience.value_or(Audience::both);
  const bool is_note = audience == Audience::own_side;
  return parts.write([&](Transaction& tx) -> Result<MessageView> {
    const auto talk = find_talk_for_update(tx, command.talk);
    if (!talk) return no_such_talk();
    const auto side = talk->side_of(reader.acts_for);
    if (!side) return no_such_talk();
    const auto allowed =
        status_after(talk->status, *side, talk->proposal(), is_note ? TalkStep::note : TalkStep::write);
    if (!allowed) return allowed.error();
    const MessageRow row{crypto::new_id<MessageId>(now),
                         talk->id,
                         reader.acts_for,
                         actor.account,
                         audience,
                         command.text,
                         now};
    tx.insert("market_message", row);
    MessageView view = view_of(actor, *talk, row);
    view.fact = is_note ? journal::append(tx, now, NoteWritten{talk->id, row.id}, {row.organisation})
                        : journal::append(tx, now, MessageWritten{talk->id, row.id, row.organisation},
                                          parties_of(*talk));
    return view;
  });
}

Result<TalkView> Talks::propose_agreement(const Actor& actor, const ProposeAgreement& command) {
  std::vector<Fault> faults;
  parts_->codes.require("contract_kinds", command.mode, "mode", faults);
  if (!faults.empty()) return refuse_input(std::move(faults));
  const auto decide = [&](Transaction& tx, Instant now, TalkRow& row, TalkSide side) {
    row.proposed_mode = command.mode;
    row.proposed_by = side;
    const OrganisationId by = side == TalkSide::asked ? row.asked : row.asking;
    return save(tx, now, row, AgreementProposed{row.id, row.version, by, command.mode});
  };
  return parts_->step(actor, command.talk, command.version, TalkStep::propose_agreement, decide);
}

Result<TalkView> Talks::confirm_agreement(const Actor& actor, const ConfirmAgreement& command) {
  const auto decide = [&](Transaction& tx, Instant now, TalkRow& row, TalkSide) {
    row.agreed_mode = row.proposed_mode;
    close(row, now);
    return save(tx, now, row, TalkAgreed{row.id, row.version, row.item, *row.agreed_mode});
  };
  return parts_->step(actor, command.talk, command.version, TalkStep::confirm_agreement, decide);
}

Result<TalkView> Talks::end(const Actor& actor, const EndTalk& command) {
  std::vector<Fault> faults;
  parts_->codes.require("talk_end_reasons", command.reason, "reason", faults);
  if (command.note) refuse_hidden("note", *command.note, faults);
  if (!faults.empty()) return refuse_input(std::move(faults));
  const auto decide = [&](Transaction& tx, Instant now, TalkRow& row, TalkSide side) {
    row.reasons = {command.reason};
    take_note(row, command.note);
    close(row, now);
    const OrganisationId by = side == TalkSide::asked ? row.asked : row.asking;
    return save(tx, now, row, TalkEnded{row.id, row.version, by, command.reason});
  };
  return parts_->step(actor, command.talk, command.version, TalkStep::end, decide);
}

Result<TalkView> Talks::talk(const Actor& actor, const FindTalk& question) {
  const Parts& parts = *parts_;
  const Reader reader = parts.reader(actor);
  const Sides sides = sides_of(parts, question.talk);
  return parts.read([&](Transaction& tx) -> Result<TalkView> {
    const auto row = find_talk(tx, question.talk);
    const auto side = row ? row->side_of(reader.acts_for) : std::nullopt;
    if (!side) return no_such_talk();
    return view_of(tx, reader, *row, *side, sides);
  });
}

Result<TalkList> Talks::list(const Actor& actor, const ListTalks& question) {
  const Parts& parts = *parts_;
  if (!actor.acts_for(actor.organisation)) return refuse(errors::not_a_member, Kind::forbidden);
  const Reader reader = parts.reader(actor);
  const std::int64_t limit = limit_of(question.limit, usual_talks);
  TalkList list = parts.read([&](Transaction& tx) {
    auto rows = list_talks(tx, actor.organisation, question, limit + 1);
    TalkList page;
    page.total = count_talks(tx, actor.organisation, question);
    if (static_cast<std::int64_t>(rows.size()) > limit) {
      rows.pop_back();
      page.next_after = rows.back().id;
    }
    for (const TalkRow& row : rows) {
      Sides ids;
      ids.asked.id = row.asked;
      ids.asking.id = row.asking;
      page.talks.push_back(view_of(tx, reader, row, *row.side_of(actor.organisation), ids));
    }
    return page;
  });
  std::vector<OrganisationName*> names;
  for (TalkView& talk : list.talks) names.insert(names.end(), {&talk.asked, &talk.asking});
  name_organisations(parts, names);
  return list;
}

Result<MessageList> Talks::messages(const Actor& actor, const ListMessages& question) {
  const Parts& parts = *parts_;
  const Reader reader = parts.reader(actor);
  const std::int64_t limit = limit_of(question.limit, usual_messages);
  return parts.read([&](Transaction& tx) -> Result<MessageList> {
    const auto talk = find_talk(tx, question.talk);
    if (!talk || !talk->side_of(reader.acts_for)) return no_such_talk();
    auto rows = list_messages(tx, reader.acts_for, question, limit + 1);
    MessageList page;
    if (static_cast<std::int64_t>(rows.size()) > limit) {
      rows.pop_back();
      page.next_after = rows.back().id;
    }
    for (const MessageRow& row : rows) page.messages.push_back(view_of(actor, *talk, row));
    return page;
  });
}

Result<AnswersView> Talks::answers(const Actor&, const FindAnswers& question) {
  const Instant since = parts_->clock.now() + -year_us;
  return parts_->read([&](Transaction& tx) {
    return count_answers(tx, question.organisation, since, FiguresFor::everybody);
  });
}

std::int64_t Talks::settle_due() {
  const Instant now = parts_->clock.now();
  std::int64_t changed = 0;
  TalkId after;
  for (bool more = true; more;) {
    std::int64_t settled = 0;
    TalkId last = after;
    const auto done = parts_->write([&](Transaction& tx) -> Result<Done> {
      settled = 0;  // the command may run more than once
      auto rows = unsettled_talks(tx, legal_day(now), after, settled_at_once);
      more = static_cast<std::int64_t>(rows.size()) == settled_at_once;
      for (TalkRow& row : rows) settled += parts_->settle(tx, now, row) ? 1 : 0;
      if (!rows.empty()) last = rows.back().id;
      return Done{};
    });
    if (!done) return changed;
    changed += settled;
    after = last;
  }
  return changed;
}

}  // namespace shuniu::market
