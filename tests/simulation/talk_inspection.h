// talk_inspection.h - what must be true of talks: their facts, their rows, and who may read them.
//
//   TalkInspection talks(world, add_fault);
//   talks.look(journal, parties);                         // after every step
//   talks.look_as("zhao", reader, memberships, exclusions);
//
// The rules stand here once more, in the simplest words: nothing of the hub's own rules is asked.
#pragma once

#include <functional>

#include "records.h"
#include "shuniu/json/json.h"

namespace shuniu::simulation {

using Parties = std::map<std::string, std::set<std::string>>;  // by fact: the organisations that it is for

inline bool tells_of_talk(const std::string& type) {
  using namespace market;
  static const std::set<std::string, std::less<>> all{
      std::string(InterestExpressed::fact.name), std::string(InterestAccepted::fact.name),
      std::string(InterestDeclined::fact.name),  std::string(InterestWithdrawn::fact.name),
      std::string(InterestLapsed::fact.name),    std::string(AnswerDayChanged::fact.name),
      std::string(MessageWritten::fact.name),    std::string(NoteWritten::fact.name),
      std::string(AgreementProposed::fact.name), std::string(TalkAgreed::fact.name),
      std::string(TalkEnded::fact.name)};
  return all.contains(type);
}

/// Any fact of a talk, read for the members that it has.
struct TalkFact {
  TalkId talk;
  std::optional<std::int64_t> version;
  std::optional<ItemId> item;
  std::optional<OrganisationId> asked;
  std::optional<OrganisationId> asking;
  std::optional<Date> answer_by;
  std::optional<market::MessageId> message;
  std::optional<OrganisationId> by;
  std::optional<std::string> mode;
  std::optional<std::string> reason;
  std::vector<std::string> reasons;
};
SHUNIU_DESCRIBE(TalkFact, talk, version, item, asked, asking, answer_by, message, by, mode, reason, reasons)

/// What the facts tell of one talk, as the row that they lead to.
struct TalkStory {
  TalkRecord row;
  bool was_answered = false;
  std::string fault;  // of the first fact that does not fit those before it

  void hear(const std::string& type, const TalkFact& told) {
    using namespace market;
    if (type == InterestExpressed::fact.name) return express(told);
    if (row.version == 0) return object("there is a fact before the interest");
    if (type == NoteWritten::fact.name) return;
    if (type == MessageWritten::fact.name) return come_from(TalkStatus::open, "is written in");
    ++row.version;
    if (told.version && *told.version != row.version) object("a version has no fact, or two");
    if (type == AnswerDayChanged::fact.name) {
      come_from(TalkStatus::waiting, "gets another day");
      row.answer_by = *told.answer_by;
    } else if (type == AgreementProposed::fact.name) {
      come_from(TalkStatus::open, "gets a proposal");
      row.proposed_by = row.side_of(*told.by);
      row.proposed_mode = told.mode;
    } else {
      lead_on(type, told);
    }
  }

 private:
  void object(const std::string& what) {
    if (fault.empty()) fault = what;
  }
  void come_from(TalkStatus status, const std::string& what) {
    if (row.status != status) object("it " + what + " while it is " + name_of(row.status));
  }
  void become(TalkStatus from, TalkStatus to) {
    come_from(from, "becomes " + name_of(to));
    row.status = to;
    if (row.is_running()) return;
    row.proposed_by.reset();
    row.proposed_mode.reset();
  }
  void express(const TalkFact& told) {
    if (row.version != 0) object("it begins twice");
    row.id = told.talk;
    row.item = *told.item;
    row.asked = *told.asked;
    row.asking = *told.asking;
    row.answer_by = *told.answer_by;
    row.version = 1;
  }
  void lead_on(const std::string& type, const TalkFact& told) {
    using namespace market;
    if (type == InterestAccepted::fact.name || type == InterestDeclined::fact.name) was_answered = true;
    if (type == InterestAccepted::fact.name) return become(TalkStatus::waiting, TalkStatus::open);
    if (type == InterestDeclined::fact.name) return become(TalkStatus::waiting, TalkStatus::declined);
    if (type == InterestWithdrawn::fact.name) return become(TalkStatus::waiting, TalkStatus::withdrawn);
    if (type == InterestLapsed::fact.name) return become(TalkStatus::waiting, TalkStatus::lapsed);
    if (type == TalkEnded::fact.name) return become(TalkStatus::open, TalkStatus::ended);
    if (!row.proposed_by) object("it is agreed without a proposal");
    if (row.proposed_mode != told.mode) object("it is agreed on something else than was proposed");
    row.agreed_mode = told.mode;
    become(TalkStatus::open, TalkStatus::agreed);
  }
};

class TalkInspection {
 public:
  TalkInspection(World& world, std::function<void(const std::string&)> add_fault)
      : world_(world),
        add_fault_(std::move(add_fault)),
        calendar_(calendar::Calendar::load(SHUNIU_SOURCE_DIR "/rulebook/cn/calendar").value()) {}

