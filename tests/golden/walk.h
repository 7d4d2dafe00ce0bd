// walk.h - a walk through the API of a hub, written down as a text that people can read and machines compare.
//
//   Walk walk("need");
//   walk.note("The company drafts a need");
//   const auto drafted = walk.ask("company", "POST", "/v1/needs", R"({"content":{…}})");
//   EXPECT_EQ(walk.difference(), "");
//
// What differs from run to run has names instead: <id-1>, <instant>, <token>, <key>. The clock is the walk's
// and stands still within a request; nothing of the hub runs by itself, so the same walk gives the same text.
#pragma once

#include <map>
#include <regex>
#include <set>

#include "failing_database.h"
#include "golden_file.h"
#include "manual_clock.h"
#include "running_hub.h"
#include "shuniu/identity/credit_code.h"

namespace shuniu::golden {

using http::testing::HttpAnswer;
using wiring::testing::Caller;

/// JSON over lines, two blanks per level; lists and records without content stay "[]" and "{}".
inline std::string over_lines(const std::string& json) {
  std::string text;
  std::size_t depth = 0;
  bool in_string = false, is_escaped = false;
  const auto new_line = [&] { text += "\n" + std::string(2 * depth, ' '); };
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '"' && !is_escaped) in_string = !in_string;
    is_escaped = c == '\\' && !is_escaped;
    const bool opens = !in_string && (c == '{' || c == '['), closes = !in_string && (c == '}' || c == ']');
    const bool is_empty = (opens && i + 1 < json.size() && (json[i + 1] == '}' || json[i + 1] == ']')) ||
                          (closes && i > 0 && (json[i - 1] == '{' || json[i - 1] == '['));
    if (closes) --depth;
    if (closes && !is_empty) new_line();
    text += c;
    if (opens) ++depth;
    if ((opens && !is_empty) || (!in_string && c == ',')) new_line();
    if (!in_string && c == ':') text += ' ';
  }
  return text;
}

/// Gives names to what differs from run to run.
class Names {
 public:
  std::string named(const std::string& text) {
    static const std::regex varying(
        "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
        "|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z|shn_[A-Za-z0-9_-]{43}|\"request_id\":\"[^\"]*\"|\"token\":\"["
        "A-Za-z0-9_-]{43}\"");
    std::string result;
    std::size_t from = 0;
    for (std::sregex_iterator found(text.begin(), text.end(), varying), end; found != end; ++found) {
      const auto at = static_cast<std::size_t>(found->position());
      result += text.substr(from, at - from) + name_of(found->str());
      from = at + static_cast<std::size_t>(found->length());
    }
    return result + text.substr(from);
  }

 private:
  std::string name_of(const std::string& text) {
    if (text.starts_with("shn_")) return "<key>";
    if (text.starts_with("\"request_id\"")) return "\"request_id\":\"<request>\"";
    if (text.starts_with("\"token\"")) return "\"token\":\"<token>\"";
    if (text.find('T') != std::string::npos) return "<instant>";
    const auto [place, is_new] = ids_.try_emplace(text, ids_.size() + 1);
    return "<id-" + std::to_string(place->second) + ">";
  }

  std::map<std::string, std::size_t> ids_;
};

class Walk {
 public:
  explicit Walk(const std::string& name) : name_(name), running_(name, standing_still, foundation()) {
    callers_.emplace("stranger", Caller(running_.port()));
    text_ = "# " + name + "\n";
  }

  wiring::Hub& hub() { return running_.hub(); }
  database::Trouble& trouble() { return trouble_; }
  shuniu::testing::ManualClock& clock() { return clock_; }
  std::uint16_t port() const { return running_.port(); }
  void let_in(const std::string& who, Caller caller) { callers_.insert_or_assign(who, std::move(caller)); }

  void note(const std::string& what) { text_ += "\n## " + what + "\n"; }
  /// Asks, writes both down, and lets the hub catch up.
  HttpAnswer ask(const std::string& who, const std::string& method, const std::string& target,
                 const std::string& body = {}, const Caller::Headers& headers = {}) {
    const HttpAnswer answer = quietly(who, method, target, body, headers);
    text_ += "\n" + who + ": " + method + " " + names_.named(target) + "\n";
    for (const auto& [header, value] : headers) text_ += header + ": " + value + "\n";
    if (body.size() > longest_shown_bytes)
      text_ += "(" + std::to_string(body.size()) + " bytes)\n";
    else if (!body.empty())
      text_ += (body.front() == '{' ? over_lines(names_.named(body)) : body) + "\n";
    write_answer(answer);
    return answer;
  }
  /// The same without a record: what a journey needs and another one shows.
  HttpAnswer quietly(const std::string& who, const std::string& method, const std::string& target,
                     const std::string& body = {}, const Caller::Headers& headers = {}) {
    clock_.advance_seconds(1);
    HttpAnswer answer = callers_.at(who).request(method, target, body, headers);
    if (!trouble_.is_away()) hub().stream().drain();
    return answer;
  }

