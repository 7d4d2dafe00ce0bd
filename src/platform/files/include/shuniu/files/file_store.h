// file_store.h - attachments by content: the address of a file is the SHA-256 of its bytes.
//
//   FileStore files("data/files", MasterKey::of_hub("data/keys/master.key", database).value(), database,
//   clock);
//   Result<StoredBytes> stored = files.put(bytes, {.largest_bytes = 20 << 20});
//   Result<std::string> back = files.read(stored->sha256);          // files.not_found, files.damaged
//
// Promises
//   - put returns when bytes, directory entry and key are durable (fsync): a commit may then name the
//     address.
//   - Each file is encrypted (XChaCha20-Poly1305) under a key of its own; the key is kept in the database,
//     wrapped by the master key. forget() erases the key, and with it the file; its address stays provable.
//     The bytes go a while later (remove_leftovers), so that a backup that runs finds what it has seen.
//   - read verifies the address; a damaged file is refused, never returned.
// Does not decide who may read, and does not look into the bytes beyond detect_media_type.
// Thread-safe.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "shuniu/base/instant.h"
#include "shuniu/base/result.h"
#include "shuniu/database/database.h"
#include "shuniu/database/migrations.h"

namespace shuniu::files {

/// 32 bytes in a file of mode 0600, apart from database and files; the database keeps its fingerprint.
class MasterKey {
 public:
  /// A new key is made only while nothing is stored under another. Refuses files.master_key_missing and
  /// files.master_key_differs: a hub that went on with another key could never read its files again.
  static Result<MasterKey> of_hub(const std::filesystem::path& file, database::Database& database);
  const std::string& bytes() const { return bytes_; }

 private:
  explicit MasterKey(std::string bytes) : bytes_(std::move(bytes)) {}
  std::string bytes_;
};

struct StoredBytes {
  std::string sha256;  // hexadecimal
  std::int64_t size_bytes = 0;
};

struct FileLimits {
  std::size_t largest_bytes = 20 << 20;
  std::vector<std::string> media_types;  // as detect_media_type names them; empty: all
};

class FileStore {
 public:
  FileStore(std::filesystem::path directory, MasterKey key, database::Database& database, const Clock& clock);
  /// Refuses files.too_large and files.type_not_allowed.
  Result<StoredBytes> put(const std::string& bytes, const FileLimits& limits = {});
  Result<std::string> read(const std::string& sha256);
  Result<Done> forget(const std::string& sha256);
  /// Nothing is forgotten that was put again at or after `put_before`; false then, and for unknown addresses.
  bool forget_if_old(const std::string& sha256, Instant put_before);
  /// Addresses last put before then, in order, after `after` ("": from the first).
  std::vector<std::string> addresses_put_before(Instant put_before, const std::string& after,
                                                std::int64_t limit);
  /// The bytes of what was forgotten before then.
  void remove_leftovers(Instant forgotten_before);

 private:
  std::filesystem::path path_of(const std::string& file_name) const;
  bool was_put_again(const std::string& sha256);

  std::filesystem::path directory_;
  MasterKey key_;
  database::Database& database_;
  const Clock& clock_;
};

/// What the bytes are, by their own marks and not by a name: application/pdf, image/png, image/jpeg,
/// application/zip (also
/// DOCX and XLSX), text/plain (valid UTF-8), else application/octet-stream.
std::string_view detect_media_type(std::string_view bytes);

std::vector<database::Migration> migrations();

}  // namespace shuniu::files
