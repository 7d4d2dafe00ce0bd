#include "visibility.h"

#include <algorithm>

namespace shuniu::market {

Reader reader_of(const Actor& actor, std::vector<OrganisationId> memberships) {
  Reader reader;
  reader.signed_in = !actor.is_stranger();
  if (reader.signed_in && actor.acts_for(actor.organisation)) {
    reader.acts_for = actor.organisation;
    memberships.push_back(actor.organisation);
  }
  reader.memberships = std::move(memberships);
  reader.is_officer = actor.has(Role::officer);
  reader.reviews = reader.is_officer || actor.has(Role::reviewer);
  return reader;
}

bool belongs_to(const Reader& reader, const OrganisationId& organisation) {
  return std::find(reader.memberships.begin(), reader.memberships.end(), organisation) !=
         reader.memberships.end();
}

Sight sight_of(const Reader& reader, const Standing& standing) {
  if (!reader.acts_for.empty() && reader.acts_for == standing.owner) return Sight::owner;
  const bool excluded = std::any_of(standing.excluded.begin(), standing.excluded.end(),
                                    [&](const OrganisationId& id) { return belongs_to(reader, id); });
  if (excluded) return Sight::none;
  if (standing.status == ItemStatus::submitted && reader.reviews) return Sight::review;
  if (standing.status == ItemStatus::quarantined && reader.is_officer) return Sight::review;
  if (standing.face == Face::unpublished) return Sight::none;
  const bool restricted = !standing.excluded.empty();
  return restricted && reader.memberships.empty() ? Sight::none : Sight::published;
}

Content shown(Sight sight, Content content) {
  if (sight == Sight::owner) return content;
  std::visit([](auto& some) { some.excluded_organisations.clear(); }, content);
  if (auto* need = std::get_if<NeedContent>(&content)) {
    need->internal_reference.reset();
    if (need->budget_shown != Shown::shown) need->budget.reset();
    need->budget_shown.reset();
  }
  if (auto* offer = std::get_if<OfferContent>(&content)) offer->internal_reference.reset();
  if (auto* expert = std::get_if<ExpertContent>(&content); expert && sight != Sight::review)
    expert->office_email.reset();
  return content;
}

bool is_anonymous(const Content& content) {
  const auto* need = std::get_if<NeedContent>(&content);
  return need && need->visibility == NeedVisibility::anonymous;
}

bool sees_organisation(const Reader& reader, const OrganisationId& owner, const Content& content,
                       bool is_revealed) {
  return !is_anonymous(content) || is_revealed || reader.reviews || belongs_to(reader, owner);
}

bool sees_attachment(const Reader& reader, Sight sight, AttachmentVisibility visibility, Face face) {
  if (sight == Sight::none) return false;
  if (sight == Sight::owner) return true;
  if (sight == Sight::published && face == Face::unpublished) return false;
  switch (visibility) {
    case AttachmentVisibility::open:
      return true;
    case AttachmentVisibility::signed_in:
      return reader.signed_in;
    case AttachmentVisibility::owner:
      return false;
  }
  return false;
}

}  // namespace shuniu::market
