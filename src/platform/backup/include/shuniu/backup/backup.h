// backup.h - a copy of the hub while it runs, its check, and its return.
//
//   const HubPlaces hub{.database = "sqlite:data/hub.db", .files = "data/files", .keys = "data/keys"};
//   auto made = back_up(hub, to, clock);
//   auto sound = verify(to.data);                  // backup.damaged lists every fault
//   auto done = restore(to, other_places);         // into empty places only
//
// A backup is a folder: manifest.json, database.sqlite or database.dump, files/…; keys go to a folder of
// their own (`Target::keys`), because who holds both can read everything.
// Promises
//   - The database is one consistent snapshot (SQLite: VACUUM INTO; PostgreSQL: pg_dump of an exported
//     snapshot); every file that it names is in the backup. Nothing is locked for writing meanwhile.
//   - The manifest is written last and durably: a folder without it is no backup.
//   - verify checks every digest, the database's own integrity, that the journal has no gap, and that every
//     named file is there.
// Does not copy the search index (it is rebuilt) or letters already delivered.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "shuniu/base/describe.h"
#include "shuniu/base/result.h"

namespace shuniu::backup {

struct HubPlaces {
  std::string database;  // "sqlite:PATH" or "postgresql://…"
  std::filesystem::path files;
  std::filesystem::path keys;
};

struct Target {
  std::filesystem::path data;
  std::filesystem::path keys;  // "": keys are not copied
};

struct BackedUpFile {
  std::string name;  // relative to the backup
  std::int64_t size_bytes = 0;
  std::string sha256;
};
SHUNIU_DESCRIBE(BackedUpFile, name, size_bytes, sha256)

struct Manifest {
  std::int64_t format = 1;
  std::string program_version;
  std::string engine;  // sqlite or postgresql
  Instant made_at;
  std::int64_t journal_last_seq = 0;
  std::vector<BackedUpFile> files;
};
SHUNIU_DESCRIBE(Manifest, format, program_version, engine, made_at, journal_last_seq, files)

Result<Manifest> back_up(const HubPlaces& from, const Target& to, const Clock& clock);
Result<Manifest> verify(const std::filesystem::path& backup);
/// Refuses backup.place_not_empty; verifies first.
Result<Manifest> restore(const Target& from, const HubPlaces& to);

}  // namespace shuniu::backup
