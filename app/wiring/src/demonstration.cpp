#include "shuniu/wiring/demonstration.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "shuniu/crypto/random.h"
#include "shuniu/files/durable.h"
#include "shuniu/json/json.h"

namespace shuniu::wiring {
namespace {

namespace fs = std::filesystem;

constexpr const char* accounts_file = "demonstration_accounts.json";

struct OrganisationLine {
  Text<1, 60> key;
  identity::CreateOrganisation content;
};
SHUNIU_DESCRIBE(OrganisationLine, key, content)

struct NeedLine {
  Text<1, 60> key;
  Text<1, 60> organisation;
  Whole<0, 1'000> published_days_ago;
  market::NeedContent content;
};
SHUNIU_DESCRIBE(NeedLine, key, organisation, published_days_ago, content)

struct OfferLine {
  Text<1, 60> key;
  Text<1, 60> organisation;
  Whole<0, 1'000> published_days_ago;
  market::OfferContent content;
};
SHUNIU_DESCRIBE(OfferLine, key, organisation, published_days_ago, content)

struct ExpertLine {
  Text<1, 60> key;
  Text<1, 60> organisation;
  Whole<0, 1'000> published_days_ago;
  market::ExpertContent content;
};
SHUNIU_DESCRIBE(ExpertLine, key, organisation, published_days_ago, content)

/// How far something that is not published has come.
enum class Stage { draft, submitted, returned, quarantined };
SHUNIU_DESCRIBE_ENUM(Stage, draft, submitted, returned, quarantined)

/// Something that a role of the demonstration is still at, so that its desks are not empty.
template <class Content>
struct LineInProgress {
  Text<1, 60> key;
  Text<1, 40> role;
  Stage stage = Stage::draft;
  Items<Text<1, 40>, 10> reasons;  // why it was returned
  std::optional<Text<0, 1000>> note;
  Content content;
};
using NeedInProgress = LineInProgress<market::NeedContent>;
using OfferInProgress = LineInProgress<market::OfferContent>;
using ExpertInProgress = LineInProgress<market::ExpertContent>;
SHUNIU_DESCRIBE(NeedInProgress, key, role, stage, reasons, note, content)
SHUNIU_DESCRIBE(OfferInProgress, key, role, stage, reasons, note, content)
SHUNIU_DESCRIBE(ExpertInProgress, key, role, stage, reasons, note, content)

/// One role of the demonstration: who stands for it, and for which organisation.
struct Part {
  const char* role;
  const char* name;
  const char* organisation;  // a key; "" acts for nobody
  std::vector<Role> roles;
};

const std::vector<Part>& parts() {
  static const std::vector<Part> all{
      {"company", "顾言", "o06-hengchuan", {}},   {"university", "沈知遥", "o06-chenghuai", {}},
      {"reviewer", "许衡", "", {Role::reviewer}}, {"officer", "陆清和", "", {Role::officer}},
      {"auditor", "宋鉴", "", {Role::auditor}},   {"administrator", "韩守正", "", {Role::administrator}},
  };
  return all;
}

/// Puts "needs/06.jsonl line 3" before the path of every fault.
Reason placed(const Reason& reason, const std::string& place) {
  Reason told = reason;
  for (Fault& fault : told.faults) fault.path = place + (fault.path.empty() ? "" : ": " + fault.path);
  told.details.emplace_back("place", place);
  return told;
}

std::vector<fs::path> files_of(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// Calls `take(line)` for every line of every file of a folder; the first refusal ends it.
template <class Line, class Take>
Result<Done> each_line(const fs::path& folder, Take take) {
  for (const fs::path& file : files_of(folder)) {
    std::ifstream in(file);
    std::size_t number = 0;
    for (std::string text; std::getline(in, text);) {
      ++number;
      const std::string place =
          (folder.filename() / file.filename()).string() + " line " + std::to_string(number);
      const auto line = json::decode<Line>(text);
      if (!line) return placed(line.error(), place);
      if (auto taken = take(*line, place); !taken) return placed(taken.error(), place);
    }
  }
  return Done{};
}

class Loader {
 public:
  Loader(Hub& hub, fs::path directory) : hub_(hub), directory_(std::move(directory)) {}

  Result<DemonstrationLoaded> load() {
    DemonstrationLoaded loaded;
    const auto organisations = each_line<OrganisationLine>(
        directory_ / "organisations", [&](const OrganisationLine& line, const std::string&) -> Result<Done> {
          auto id = hub_.identity().create_organisation_unattended(line.content);
          if (!id) return id.error();
          organisations_[line.key] = *id;
          ++loaded.organisations;
          return Done{};
        });
    if (!organisations) return organisations.error();
    if (auto done = items<NeedLine, market::NeedContent>("needs", loaded.needs); !done) return done.error();
    if (auto done = items<OfferLine, market::OfferContent>("offers", loaded.offers); !done)
      return done.error();
    if (auto done = items<ExpertLine, market::ExpertContent>("experts", loaded.experts); !done)
      return done.error();
    return loaded;
  }

  Result<std::vector<DemonstrationAccount>> make_accounts() {
    std::vector<DemonstrationAccount> accounts;
    for (const Part& part : parts()) {
      DemonstrationAccount account{part.role, std::string(part.role) + "@demonstration.example",
                                   crypto::random_token().substr(0, 16), part.name};
      auto made = hub_.identity().create_confirmed_account(
          {account.email, account.password, account.name, Text<2, 2>("zh")}, part.roles);
      if (!made) return made.error();
      Actor& actor = actors_[part.role];
      actor.account = *made;
      actor.roles = {part.roles.begin(), part.roles.end()};
      if (*part.organisation != '\0') {
        actor.organisation = organisations_.at(part.organisation);
        actor.membership = Membership::owner;
        auto member = hub_.identity().put_member(actor.organisation, *made, Membership::owner);
        if (!member) return member.error();
      }
      accounts.push_back(std::move(account));
    }
    return accounts;
  }

  /// What the accounts are still at: drafts, and what waits at the review desk.
  Result<Done> put_in_progress() {
    market::Market& market = hub_.market();
    const auto needs =
        each_in_progress<NeedInProgress>("needs", [&](const Actor& actor, const NeedInProgress& line) {
          return state_of(market.create_need(actor, {line.content}));
        });
    if (!needs) return needs.error();
    const auto offers =
        each_in_progress<OfferInProgress>("offers", [&](const Actor& actor, const OfferInProgress& line) {
          return state_of(market.create_offer(actor, {line.content}));
        });
    if (!offers) return offers.error();
    return each_in_progress<ExpertInProgress>("experts",
                                              [&](const Actor& actor, const ExpertInProgress& line) {
                                                return state_of(market.create_expert(actor, {line.content}));
                                              });
  }

 private:
  template <class View>
  static Result<market::ItemState> state_of(const Result<View>& made) {
    if (!made) return made.error();
    return made->state;
  }

  template <class Line, class Create>
  Result<Done> each_in_progress(const char* folder, Create create) {
    return each_line<Line>(
        directory_ / "in_progress" / folder, [&](const Line& line, const std::string&) -> Result<Done> {
          const auto actor = actors_.find(line.role);
          if (actor == actors_.end())
            return refuse_input({plain_fault("role", "a role with an account", line.role)});
          auto made = create(actor->second, line);
          if (!made) return made.error();
          return bring_to(line, actor->second, *made);
        });
  }

  /// Takes a draft as far as its line says: the owner submits it, the officer decides.
  template <class Line>
  Result<Done> bring_to(const Line& line, const Actor& owner, const market::ItemState& draft) {
    if (line.stage == Stage::draft) return Done{};
    market::Market& market = hub_.market();
    auto state = market.submit(owner, {draft.id, draft.version});
    if (!state) return state.error();
    const Actor& officer = actors_.at("officer");
    if (line.stage == Stage::returned) {
      state = market.return_item(officer, {state->id, state->version, line.reasons, line.note});
    } else if (line.stage == Stage::quarantined) {
      state = market.quarantine(officer, {state->id, state->version, line.note});
    }
    if (!state) return state.error();
    return Done{};
  }

  template <class Line, class Content>
  Result<Done> items(const char* folder, std::int64_t& count) {
    std::vector<market::ReadyItem<Content>> ready;
    const Instant now = hub_.clock().now();
    const auto read =
        each_line<Line>(directory_ / folder, [&](const Line& line, const std::string&) -> Result<Done> {
          const auto owner = organisations_.find(line.organisation);
          if (owner == organisations_.end()) {
            return refuse_input(
                {plain_fault("organisation", "the key of an organisation", line.organisation)});
          }
          const Instant published = now + -line.published_days_ago.value * microseconds_per_day;
          ready.push_back({owner->second, line.content, published});
          return Done{};
        });
    if (!read) return read.error();
    std::stable_sort(ready.begin(), ready.end(),
                     [](const auto& a, const auto& b) { return a.published_at < b.published_at; });
    const auto put = hub_.market().put_published(ready);
    if (!put) return placed(put.error(), folder);
    count = static_cast<std::int64_t>(put->size());
    return Done{};
  }

  Hub& hub_;
  fs::path directory_;
  std::map<std::string, OrganisationId, std::less<>> organisations_;
  std::map<std::string, Actor, std::less<>> actors_;  // by role
};

}  // namespace

Result<DemonstrationLoaded> load_demonstration(Hub& hub, const std::string& directory,
                                               const std::string& data) {
  const auto present = hub.identity().organisations(Actor{}, {});
  if (!present) return present.error();
  if (!present->organisations.empty()) return refuse("demonstration.hub_not_empty", Kind::precondition);
  Loader loader(hub, directory);
  auto loaded = loader.load();
  if (!loaded) return loaded;
  const auto accounts = loader.make_accounts();
  if (!accounts) return accounts.error();
  if (auto done = loader.put_in_progress(); !done) return done.error();
  files::write_durably(fs::path(data) / accounts_file, json::encode(*accounts));
  hub.stream().drain();
  return loaded;
}

std::vector<DemonstrationAccount> read_demonstration_accounts(const std::string& data) {
  const fs::path file = fs::path(data) / accounts_file;
  if (!fs::exists(file)) return {};
  return json::decode<std::vector<DemonstrationAccount>>(files::read_file(file)).value();
}

}  // namespace shuniu::wiring
