#include "hearing.h"

#include <map>

#include "shuniu/json/json.h"
#include "shuniu/market/events.h"

namespace shuniu::notice {
namespace {

using journal::RecordedFact;

template <class Fact>
bool is(const RecordedFact& fact) {
  return fact.type == Fact::fact.name;
}

template <class Fact>
Fact body_of(const RecordedFact& fact) {
  return json::decode<Fact>(fact.body.text).value();
}

std::optional<SubjectKind> subject_kind_of(const std::string& item_kind) {
  static const std::map<std::string, SubjectKind> kinds{
      {"need", SubjectKind::need}, {"offer", SubjectKind::offer}, {"expert", SubjectKind::expert}};
  const auto found = kinds.find(item_kind);
  return found == kinds.end() ? std::nullopt : std::optional(found->second);
}

template <class Fact>
std::vector<Told> about_item(const RecordedFact& fact, NoticeKind kind) {
  const Fact body = body_of<Fact>(fact);
  const auto subject = subject_kind_of(body.kind);
  if (!subject) return {};
  return {{body.organisation, kind, {*subject, body.item.text()}}};
}

/// The side of the talk that `by` is not.
OrganisationId other(const TalkSides& sides, const OrganisationId& by) {
  return by == sides.asked ? sides.asking : sides.asked;
}

std::vector<Told> about_talk(const RecordedFact& fact, const TalkSides& sides) {
  using namespace market;
  const Subject talk{SubjectKind::talk, sides.talk};
  if (is<InterestExpressed>(fact)) return {{sides.asked, NoticeKind::interest_expressed, talk}};
  if (is<InterestAccepted>(fact)) return {{sides.asking, NoticeKind::interest_accepted, talk}};
  if (is<InterestDeclined>(fact)) return {{sides.asking, NoticeKind::interest_declined, talk}};
  if (is<InterestWithdrawn>(fact)) return {{sides.asked, NoticeKind::interest_withdrawn, talk}};
  if (is<InterestLapsed>(fact)) {
    return {{sides.asking, NoticeKind::interest_lapsed, talk},
            {sides.asked, NoticeKind::interest_lapsed, talk}};
  }
  if (is<MessageWritten>(fact)) {
    return {{other(sides, body_of<MessageWritten>(fact).by), NoticeKind::message_written, talk}};
  }
  if (is<AgreementProposed>(fact)) {
    return {{other(sides, body_of<AgreementProposed>(fact).by), NoticeKind::agreement_proposed, talk}};
  }
  if (is<TalkAgreed>(fact)) {
    return {{sides.asked, NoticeKind::talk_agreed, talk}, {sides.asking, NoticeKind::talk_agreed, talk}};
  }
  if (is<TalkEnded>(fact)) return {{other(sides, body_of<TalkEnded>(fact).by), NoticeKind::talk_ended, talk}};
  return {};  // notes are for those who wrote them; a changed day is seen in the talk
}

template <class Fact>
std::string talk_in(const RecordedFact& fact) {
  return body_of<Fact>(fact).talk.text();
}

}  // namespace

std::string talk_of(const RecordedFact& fact) {
  using namespace market;
  static const std::map<std::string_view, std::string (*)(const RecordedFact&)> facts{
      {InterestExpressed::fact.name, talk_in<InterestExpressed>},
      {InterestAccepted::fact.name, talk_in<InterestAccepted>},
      {InterestDeclined::fact.name, talk_in<InterestDeclined>},
      {InterestWithdrawn::fact.name, talk_in<InterestWithdrawn>},
      {InterestLapsed::fact.name, talk_in<InterestLapsed>},
      {MessageWritten::fact.name, talk_in<MessageWritten>},
      {AgreementProposed::fact.name, talk_in<AgreementProposed>},
      {TalkAgreed::fact.name, talk_in<TalkAgreed>},
      {TalkEnded::fact.name, talk_in<TalkEnded>}};
  const auto found = facts.find(fact.type);
  return found == facts.end() ? "" : found->second(fact);
}

std::optional<TalkSides> begun_talk(const RecordedFact& fact) {
  if (!is<market::InterestExpressed>(fact)) return std::nullopt;
  const auto begun = body_of<market::InterestExpressed>(fact);
  return TalkSides{begun.talk.text(), begun.asked, begun.asking};
}

std::vector<Told> told_by(const RecordedFact& fact, const std::optional<TalkSides>& sides) {
  using namespace market;
  if (sides) return about_talk(fact, *sides);
  const auto published = NoticeKind::item_published;
  if (is<NeedPublished>(fact)) return about_item<NeedPublished>(fact, published);
  if (is<OfferPublished>(fact)) return about_item<OfferPublished>(fact, published);
  if (is<ExpertPublished>(fact)) return about_item<ExpertPublished>(fact, published);
  if (is<ItemRestrictedPublished>(fact)) return about_item<ItemRestrictedPublished>(fact, published);
  if (is<ItemReturned>(fact)) return about_item<ItemReturned>(fact, NoticeKind::item_returned);
  return {};
}

}  // namespace shuniu::notice
