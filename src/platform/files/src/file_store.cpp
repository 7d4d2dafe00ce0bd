#include "shuniu/files/file_store.h"

#include <sodium.h>

#include <algorithm>

#include "shuniu/crypto/hash.h"
#include "shuniu/crypto/random.h"
#include "shuniu/files/durable.h"

namespace shuniu::files {
namespace {

constexpr std::size_t key_bytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* raw(const std::string& bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* raw(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

/// nonce + sealed bytes; `address` is bound to it, so that files cannot be swapped.
std::string seal(const std::string& plain, const std::string& key, const std::string& address) {
  std::string sealed = crypto::random_bytes(nonce_bytes);
  sealed.resize(nonce_bytes + plain.size() + tag_bytes);
  unsigned long long length = 0;
  crypto_aead_xchacha20poly1305_ietf_encrypt(raw(sealed) + nonce_bytes, &length, raw(plain), plain.size(),
                                             raw(address), address.size(), nullptr, raw(sealed), raw(key));
  return sealed;
}

/// Nothing when the bytes are not what was sealed.
std::optional<std::string> unseal(const std::string& sealed, const std::string& key,
                                  const std::string& address) {
  if (sealed.size() < nonce_bytes + tag_bytes || key.size() != key_bytes) return std::nullopt;
  std::string plain(sealed.size() - nonce_bytes - tag_bytes, '\0');
  unsigned long long length = 0;
  const int wrong = crypto_aead_xchacha20poly1305_ietf_decrypt(
      raw(plain), &length, nullptr, raw(sealed) + nonce_bytes, sealed.size() - nonce_bytes, raw(address),
      address.size(), raw(sealed), raw(key));
  if (wrong != 0) return std::nullopt;
  return plain;
}

bool is_address(const std::string& sha256) {
  return sha256.size() == 64 && sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
}

struct BlobRow {
  std::string wrapped_key;  // hexadecimal
  std::string file_name;    // its address and a random part: two writers of the same bytes never share a file
};
SHUNIU_DESCRIBE(BlobRow, wrapped_key, file_name)

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

MasterKey MasterKey::load_or_create(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) {
    std::filesystem::create_directories(file.parent_path());
    write_durably(file, crypto::hex(crypto::random_bytes(key_bytes)) + "\n");
  }
  std::string text = read_file(file);
  text.erase(text.find_last_not_of(" \r\n") + 1);
  auto bytes = crypto::from_hex(text);
  if (!bytes || bytes->size() != key_bytes)
    throw std::runtime_error("no master key (64 hexadecimal digits): " + file.string());
  return MasterKey(std::move(*bytes));
}

FileStore::FileStore(std::filesystem::path directory, MasterKey key, database::Database& database,
                     const Clock& clock)
    : directory_(std::move(directory)), key_(std::move(key)), database_(database), clock_(clock) {
  std::filesystem::create_directories(directory_);
}

std::filesystem::path FileStore::path_of(const std::string& sha256, const std::string& file_name) const {
  return directory_ / sha256.substr(0, 2) / file_name;
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
  if (read(stored.sha256).has_value()) return stored;
  const std::string key = crypto::random_bytes(key_bytes);
  const std::string wrapped = crypto::hex(seal(key, key_.bytes(), stored.sha256));
  const std::string file_name = stored.sha256 + "." + crypto::hex(crypto::random_bytes(8));
  const auto path = path_of(stored.sha256, file_name);
  std::filesystem::create_directories(path.parent_path());
  sync_directory(directory_);
  write_durably(path, seal(bytes, key, stored.sha256));
  const Result<Done> kept = database_.write([&](database::Transaction& tx) -> Result<Done> {
    const database::ModuleScope scope("files");
    tx.run(
        "INSERT INTO files_blob(sha256, size_bytes, wrapped_key, file_name, created_at) VALUES ($1, $2, $3, "
        "$4, $5) "
        "ON CONFLICT (sha256) DO UPDATE SET wrapped_key = excluded.wrapped_key, file_name = "
        "excluded.file_name",
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
  const auto key = wrapped ? unseal(*wrapped, key_.bytes(), sha256) : std::nullopt;
  const auto path = path_of(sha256, row->file_name);
  if (!key || !std::filesystem::exists(path))
    return refuse("files.damaged", Kind::unavailable, {{"sha256", sha256}});
  auto bytes = unseal(read_file(path), *key, sha256);
  if (!bytes || crypto::hex(crypto::sha256(*bytes)) != sha256) {
    return refuse("files.damaged", Kind::unavailable, {{"sha256", sha256}});
  }
  return std::move(*bytes);
}

Result<Done> FileStore::forget(const std::string& sha256) {
  const auto row = find_blob(database_, sha256);
  if (!row) return refuse("files.not_found", Kind::not_found);
  const Result<Done> erased = database_.write([&](database::Transaction& tx) -> Result<Done> {
    const database::ModuleScope scope("files");
    tx.run("DELETE FROM files_blob WHERE sha256 = $1", sha256);
    return Done{};
  });
  if (erased) std::filesystem::remove(path_of(sha256, row->file_name));
  return erased;
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
           ""}};
}

}  // namespace shuniu::files