  /// A confirmed account, signed in under the name `who`.
  AccountId enter(const std::string& who, const std::vector<Role>& roles = {}) {
    const std::string email = who + "@people.example", password = "a long pass phrase of " + who;
    const AccountId account =
        hub().identity().create_confirmed_account({email, password, who, std::nullopt}, roles).value();
    let_in(who, running_.signed_in(email, password));
    return account;
  }
  OrganisationId enter_for(const std::string& who, const std::string& name, const std::string& sixteen) {
    const AccountId account = enter(who);
    identity::CreateOrganisation command;
    command.name = name;
    command.credit_code = identity::complete_credit_code(sixteen);
    command.kind = std::string("150");
    command.region = std::string("310000");
    const OrganisationId organisation = hub().identity().create_organisation_unattended(command).value();
    hub().identity().put_member(organisation, account, Membership::owner).value();
    return organisation;
  }
  Caller signed_in(const std::string& email, const std::string& password) const {
    return running_.signed_in(email, password);
  }
  /// The token of the newest letter to an address.
  std::string mailed_token(const std::string& email) {
    const database::ModuleScope scope("mail");
    const auto body = hub().database().read([&](database::Transaction& tx) {
      return tx.value<std::string>(
          "SELECT body FROM mail_letter WHERE recipient = $1 ORDER BY queued_at DESC LIMIT 1", email);
    });
    const std::size_t at = body ? body->find("?token=") : std::string::npos;
    if (at == std::string::npos) throw std::runtime_error("no letter with a token to " + email);
    return body->substr(at + 7, 43);
  }

  /// "" when the walk is the one that is kept.
  std::string difference() const { return difference_from(kept_file(name_), text_); }
  static std::string kept_file(const std::string& name) {
    return SHUNIU_SOURCE_DIR "/tests/golden/recorded/" + name + ".txt";
  }
  const std::set<int>& statuses() const { return statuses_; }

 private:
  static constexpr std::size_t longest_shown_bytes = 4'000;
  static constexpr auto standing_still = wiring::testing::Background::stands_still;

  wiring::Foundation foundation() {
    wiring::Foundation foundation = wiring::testing::test_foundation();
    foundation.clock = &clock_;
    foundation.open_database = [this](const std::string& address, const database::DatabaseOptions& options) {
      return std::make_unique<database::FailingDatabase>(wiring::testing::open_guarded(address, options),
                                                         trouble_);
    };
    return foundation;
  }
  void write_answer(const HttpAnswer& answer) {
    statuses_.insert(answer.status);
    const auto type = answer.headers.find("content-type");
    text_ += "-> " + std::to_string(answer.status) +
             (type == answer.headers.end() ? "" : " " + type->second) + "\n";
    for (const char* header : {"location", "retry-after", "content-disposition"}) {
      const auto found = answer.headers.find(header);
      if (found != answer.headers.end()) text_ += std::string(header) + ": " + found->second + "\n";
    }
    if (answer.body.empty()) return;
    const std::string named = names_.named(answer.body);
    text_ += (named.front() == '{' ? over_lines(named) : named) + "\n";
  }

  std::string name_;
  shuniu::testing::ManualClock clock_;
  database::Trouble trouble_;
  wiring::testing::RunningHub running_;
  std::map<std::string, Caller> callers_;
  Names names_;
  std::string text_;
  std::set<int> statuses_;
};

/// The value of the first member of this name; throws when there is none.
inline std::string member_of(const HttpAnswer& answer, const std::string& name) {
  const std::string mark = "\"" + name + "\":";
  std::size_t at = answer.body.find(mark);
  if (at == std::string::npos) throw std::runtime_error("no " + name + " in: " + answer.body);
  at += mark.size();
  if (answer.body[at] == '"') return answer.body.substr(at + 1, answer.body.find('"', at + 1) - at - 1);
  return answer.body.substr(at, answer.body.find_first_of(",}", at) - at);
}

}  // namespace shuniu::golden
