// organisation_rules.h - what an organisation may be, and who may change it. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shuniu/base/actor.h"
#include "shuniu/base/result.h"
#include "shuniu/codelist/code_list.h"

namespace shuniu::identity {

/// The codes and addresses of an organisation, as they would be stored.
struct OrganisationProfile {
  std::string credit_code;
  std::string kind;
  std::string region;
  std::optional<std::string> city;
  std::optional<std::string> industry;
  std::optional<std::string> website;
};

/// Every wrong code at once.
void check_profile(const OrganisationProfile& profile, const codelist::CodeBook& codes,
                   std::vector<Fault>& faults);

/// Keys of what is strange but accepted, such as identity.credit_code_inner_check.
std::vector<std::string> warnings_about(const std::string& credit_code);

/// An organisation keeps at least one owner.
struct OwnerChange {
  Membership before = Membership::none;
  Membership after = Membership::none;
  std::int64_t owners = 0;  // before the change
};
Result<Done> check_owner_change(const OwnerChange& change);

}  // namespace shuniu::identity
