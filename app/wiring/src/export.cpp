#include "shuniu/wiring/export.h"

#include <chrono>
#include <fstream>
#include <mutex>

#include "shuniu/crypto/hash.h"
#include "shuniu/crypto/random.h"
#include "shuniu/identity/errors.h"
#include "shuniu/json/json.h"

namespace shuniu::wiring {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t facts_per_part = 1'000;
constexpr std::chrono::minutes kept_after_sending{
    10};  // a file that is being sent stays readable when it goes

constexpr std::string_view scope = "organisation:export";
constexpr std::string_view after_item = "item:";
constexpr std::string_view after_talk = "talk:";
constexpr std::string_view after_fact = "fact:";

/// What the hub answers about a message, with the talk that it belongs to.
struct ExportedMessage {
  market::TalkId talk;
  market::MessageView message;
};
SHUNIU_DESCRIBE(ExportedMessage, talk, message)

template <class T>
void add_line(std::string& lines, std::string_view kind, const T& value) {
  lines += "{\"kind\":" + json::quoted(kind) + ",\"value\":" + json::encode(value) + "}\n";
}

std::string_view name_of(market::ItemKind kind) {
  return type_info<market::ItemKind>().names[static_cast<std::size_t>(kind)];
}

Result<Done> add_organisation(ExportedLines& part, const ExportSources& sources, const Actor& owner) {
  const auto organisation = sources.identity.organisation(owner, {owner.organisation});
  if (!organisation) return organisation.error();
  add_line(part.lines, "organisation", *organisation);
  const auto members = sources.identity.members(owner, {owner.organisation});
  if (!members) return members.error();
  for (const auto& member : members->members) add_line(part.lines, "member", member);
  const auto imports = market::Export(sources.market).imports(owner);
  if (!imports) return imports.error();
  for (const auto& import : *imports) add_line(part.lines, "import", import);
  return Done{};
}

Result<Done> add_items(ExportedLines& part, const ExportSources& sources, const Actor& owner,
                       const std::optional<market::ItemId>& after) {
  const auto page = market::Export(sources.market).items(owner, after);
  if (!page) return page.error();
  for (const auto& item : page->items) {
    add_line(part.lines, name_of(item.state.kind), item);
    part.attachments.insert(part.attachments.end(), item.state.attachments.begin(),
                            item.state.attachments.end());
  }
  part.next_after =
      page->next_after ? std::string(after_item) + page->next_after->text() : std::string(after_talk);
  return Done{};
}

Result<Done> add_messages(ExportedLines& part, market::Talks& talks, const Actor& owner,
                          const market::TalkId& talk) {
  market::ListMessages question{talk};
  do {
    const auto page = talks.messages(owner, question);
    if (!page) return page.error();
    for (const auto& message : page->messages)
      add_line(part.lines, "message", ExportedMessage{talk, message});
    question.after = page->next_after;
  } while (question.after);
  return Done{};
}

Result<Done> add_talks(ExportedLines& part, market::Talks& talks, const Actor& owner,
                       const std::optional<market::TalkId>& after) {
  market::ListTalks question;
  question.after = after;
  const auto page = talks.list(owner, question);
  if (!page) return page.error();
  for (const auto& talk : page->talks) {
    add_line(part.lines, "talk", talk);
    if (const auto added = add_messages(part, talks, owner, talk.id); !added) return added.error();
  }
  part.next_after =
      page->next_after ? std::string(after_talk) + page->next_after->text() : std::string(after_fact) + "0";
  return Done{};
}

void add_facts(ExportedLines& part, const journal::Feed& feed, const Actor& owner, std::int64_t after) {
  Actor reader = owner;
  reader.roles.clear();  // what the organisation may see, not what an auditor may
  journal::ReadFeed question;
  question.after = after;
  question.limit = facts_per_part;
  const auto page = feed.of_party(reader, question);
  for (const auto& fact : page.facts) add_line(part.lines, "fact", fact);
  if (page.next_after < page.last_seq)
    part.next_after = std::string(after_fact) + std::to_string(page.next_after);
}

/// A file that holds all parts; readable by the hub alone.
Result<Done> write_export(const ExportSources& sources, const Actor& owner, const fs::path& file) {
  std::ofstream out(file, std::ios::binary);
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  out.exceptions(std::ios::failbit | std::ios::badbit);
  std::optional<std::string> after;
  do {
    const auto part = export_part(sources, owner, after);
    if (!part) return part.error();
    out << part->lines;
    after = part->next_after;
  } while (after);
  out.close();
  return Done{};
}

/// The export of one organisation at a time: each reads everything that the hub has of it.
class Exporter {
 public:
  Exporter(const ExportSources& sources, fs::path folder) : sources_(sources), folder_(std::move(folder)) {}

