#include "organisation_rules.h"

#include <algorithm>

#include "shuniu/identity/credit_code.h"
#include "shuniu/identity/errors.h"

namespace shuniu::identity {
namespace {

void check_code(const std::string& code, std::vector<Fault>& faults) {
  const CreditCodeCheck check = check_credit_code(code);
  if (check.fits()) return;
  faults.push_back({"credit_code",
                    check.is_well_formed ? "fault.credit_code_check" : "fault.credit_code",
                    {},
                    shortened(code)});
}

/// Groups such as "enterprise" say too little: the statistics count the kinds below them.
void check_kind(const std::string& kind, const codelist::CodeBook& codes, std::vector<Fault>& faults) {
  const auto& kinds = codes.list("party_kinds").codes();
  const bool is_group =
      std::any_of(kinds.begin(), kinds.end(), [&kind](const auto& code) { return code.parent == kind; });
  if (is_group && !kind.empty())
    faults.push_back({"kind", "fault.code_group", {{"list", "party_kinds"}}, shortened(kind)});
  else
    codes.require("party_kinds", kind, "kind", faults);
}

void check_city(const OrganisationProfile& profile, const codelist::CodeBook& codes,
                std::vector<Fault>& faults) {
  if (!profile.city) return;
  const codelist::Code* city = codes.list("cities").find(*profile.city);
  if (city && city->parent == profile.region) return;
  faults.push_back({"city", "fault.city", {}, shortened(*profile.city)});
}

bool is_web_address(std::string_view text) {
  constexpr std::string_view scheme = "https://";
  if (!text.starts_with(scheme)) return false;
  text.remove_prefix(scheme.size());
  const std::string_view host = text.substr(0, text.find_first_of("/?#"));
  const auto is_host_character = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  };
  const bool is_host = std::all_of(host.begin(), host.end(), is_host_character) &&
                       host.find('.') != std::string_view::npos && !host.starts_with('.') &&
                       !host.ends_with('.');
  const bool has_no_gap = text.find_first_of(" \t\n\"'<>\\`{}|^") == std::string_view::npos;
  return is_host && has_no_gap;
}

}  // namespace

void check_profile(const OrganisationProfile& profile, const codelist::CodeBook& codes,
                   std::vector<Fault>& faults) {
  check_code(profile.credit_code, faults);
  check_kind(profile.kind, codes, faults);
  codes.require("regions", profile.region, "region", faults);
  check_city(profile, codes, faults);
  if (profile.industry) codes.require("industries", *profile.industry, "industry", faults);
  if (profile.website && !is_web_address(*profile.website)) {
    faults.push_back({"website", "fault.web_address", {}, shortened(*profile.website)});
  }
}

std::vector<std::string> warnings_about(const std::string& credit_code) {
  if (check_credit_code(credit_code).inner_is_right) return {};
  return {"identity.credit_code_inner_check"};
}

Result<Done> check_owner_change(const OwnerChange& change) {
  if (change.before == Membership::owner && change.after != Membership::owner && change.owners <= 1) {
    return refuse(errors::last_owner, Kind::precondition);
  }
  return Done{};
}

}  // namespace shuniu::identity
