// market_doubles.h - a directory and a file store in memory, for tests of market and of what stands on it.
//
//   FakeDirectory directory;
//   const OrganisationId firm = directory.add("砺砚微电子", "310000");
//   directory.join(account, firm);
#pragma once

#include <algorithm>
#include <map>
#include <mutex>

#include "shuniu/crypto/hash.h"
#include "shuniu/crypto/random.h"
#include "shuniu/market/ports.h"

namespace shuniu::market {

class FakeDirectory final : public Directory {
 public:
  OrganisationId add(const std::string& name, const std::string& region = "310000") {
    OrganisationId id(crypto::new_uuid(Instant{1}));
    entries_[id] = {id, name, "", region};
    return id;
  }
  void join(const AccountId& account, const OrganisationId& organisation) {
    memberships_[account].push_back(organisation);
  }

  std::vector<DirectoryEntry> organisations(const std::vector<OrganisationId>& ids) override {
    std::vector<DirectoryEntry> found;
    for (const OrganisationId& id : ids) {
      if (const auto entry = entries_.find(id); entry != entries_.end()) found.push_back(entry->second);
    }
    return found;
  }
  std::vector<OrganisationId> memberships(const AccountId& account) override {
    const auto found = memberships_.find(account);
    return found == memberships_.end() ? std::vector<OrganisationId>{} : found->second;
  }

 private:
  std::map<OrganisationId, DirectoryEntry> entries_;
  std::map<AccountId, std::vector<OrganisationId>> memberships_;
};

class MemoryFiles final : public Files {
 public:
  Result<StoredFile> put(const std::string& bytes) override {
    const std::lock_guard lock(mutex_);
    const std::string address = crypto::hex(crypto::sha256(bytes));
    files_[address] = bytes;
    return StoredFile{address, static_cast<std::int64_t>(bytes.size())};
  }
  Result<std::string> read(const std::string& sha256) override {
    const std::lock_guard lock(mutex_);
    const auto found = files_.find(sha256);
    if (found == files_.end()) return refuse("files.not_found", Kind::not_found);
    return found->second;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::string> files_;
};

}  // namespace shuniu::market
