// database_copy.h - one consistent copy of a database, per engine, and what backup must know of it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "shuniu/base/result.h"

namespace shuniu::backup {

struct CopiedDatabase {
  std::string engine;
  std::string file_name;  // in the backup's folder
  std::int64_t journal_last_seq = 0;
  std::vector<std::string> file_names;  // attachments that the copy names
};

/// Throws std::runtime_error when the database cannot be read or the copy not be written.
CopiedDatabase copy_database(const std::string& address, const std::filesystem::path& folder);
/// What is wrong with the copy, as faults.
std::vector<Fault> check_copy(const std::string& engine, const std::filesystem::path& file,
                              std::int64_t journal_last_seq, std::vector<std::string>& file_names);
bool is_empty(const std::string& address);
void put_back(const std::string& engine, const std::filesystem::path& file, const std::string& address);

bool is_postgresql(const std::string& address);
std::string sqlite_path(const std::string& address);

}  // namespace shuniu::backup