  http::Response answer(const http::Request& request) {
    const OrganisationId wanted(request.path_parameters.at("organisation"));
    const Actor& owner = request.actor;
    if (!owner.acts_for(wanted) || owner.membership != Membership::owner) {
      return http::problem(refuse(identity::errors::owner_required, Kind::forbidden), owner);
    }
    const std::unique_lock lock(running_, std::try_to_lock);
    if (!lock.owns_lock()) return http::problem(refuse("export.running", Kind::unavailable), owner);
    fs::create_directories(folder_);
    http::Response response;
    response.file = (folder_ / (crypto::hex(crypto::random_bytes(16)) + ".jsonl")).string();
    const auto written = write_export(sources_, owner, response.file);
    if (!written) return http::problem(written.error(), owner);
    response.content_type = "application/x-ndjson";
    response.headers = {{"Content-Disposition", "attachment; filename=\"organisation.jsonl\""},
                        {"Cache-Control", "private, no-store"}};
    return response;
  }

 private:
  ExportSources sources_;
  fs::path folder_;
  std::mutex running_;
};

}  // namespace

Result<ExportedLines> export_part(const ExportSources& sources, const Actor& owner,
                                  const std::optional<std::string>& after) {
  if (owner.membership != Membership::owner) return refuse(identity::errors::owner_required, Kind::forbidden);
  ExportedLines part;
  if (after && after->starts_with(after_fact)) {
    add_facts(part, sources.feed, owner, std::stoll(after->substr(after_fact.size())));
    return part;
  }
  if (after && after->starts_with(after_talk)) {
    std::optional<market::TalkId> last;
    if (after->size() > after_talk.size()) last = market::TalkId(after->substr(after_talk.size()));
    if (auto added = add_talks(part, sources.talks, owner, last); !added) return added.error();
    return part;
  }
  std::optional<market::ItemId> last;
  if (after) {
    last = market::ItemId(after->substr(after_item.size()));
  } else if (auto added = add_organisation(part, sources, owner); !added) {
    return added.error();
  }
  if (auto added = add_items(part, sources, owner, last); !added) return added.error();
  return part;
}

void add_export_route(http::Router& router, const ExportSources& sources, const fs::path& folder) {
  http::Needs needs;
  needs.access = http::Access::member;
  needs.scope = scope;
  needs.summary = "Everything that the hub holds of an organisation, as JSON Lines; for its owners";
  const auto exporter = std::make_shared<Exporter>(sources, folder);
  router.raw(http::Method::get, "/v1/organisations/{organisation}/export", "identity", needs, "",
             "application/x-ndjson",
             [exporter](const http::Request& request) { return exporter->answer(request); });
}

void remove_sent_exports(const fs::path& folder) {
  if (!fs::exists(folder)) return;
  const auto before = fs::file_time_type::clock::now() - kept_after_sending;
  for (const auto& file : fs::directory_iterator(folder)) {
    if (file.last_write_time() < before) fs::remove(file.path());
  }
}

}  // namespace shuniu::wiring
