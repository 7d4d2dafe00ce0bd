#include "shuniu/backup/backup.h"

#include <algorithm>
#include <set>

#include "database_copy.h"
#include "shuniu/crypto/hash.h"
#include "shuniu/files/durable.h"
#include "shuniu/json/json.h"

namespace shuniu::backup {
namespace {

namespace fs = std::filesystem;

constexpr const char* manifest_name = "manifest.json";

BackedUpFile describe(const fs::path& folder, const std::string& name) {
  const std::string bytes = files::read_file(folder / name);
  return {name, static_cast<std::int64_t>(bytes.size()), crypto::hex(crypto::sha256(bytes))};
}

void copy_durably(const fs::path& from, const fs::path& to) {
  fs::create_directories(to.parent_path());
  files::write_durably(to, files::read_file(from));
}

/// "sha256.random" lies in a folder of its first two characters.
std::string attachment_name(const std::string& file_name) {
  return "files/" + file_name.substr(0, 2) + "/" + file_name;
}

bool has_content(const fs::path& folder) {
  return fs::exists(folder) && !fs::is_empty(folder);
}

void copy_keys(const fs::path& from, const fs::path& to) {
  for (const auto& entry : fs::directory_iterator(from)) {
    if (entry.is_regular_file()) copy_durably(entry.path(), to / entry.path().filename());
  }
}

Result<Manifest> read_manifest(const fs::path& backup) {
  if (!fs::exists(backup / manifest_name))
    return refuse("backup.incomplete", Kind::precondition, {{"missing", manifest_name}});
  return json::decode<Manifest>(files::read_file(backup / manifest_name));
}

}  // namespace

Result<Manifest> back_up(const HubPlaces& from, const Target& to, const Clock& clock) {
  if (has_content(to.data))
    return refuse("backup.place_not_empty", Kind::precondition, {{"place", to.data.string()}});
  fs::create_directories(to.data);
  const CopiedDatabase copied = copy_database(from.database, to.data);
  Manifest manifest;
  manifest.program_version = SHUNIU_VERSION;
  manifest.engine = copied.engine;
  manifest.made_at = clock.now();
  manifest.journal_last_seq = copied.journal_last_seq;
  manifest.files.push_back(describe(to.data, copied.file_name));
  for (const std::string& file_name : copied.file_names) {
    const std::string name = attachment_name(file_name);
    copy_durably(from.files / file_name.substr(0, 2) / file_name, to.data / name);
    manifest.files.push_back(describe(to.data, name));
  }
  if (!to.keys.empty()) copy_keys(from.keys, to.keys);
  files::write_durably(to.data / manifest_name, json::encode(manifest));
  return manifest;
}

Result<Manifest> verify(const fs::path& backup) {
  auto manifest = read_manifest(backup);
  if (!manifest) return manifest;
  std::vector<Fault> faults;
  std::set<std::string> present;
  std::string database;
  for (const BackedUpFile& file : manifest->files) {
    present.insert(file.name);
    if (file.name.starts_with("database.")) database = file.name;
    if (!fs::exists(backup / file.name)) {
      faults.push_back(
          plain_fault(file.name, "a file of " + std::to_string(file.size_bytes) + " bytes", "nothing"));
      continue;
    }
    const BackedUpFile found = describe(backup, file.name);
    if (found.sha256 != file.sha256)
      faults.push_back(plain_fault(file.name, "SHA-256 " + file.sha256, found.sha256));
  }
  if (database.empty()) faults.push_back(plain_fault(manifest_name, "a database", "none"));
  std::vector<std::string> named;
  if (faults.empty())
    faults = check_copy(manifest->engine, backup / database, manifest->journal_last_seq, named);
  for (const std::string& name : named) {
    if (!present.contains(attachment_name(name)))
      faults.push_back(plain_fault(attachment_name(name), "a file that the database names", "nothing"));
  }
  if (faults.empty()) return manifest;
  Reason reason = refuse("backup.damaged", Kind::precondition);
  reason.faults = std::move(faults);
  return reason;
}

Result<Manifest> restore(const Target& from, const HubPlaces& to) {
  auto manifest = verify(from.data);
  if (!manifest) return manifest;
  if (!is_empty(to.database))
    return refuse("backup.place_not_empty", Kind::precondition, {{"place", "the database"}});
  if (has_content(to.files))
    return refuse("backup.place_not_empty", Kind::precondition, {{"place", to.files.string()}});
  for (const BackedUpFile& file : manifest->files) {
    if (file.name.starts_with("files/")) copy_durably(from.data / file.name, to.files / file.name.substr(6));
  }
  if (!from.keys.empty() && !has_content(to.keys)) copy_keys(from.keys, to.keys);
  const auto database =
      std::find_if(manifest->files.begin(), manifest->files.end(),
                   [](const BackedUpFile& file) { return file.name.starts_with("database."); });
  put_back(manifest->engine, from.data / database->name, to.database);
  return manifest;
}

}  // namespace shuniu::backup
