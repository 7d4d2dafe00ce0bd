#include <unistd.h>

#include <filesystem>
#include <iostream>

#include "commands.h"
#include "open_hub.h"
#include "shuniu/files/durable.h"
#include "shuniu/market/errors.h"

namespace shuniu::cli {
namespace {

namespace fs = std::filesystem;

std::optional<market::ItemKind> kind_named(const std::string& name) {
  if (name == "need") return market::ItemKind::need;
  if (name == "offer") return market::ItemKind::offer;
  return std::nullopt;
}

/// Each attachment as a file named by its address.
Result<Done> write_attachments(wiring::Console& console,
                               const std::vector<market::AttachmentView>& attachments,
                               const fs::path& folder) {
  for (const auto& attachment : attachments) {
    const auto read = console.ask(wiring::control::read_attachment, {attachment.sha256});
    if (!read) return read.error();
    files::write_durably(folder / attachment.sha256, read->bytes);
  }
  return Done{};
}

/// Part by part; the lines are written at the end, so that a folder with them is a whole export.
Result<std::size_t> write_export(wiring::Console& console, const OrganisationId& organisation,
                                 const fs::path& folder) {
  std::string lines;
  std::size_t attachments = 0;
  wiring::ExportPart question{organisation, std::nullopt};
  do {
    const auto part = console.ask(wiring::control::export_part, question);
    if (!part) return part.error();
    fs::create_directories(folder / "attachments");
    const auto written = write_attachments(console, part->attachments, folder / "attachments");
    if (!written) return written.error();
    lines += part->bytes;
    attachments += part->attachments.size();
    question.after = part->next_after;
  } while (question.after);
  files::write_durably(folder / "organisation.jsonl", lines);
  return attachments;
}

/// The file's bytes; one that is refused anyway is not read.
Result<std::string> bytes_to_import(const std::string& file) {
  std::error_code unknown;
  const auto size = fs::file_size(file, unknown);
  if (!unknown && size > market::largest_import_bytes) {
    return refuse(market::errors::file_too_large, Kind::too_large);
  }
  return files::read_file(file);
}

/// One line of standard error, written anew while it is a terminal.
class ProgressLine {
 public:
  void show(const market::ImportView& view) {
    if (!is_terminal_) return;
    std::cerr << "\r\x1b[K" << view.rows_read << " rows read, " << view.rows_faulty << " faulty, "
              << view.rows_staged << " staged" << std::flush;
  }
  void clear() {
    if (is_terminal_) std::cerr << "\r\x1b[K";
  }

 private:
  const bool is_terminal_ = ::isatty(STDERR_FILENO) == 1;
};

}  // namespace

int export_organisation(const SettingFlags& settings, const ExportOptions& options) {
  const auto console = open_console(settings);
  if (!console) return 1;
  const auto attachments = write_export(*console, OrganisationId(options.organisation), options.out);
  if (!attachments) {
    print_reason(attachments.error());
    return 1;
  }
  std::cout << "exported to " << options.out << ", with " << *attachments << " attachments\n";
  return 0;
}

int import_items(const SettingFlags& settings, const ImportOptions& options) {
  const auto kind = kind_named(options.kind);
  if (!kind) {
    std::cerr << "shuniu: --kind takes need or offer\n";
    return 2;
  }
  const auto console = open_console(settings);
  if (!console) return 1;
  auto bytes = bytes_to_import(options.file);
  if (!bytes) {
    print_reason(bytes.error());
    return 1;
  }
  const wiring::StartFileImport command{
      OrganisationId(options.organisation), *kind, fs::path(options.file).filename().string(),
      options.skip_faulty ? market::Faulty::skip : market::Faulty::refuse, std::move(*bytes)};
  ProgressLine progress;
  const auto view = console->import(command, [&](const market::ImportView& now) { progress.show(now); });
  progress.clear();
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
