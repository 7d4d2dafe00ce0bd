#include "shuniu/files/file_store.h"

#include <algorithm>

#include "shuniu/crypto/hash.h"
#include "shuniu/crypto/random.h"
#include "shuniu/crypto/seal.h"
#include "shuniu/files/durable.h"

namespace shuniu::files {
namespace {

bool is_address(const std::string& sha256) {
  return sha256.size() == 64 && sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
}

struct BlobRow {
  std::string wrapped_key;  // hexadecimal
  std::string file_name;    // its address and a random part: two writers of the same bytes never share a file
};
SHUNIU_DESCRIBE(BlobRow, wrapped_key, file_name)

struct AddressRow {
  std::string sha256;
};
SHUNIU_DESCRIBE(AddressRow, sha256)

struct LeftoverRow {
  std::string file_name;
};
SHUNIU_DESCRIBE(LeftoverRow, file_name)

constexpr const char* forgetting = R"(ALTER TABLE files_blob ADD COLUMN last_put_at BIGINT NOT NULL DEFAULT 0;
UPDATE files_blob SET last_put_at = created_at;
CREATE TABLE files_leftover (
  file_name TEXT PRIMARY KEY,
  forgotten_at BIGINT NOT NULL
);
CREATE INDEX files_leftover_forgotten ON files_leftover (forgotten_at);
)";

constexpr const char* master_key = "CREATE TABLE files_master_key (fingerprint TEXT PRIMARY KEY);\n";

std::optional<BlobRow> find_blob(database::Database& database, const std::string& sha256) {
  return database.read([&](database::Transaction& tx) {
    const database::ModuleScope scope("files");
    return tx.find<BlobRow>("SELECT wrapped_key, file_name FROM files_blob WHERE sha256 = $1", sha256);
  });
}

bool is_utf8_text(std::string_view bytes) {
  std::size_t following = 0;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (following > 0) {
      if ((byte & 0xC0) != 0x80) return false;
      --following;
    } else if (byte >= 0x80) {
      following = byte >= 0xF0 && byte < 0xF5 ? 3 : byte >= 0xE0 ? 2 : byte >= 0xC2 && byte < 0xE0 ? 1 : 9;
      if (following == 9 || byte >= 0xF5) return false;
    } else if (byte < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f') {
      return false;
    }
  }
  return following == 0;
}

}  // namespace

FileStore::FileStore(std::filesystem::path directory, MasterKey key, database::Database& database,
                     const Clock& clock)
    : directory_(std::move(directory)), key_(std::move(key)), database_(database), clock_(clock) {
  std::filesystem::create_directories(directory_);
}

/// The first characters of its name are those of the address.
std::filesystem::path FileStore::path_of(const std::string& file_name) const {
  return directory_ / file_name.substr(0, 2) / file_name;
}

/// From now on it is as young as if it were new.
bool FileStore::was_put_again(const std::string& sha256) {
  if (!read(sha256)) return false;
  return database_
      .write([&](database::Transaction& tx) -> Result<bool> {
        const database::ModuleScope scope("files");
        return tx.run("UPDATE files_blob SET last_put_at = $2 WHERE sha256 = $1", sha256, clock_.now()) == 1;
      })
      .value();
}

Result<StoredBytes> FileStore::put(const std::string& bytes, const FileLimits& limits) {
  if (bytes.size() > limits.largest_bytes) {
    return refuse("files.too_large", Kind::too_large,
                  {{"largest_bytes", std::to_string(limits.largest_bytes)}});
  }
  const std::string type(detect_media_type(bytes));
  const auto& allowed = limits.media_types;
  if (!allowed.empty() && std::find(allowed.begin(), allowed.end(), type) == allowed.end()) {
    return refuse("files.type_not_allowed", Kind::unsupported, {{"media_type", type}});
  }
  const StoredBytes stored{crypto::hex(crypto::sha256(bytes)), static_cast<std::int64_t>(bytes.size())};
  if (was_put_again(stored.sha256)) return stored;
  const std::string key = crypto::random_bytes(crypto::key_bytes);
  const std::string wrapped = crypto::hex(crypto::seal(key, key_.bytes(), stored.sha256));
  const std::string file_name = stored.sha256 + "." + crypto::hex(crypto::random_bytes(8));
  const auto path = path_of(file_name);
  std::filesystem::create_directories(path.parent_path());
  sync_directory(directory_);
  write_durably(path, crypto::seal(bytes, key, stored.sha256));
  const Result<Done> kept = database_.write([&](database::Transaction& tx) -> Result<Done> {
    const database::ModuleScope scope("files");
    tx.run(
        "INSERT INTO files_blob (sha256, size_bytes, wrapped_key, file_name, created_at, last_put_at)"
        " VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT (sha256) DO UPDATE SET"
        " wrapped_key = excluded.wrapped_key, file_name = excluded.file_name,"
        " last_put_at = excluded.last_put_at",
        stored.sha256, stored.size_bytes, wrapped, file_name, clock_.now());
    return Done{};
  });
  if (!kept) return kept.error();
  return stored;
}

