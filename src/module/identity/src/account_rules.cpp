#include "account_rules.h"

#include <algorithm>
#include <array>

#include "folding.h"
#include "shuniu/identity/errors.h"
#include "shuniu/text/visible.h"

namespace shuniu::identity {
namespace {

/// The commonest of ten characters and more; shorter ones are refused by their length.
constexpr std::array<std::string_view, 18> commonest = {
    "1234567890",  "0123456789",   "9876543210",   "0987654321",    "1qaz2wsx3edc", "qwertyuiop",
    "password123", "password1234", "passw0rd123",  "administrator", "1q2w3e4r5t",   "1q2w3e4r5t6y",
    "qwerty12345", "12345678910",  "123123123123", "123456789abc",  "abc123456789", "woaini1314520"};

/// Whoever runs the hub is not who looks after it.
constexpr std::array<std::pair<Role, Role>, 1> separated_roles{{{Role::administrator, Role::auditor}}};

constexpr std::size_t shortest_telling_name = 4;  // "li" inside a pass phrase says nothing
constexpr std::int64_t china_offset = 8 * 3'600 * microseconds_per_second;

bool is_one_character(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [&text](char c) { return c == text.front(); });
}

bool is_guessed_first(std::string_view password, std::string_view email, std::string_view name) {
  const std::string folded = fold_name(password);
  if (folded.empty() || is_one_character(folded)) return true;
  if (std::find(commonest.begin(), commonest.end(), folded) != commonest.end()) return true;
  const std::string address = fold_address(email);
  const std::string local = address.substr(0, address.find('@'));
  const std::string plain_name = fold_name(name);
  const std::string_view own[] = {address, local, plain_name};
  return std::any_of(std::begin(own), std::end(own), [&folded](std::string_view part) {
    return part.size() >= shortest_telling_name && folded.starts_with(part) &&
           folded.size() < part.size() + 6;
  });
}

bool is_scope(std::string_view scope) {
  if (scope == export_scope) return true;
  const std::size_t colon = scope.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  const std::string_view right = scope.substr(colon + 1);
  const std::string_view module = scope.substr(0, colon);
  const bool is_word =
      std::all_of(module.begin(), module.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
  return is_word && (right == "read" || right == "write");
}

}  // namespace

void check_password(std::string_view password, std::string_view email, std::string_view name,
                    const std::string& path, std::vector<Fault>& faults) {
  if (!is_guessed_first(password, email, name)) return;
  faults.push_back({path, "fault.password_guessed", {}, ""});
}

void check_name(const std::string& name, const std::string& path, std::vector<Fault>& faults) {
  const std::string hidden = text::hidden_character(name, text::Lines::one);
  if (!hidden.empty()) faults.push_back({path, "fault.hidden_character", {}, hidden});
  if (text::visible_characters(name) > 0) return;
  faults.push_back({path, "fault.text_at_least", {{"least", "1"}, {"length", "0"}}, shortened(name)});
}

void check_language(const std::optional<std::string>& language, std::vector<Fault>& faults) {
  if (!language || *language == "zh" || *language == "en") return;
  faults.push_back({"language", "fault.one_of", {{"names", "zh, en"}}, shortened(*language)});
}

Result<Done> check_roles(const std::set<Role>& roles) {
  for (const auto& [one, other] : separated_roles) {
    if (roles.contains(one) && roles.contains(other))
      return refuse(errors::roles_conflict, Kind::precondition);
  }
  return Done{};
}

Result<Done> check_administrator_change(const AdministratorChange& change) {
  if (change.is_active_administrator && !change.stays_one && change.active_administrators <= 1) {
    return refuse(errors::last_administrator, Kind::precondition);
  }
  return Done{};
}

void check_scopes(const std::vector<std::string>& scopes, std::vector<Fault>& faults) {
  if (scopes.empty()) faults.push_back({"scopes", "fault.scope_missing", {}, ""});
  for (std::size_t i = 0; i < scopes.size(); ++i) {
    if (is_scope(scopes[i])) continue;
    faults.push_back({"scopes[" + std::to_string(i) + "]", "fault.scope", {}, shortened(scopes[i])});
  }
}

bool is_over(Date last_day, Instant now) {
  const Instant end{(days_since_epoch(last_day) + 1) * microseconds_per_day - china_offset};
  return now >= end;
}

}  // namespace shuniu::identity
