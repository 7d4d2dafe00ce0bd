// master_key.cpp - the key that wraps all others: made once, and never silently another one.
#include "shuniu/crypto/hash.h"
#include "shuniu/crypto/random.h"
#include "shuniu/crypto/seal.h"
#include "shuniu/files/durable.h"
#include "shuniu/files/file_store.h"

namespace shuniu::files {
namespace {

struct WrappedKey {
  std::string sha256;
  std::string wrapped_key;
};
SHUNIU_DESCRIBE(WrappedKey, sha256, wrapped_key)

/// Tells keys apart and nothing of the key: 32 random bytes cannot be guessed.
std::string fingerprint_of(const std::string& key) {
  return crypto::hex(crypto::sha256("shuniu master key\n" + key));
}

std::string read_key(const std::filesystem::path& file) {
  std::string text = read_file(file);
  text.erase(text.find_last_not_of(" \r\n") + 1);
  auto bytes = crypto::from_hex(text);
  if (!bytes || bytes->size() != crypto::key_bytes)
    throw std::runtime_error("no master key (64 hexadecimal digits): " + file.string());
  return std::move(*bytes);
}

void make_key(const std::filesystem::path& file) {
  std::filesystem::create_directories(file.parent_path());
  write_durably(file, crypto::hex(crypto::random_bytes(crypto::key_bytes)) + "\n");
}

/// A database from before fingerprints were kept is asked for a file's key.
bool opens(const std::string& key, const std::optional<WrappedKey>& stored) {
  if (!stored) return true;
  const auto wrapped = crypto::from_hex(stored->wrapped_key);
  return wrapped && crypto::unseal(*wrapped, key, stored->sha256);
}

void remember(database::Transaction& tx, const std::string& fingerprint) {
  tx.run("DELETE FROM files_master_key");
  tx.run("INSERT INTO files_master_key (fingerprint) VALUES ($1)", fingerprint);
}

}  // namespace

Result<MasterKey> MasterKey::of_hub(const std::filesystem::path& file, database::Database& database) {
  // The file is made inside the lock, so that two processes that begin together make one key. Running again
  // finds what the first run made.
  return database.write([&](database::Transaction& tx) -> Result<MasterKey> {
    const database::ModuleScope scope("files");
    tx.lock("files.master_key");
    const auto stored =
        tx.find<WrappedKey>("SELECT sha256, wrapped_key FROM files_blob ORDER BY sha256 LIMIT 1");
    const bool is_missing = !std::filesystem::exists(file);
    if (is_missing && stored) {
      return refuse("files.master_key_missing", Kind::precondition, {{"file", file.string()}});
    }
    if (is_missing) make_key(file);
    std::string key = read_key(file);
    const std::string fingerprint = fingerprint_of(key);
    const auto known = tx.value<std::string>("SELECT fingerprint FROM files_master_key");
    if (!is_missing && (known ? *known != fingerprint : !opens(key, stored))) {
      return refuse("files.master_key_differs", Kind::precondition, {{"file", file.string()}});
    }
    if (known != fingerprint) remember(tx, fingerprint);
    return MasterKey(std::move(key));
  });
}

}  // namespace shuniu::files