Result<std::string> FileStore::read(const std::string& sha256) {
  if (!is_address(sha256)) return refuse("files.not_found", Kind::not_found);
  const auto row = find_blob(database_, sha256);
  if (!row) return refuse("files.not_found", Kind::not_found);
  const auto wrapped = crypto::from_hex(row->wrapped_key);
  const auto key = wrapped ? crypto::unseal(*wrapped, key_.bytes(), sha256) : std::nullopt;
  const auto path = path_of(row->file_name);
  if (!key || !std::filesystem::exists(path))
    return refuse("files.damaged", Kind::unavailable, {{"sha256", sha256}});
  auto bytes = crypto::unseal(read_file(path), *key, sha256);
  if (!bytes || crypto::hex(crypto::sha256(*bytes)) != sha256) {
    return refuse("files.damaged", Kind::unavailable, {{"sha256", sha256}});
  }
  return std::move(*bytes);
}

Result<Done> FileStore::forget(const std::string& sha256) {
  if (forget_if_old(sha256, clock_.now() + 1)) return Done{};
  return refuse("files.not_found", Kind::not_found);
}

bool FileStore::forget_if_old(const std::string& sha256, Instant put_before) {
  return database_
      .write([&](database::Transaction& tx) -> Result<bool> {
        const database::ModuleScope scope("files");
        const auto file_name = tx.value<std::string>(
            "DELETE FROM files_blob WHERE sha256 = $1 AND last_put_at < $2 RETURNING file_name", sha256,
            put_before);
        if (!file_name) return false;
        tx.run("INSERT INTO files_leftover (file_name, forgotten_at) VALUES ($1, $2)", *file_name,
               clock_.now());
        return true;
      })
      .value();
}

std::vector<std::string> FileStore::addresses_put_before(Instant put_before, const std::string& after,
                                                         std::int64_t limit) {
  std::vector<std::string> addresses;
  const auto rows = database_.read([&](database::Transaction& tx) {
    const database::ModuleScope scope("files");
    return tx.rows<AddressRow>(
        "SELECT sha256 FROM files_blob WHERE last_put_at < $1 AND sha256 > $2 ORDER BY sha256 LIMIT $3",
        put_before, after, limit);
  });
  for (const AddressRow& row : rows) addresses.push_back(row.sha256);
  return addresses;
}

void FileStore::remove_leftovers(Instant forgotten_before) {
  const auto rows = database_.read([&](database::Transaction& tx) {
    const database::ModuleScope scope("files");
    return tx.rows<LeftoverRow>("SELECT file_name FROM files_leftover WHERE forgotten_at < $1",
                                forgotten_before);
  });
  for (const LeftoverRow& row : rows) {
    std::filesystem::remove(path_of(row.file_name));
    database_
        .write([&](database::Transaction& tx) -> Result<Done> {
          const database::ModuleScope scope("files");
          tx.run("DELETE FROM files_leftover WHERE file_name = $1", row.file_name);
          return Done{};
        })
        .value();
  }
}

std::string_view detect_media_type(std::string_view bytes) {
  if (bytes.starts_with("%PDF-")) return "application/pdf";
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
  if (bytes.starts_with("\xFF\xD8\xFF")) return "image/jpeg";
  if (bytes.starts_with("PK\x03\x04")) return "application/zip";
  if (is_utf8_text(bytes)) return "text/plain";
  return "application/octet-stream";
}

std::vector<database::Migration> migrations() {
  return {{"files", 1, "blobs",
           "CREATE TABLE files_blob(\n"
           "  sha256 TEXT PRIMARY KEY,\n"
           "  size_bytes BIGINT NOT NULL,\n"
           "  wrapped_key TEXT NOT NULL,\n"
           "  file_name TEXT NOT NULL,\n"
           "  created_at BIGINT NOT NULL\n"
           ");\n",
           ""},
          {"files", 2, "forgetting", forgetting, ""},
          {"files", 3, "master_key", master_key, ""}};
}

}  // namespace shuniu::files
