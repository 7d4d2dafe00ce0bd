#include "adapters.h"

namespace shuniu::wiring {

std::vector<market::DirectoryEntry> IdentityDirectory::organisations(const std::vector<OrganisationId>& ids) {
  std::vector<market::DirectoryEntry> entries;
  for (auto& known : identity_.names(ids)) {
    entries.push_back({known.id, known.name, known.name_en.value_or(""), known.region.text()});
  }
  return entries;
}

std::vector<OrganisationId> IdentityDirectory::memberships(const AccountId& account) {
  std::vector<OrganisationId> ids;
  for (const auto& membership : identity_.memberships(account)) ids.push_back(membership.organisation.id);
  return ids;
}

std::optional<std::string> MarketSubjects::title(const Actor& reader, const notice::Subject& subject) {
  switch (subject.kind) {
    case notice::SubjectKind::talk: {
      const auto talk = talks_.talk(reader, {market::TalkId(subject.id)});
      return talk ? talk->item.title : std::nullopt;
    }
    case notice::SubjectKind::need: {
      const auto need = market_.need(reader, {market::ItemId(subject.id)});
      return need ? std::optional<std::string>(need->content.title) : std::nullopt;
    }
    case notice::SubjectKind::offer: {
      const auto offer = market_.offer(reader, {market::ItemId(subject.id)});
      return offer ? std::optional<std::string>(offer->content.title) : std::nullopt;
    }
    case notice::SubjectKind::expert: {
      const auto expert = market_.expert(reader, {market::ItemId(subject.id)});
      return expert ? std::optional<std::string>(expert->content.name) : std::nullopt;
    }
  }
  return std::nullopt;
}

std::optional<notice::Addressee> IdentityPeople::addressee(const AccountId& account,
                                                           const OrganisationId& organisation) {
  const auto known = identity_.correspondent(account);
  if (!known) return std::nullopt;
  for (const auto& [brief, membership] : known->memberships) {
    if (brief.id != organisation) continue;
    notice::Addressee addressee{known->email, known->language, brief.name, {}};
    if (known->language == "en") addressee.organisation_name = brief.name_en.value_or(brief.name);
    addressee.actor.account = account;
    addressee.actor.organisation = organisation;
    addressee.actor.membership = membership;
    addressee.actor.language = known->language;
    return addressee;
  }
  return std::nullopt;
}

Result<market::StoredFile> StoredFiles::put(const std::string& bytes) {
  auto stored = store_.put(bytes);
  if (!stored) return stored.error();
  return market::StoredFile{stored->sha256, stored->size_bytes};
}

}  // namespace shuniu::wiring
