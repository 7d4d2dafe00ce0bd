// ports.h - what market needs from others, in its own words.
#pragma once

#include <string>
#include <vector>

#include "shuniu/base/actor.h"
#include "shuniu/base/result.h"

namespace shuniu::market {

class Catalogue;  // catalogue.h: the search index of published items

struct DirectoryEntry {
  OrganisationId id;
  std::string name;
  std::string name_en;  // "" where there is none
  std::string region;
};

/// Names of organisations in batches, and whom an account belongs to.
class Directory {
 public:
  virtual ~Directory() = default;
  virtual std::vector<DirectoryEntry> organisations(const std::vector<OrganisationId>& ids) = 0;
  /// All organisations of the account, not only the one it acts for: exclusion looks at every membership.
  virtual std::vector<OrganisationId> memberships(const AccountId& account) = 0;
};

struct StoredFile {
  std::string sha256;  // its address, in hexadecimal
  std::int64_t size_bytes = 0;
};

/// Content-addressed files; `put` returns when the bytes are durable, before the commit that names them.
class Files {
 public:
  virtual ~Files() = default;
  virtual Result<StoredFile> put(const std::string& bytes) = 0;
  virtual Result<std::string> read(const std::string& sha256) = 0;
};

}  // namespace shuniu::market
