#include <filesystem>
#include <iostream>

#include "commands.h"
#include "open_hub.h"
#include "shuniu/files/durable.h"
#include "shuniu/json/json.h"
#include "shuniu/wiring/export.h"

namespace shuniu::cli {
namespace {

/// Who acts when a command without a person works for an organisation: whoever runs it holds the machine.
Actor unattended_owner(const OrganisationId& organisation) {
  Actor actor;
  actor.account = AccountId("00000000-0000-7000-8000-000000000000");
  actor.organisation = organisation;
  actor.membership = Membership::owner;
  actor.roles = {Role::administrator};
  return actor;
}

std::optional<market::ItemKind> kind_named(const std::string& name) {
  if (name == "need") return market::ItemKind::need;
  if (name == "offer") return market::ItemKind::offer;
  return std::nullopt;
}

/// Each attachment as a file named by its address.
Result<Done> write_attachments(wiring::Hub& hub, const std::vector<market::AttachmentView>& attachments,
                               const std::filesystem::path& folder) {
  for (const auto& attachment : attachments) {
    const auto bytes = hub.files().read(attachment.sha256);
    if (!bytes) return bytes.error();
    files::write_durably(folder / attachment.sha256, *bytes);
  }
  return Done{};
}

}  // namespace

int export_organisation(const SettingFlags& settings, const ExportOptions& options) {
  const auto hub = open_hub(settings);
  if (!hub) return 1;
  const Actor owner = unattended_owner(OrganisationId(options.organisation));
  const auto exported = wiring::export_organisation(hub->identity(), hub->market(), owner);
  if (!exported) {
    print_reason(exported.error());
    return 1;
  }
  const std::filesystem::path folder = options.out;
  std::filesystem::create_directories(folder / "attachments");
  files::write_durably(folder / "organisation.jsonl", exported->lines);
  const auto written = write_attachments(*hub, exported->attachments, folder / "attachments");
  if (!written) {
    print_reason(written.error());
    return 1;
  }
  std::cout << "exported to " << folder.string() << ", with " << exported->attachments.size()
            << " attachments\n";
  return 0;
}

int import_items(const SettingFlags& settings, const ImportOptions& options) {
  const auto kind = kind_named(options.kind);
  if (!kind) {
    std::cerr << "shuniu: --kind takes need or offer\n";
    return 2;
  }
  const auto hub = open_hub(settings);
  if (!hub) return 1;
  const market::StartImport command{*kind, std::filesystem::path(options.file).filename().string(),
                                    files::read_file(options.file),
                                    options.skip_faulty ? market::Faulty::skip : market::Faulty::refuse};
  const auto view = hub->import().run_unattended(OrganisationId(options.organisation), command);
  if (!view) {
    print_reason(view.error());
    return 1;
  }
  for (const auto& fault : view->faults) {
    std::cerr << options.file << ":" << fault.line << ": " << fault.column << ": expected " << fault.expected
              << got_in_words(fault.got) << "\n";
  }
  std::cout << view->rows_read << " rows read, " << view->rows_good << " good, " << view->rows_faulty
            << " faulty, " << view->rows_staged << " imported\n";
  return view->status == market::ImportStatus::finished ? 0 : 1;
}

}  // namespace shuniu::cli
