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

Result<market::StoredFile> StoredFiles::put(const std::string& bytes) {
  auto stored = store_.put(bytes);
  if (!stored) return stored.error();
  return market::StoredFile{stored->sha256, stored->size_bytes};
}

}  // namespace shuniu::wiring
