#include <filesystem>
#include <iostream>

#include "commands.h"
#include "open_hub.h"
#include "shuniu/backup/backup.h"

namespace shuniu::cli {
namespace {

backup::HubPlaces hub_places(const config::Config& config) {
  const wiring::Places where = wiring::places(config);
  return {where.database, where.files, where.keys};
}

int report(const Result<backup::Manifest>& manifest, const char* what) {
  if (!manifest) {
    print_reason(manifest.error());
    return 1;
  }
  std::cout << what << ": " << manifest->engine << " database and " << manifest->files.size() - 1
            << " files, journal up to " << manifest->journal_last_seq << ", made "
            << to_text(manifest->made_at) << "\n";
  return 0;
}

}  // namespace

int backup(const SettingFlags& settings, const BackupOptions& options) {
  const auto config = load_settings(settings);
  if (!config) return 1;
  const SystemClock clock;
  const auto made = backup::back_up(hub_places(*config), {options.directory, options.keys_directory}, clock);
  const int code = report(made, "backed up");
  if (code == 0 && options.keys_directory.empty()) {
    std::cerr
        << "shuniu: the keys were not copied; without them the files cannot be read (--backup-keys FOLDER)\n";
  }
  return code;
}

int restore(const SettingFlags& settings, const BackupOptions& options) {
  const auto config = load_settings(settings);
  if (!config) return 1;
  const auto alone = wiring::Console::require_no_server(*config);
  if (!alone) {
    print_reason(alone.error());
    return 1;
  }
  return report(backup::restore({options.directory, options.keys_directory}, hub_places(*config)),
                "restored");
}

int verify_backup(const BackupOptions& options) {
  return report(backup::verify(options.directory), "sound");
}

}  // namespace shuniu::cli