  template <class Facts>
  void look(const Facts& journal, Parties& parties) {
    talks_ = talks_of(world_);
    messages_ = messages_of(world_);
    stories_.clear();
    facts_of_messages_.clear();
    for (const auto& fact : journal) {
      if (tells_of_talk(fact.type)) hear(fact.id.text(), fact.type, fact.body, parties);
    }
    look_at_talks();
    look_at_messages();
  }

  /// What a reader is told of each talk, by its id, by its messages and by the list of an organisation.
  void look_as(const std::string& name, const Actor& reader, const std::set<OrganisationId>& mine,
               Exclusions& excluded) {
    std::map<std::string, const TalkRecord*> own;
    for (const TalkRecord& talk : talks_) {
      const auto side =
          reader.acts_for(reader.organisation) ? talk.side_of(reader.organisation) : std::nullopt;
      if (side) own[talk.id.text()] = &talk;
      const auto view = world_.hub().talks().talk(reader, {talk.id});
      check(view.has_value() == side.has_value(),
            name + (side ? " does not see " : " sees ") + "talk " + talk.id.text());
      if (view && side) look_at_view(name, *view, talk, *side, mine, excluded);
      look_at_messages_as(name, reader, talk, side.has_value());
    }
    look_at_list(name, reader, own);
  }

 private:
  struct FactOfMessage {
    TalkId talk;
    bool tells_of_note = false;
    int times = 0;
  };

  void check(bool holds, const std::string& what) {
    if (!holds) add_fault_(what);
  }

  void hear(const std::string& id, const std::string& type, const std::string& body, Parties& parties) {
    const TalkFact told = json::decode<TalkFact>(body).value();
    TalkStory& story = stories_[told.talk];
    story.hear(type, told);
    std::set<std::string> meant{story.row.asked.text(), story.row.asking.text()};
    if (told.message) {
      FactOfMessage& fact = facts_of_messages_[told.message->text()];
      fact = {told.talk, type == market::NoteWritten::fact.name, fact.times + 1};
      if (fact.tells_of_note) meant = {author_of(*told.message)};
    }
    check(parties[id] == meant, "a fact " + type + " is for others than it should be");
  }
  std::string author_of(const market::MessageId& id) const {
    for (const MessageRecord& message : messages_) {
      if (message.id == id) return message.organisation.text();
    }
    return "";
  }

  void look_at_talks() {
    std::set<std::pair<std::string, std::string>> running;
    for (const TalkRecord& talk : talks_) {
      const auto found = stories_.find(talk.id);
      if (found == stories_.end()) {
        check(false, "talk " + talk.id.text() + " has no fact");
        continue;
      }
      look_at_talk("talk " + talk.id.text(), talk, found->second);
      const bool is_first =
          !talk.is_running() || running.emplace(talk.item.text(), talk.asking.text()).second;
      check(is_first, "an organisation has two running talks about item " + talk.item.text());
    }
    check(stories_.size() == talks_.size(), "a fact tells of a talk that is not there");
  }
  void look_at_talk(const std::string& name, const TalkRecord& talk, const TalkStory& story) {
    const TalkRecord& told = story.row;
    check(story.fault.empty(), name + ": " + story.fault);
    check(told.status == talk.status, name + ": no fact leads to its status");
    check(told.version == talk.version, name + ": its last fact is not of its version");
    const bool same_sides = told.item == talk.item && told.asked == talk.asked && told.asking == talk.asking;
    check(same_sides && talk.asked != talk.asking, name + ": the fact of the interest tells of others");
    const bool same_proposal = told.proposed_by == talk.proposed_by &&
                               told.proposed_mode == talk.proposed_mode &&
                               told.agreed_mode == talk.agreed_mode;
    check(same_proposal, name + ": what is proposed or agreed is not what the facts tell");
    check(talk.answered_at.has_value() == story.was_answered, name + ": answered, or not, without its fact");
    check(talk.closed_at.has_value() != talk.is_running(), name + ": closed, or not, against its status");
    check(told.answer_by == talk.answer_by, name + ": the facts tell another day");
    check(talk.answer_by == fifth_working_day(talk.created_at), name + ": the answer is due on a wrong day");
    const bool in_time = talk.status != TalkStatus::lapsed ||
                         (talk.closed_at && talk.answer_by < calendar::legal_day(*talk.closed_at));
    check(in_time, name + ": it lapsed before its day was over");
  }
  Date fifth_working_day(Instant from) const {
    constexpr std::int64_t day_us = 86'400'000'000;
    for (int passed = 0; passed < 5;) {
      from = from + day_us;
      if (calendar_.is_working_day(calendar::legal_day(from))) ++passed;
    }
    return calendar::legal_day(from);
  }

  void look_at_messages() {
    for (const MessageRecord& message : messages_) {
      const FactOfMessage& fact = facts_of_messages_[message.id.text()];
      const std::string name = "message " + message.id.text();
      check(fact.times == 1, name + " has no fact, or two");
      check(fact.talk == message.talk, name + ": its fact tells of another talk");
      check(fact.tells_of_note == (message.audience == market::Audience::own_side),
            name + ": its fact tells of another audience");
      check(stories_[message.talk].row.side_of(message.organisation).has_value(),
            name + " was written by somebody else than the two sides");
    }
    check(facts_of_messages_.size() == messages_.size(), "a fact tells of a message that is not there");
  }

  void look_at_view(const std::string& name, const market::TalkView& view, const TalkRecord& talk,
                    TalkSide side, const std::set<OrganisationId>& mine, Exclusions& excluded) {
    const std::string what = name + " is told of talk " + talk.id.text();
    check(view.version == talk.version && view.status == talk.status && view.side == side,
          what + " otherwise than it stands");
    check(view.item.title == title_for(mine, excluded[talk.item.text()], talk.item_title),
          what + " with a title that is not for this reader, or without one that is");
    check(view.answer_with.has_value() == talk.answer_with.has_value(), what + " without its answer");
    if (!view.answer_with || !talk.answer_with) return;
    check(view.answer_with->title ==
              title_for(mine, excluded[talk.answer_with->text()], *talk.answer_with_title),
          what + " with a title of its answer that is not for this reader, or without one that is");
  }
  static std::optional<std::string> title_for(const std::set<OrganisationId>& mine,
                                              const std::set<OrganisationId>& excluded,
                                              const std::string& title) {
    if (belongs_to_one_of(mine, excluded)) return std::nullopt;
    return title;
  }

  /// In pages of three, so that pages are turned.
  void look_at_messages_as(const std::string& name, const Actor& reader, const TalkRecord& talk,
                           bool takes_part) {
    std::vector<std::string> meant, shown;
    for (const MessageRecord& message : messages_) {
      const bool is_for_reader = takes_part && (message.audience == market::Audience::both ||
                                                message.organisation == reader.organisation);
      if (message.talk == talk.id && is_for_reader) meant.push_back(message.id.text() + message.text);
    }
    market::ListMessages question{talk.id, std::nullopt, 3};
    do {
      const auto page = world_.hub().talks().messages(reader, question);
      check(page.has_value() == takes_part,
            name + (takes_part ? " cannot read " : " reads ") + "what is said in talk " + talk.id.text());
      if (!page) return;
      for (const auto& message : page->messages) shown.push_back(message.id.text() + message.text);
      question.after = page->next_after;
    } while (question.after);
    check(shown == meant, name + " reads other messages than are for this reader in talk " + talk.id.text());
  }

  void look_at_list(const std::string& name, const Actor& reader,
                    const std::map<std::string, const TalkRecord*>& own) {
    std::size_t shown = 0;
    for (const TalkSide side : {TalkSide::asked, TalkSide::asking}) {
      market::ListTalks question;
      question.side = side;
      question.limit = 20;
      do {
        const auto page = world_.hub().talks().list(reader, question);
        check(page.has_value() == reader.acts_for(reader.organisation),
              name + " lists talks, or does not, against its membership");
        if (!page) return;
        for (const auto& view : page->talks) {
          const auto found = own.find(view.id.text());
          const bool is_own = found != own.end() && found->second->side_of(reader.organisation) == side;
          check(is_own && view.side == side, name + " lists talk " + view.id.text() + " of others");
          ++shown;
        }
        question.after = page->next_after;
      } while (question.after);
    }
    check(shown == own.size(), name + " lists another number of talks than there are");
  }

  World& world_;
  std::function<void(const std::string&)> add_fault_;
  calendar::Calendar calendar_;
  std::vector<TalkRecord> talks_;
  std::vector<MessageRecord> messages_;
  std::map<TalkId, TalkStory> stories_;
  std::map<std::string, FactOfMessage> facts_of_messages_;
};

}  // namespace shuniu::simulation
