#include "memory_directory.h"

#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include "shuniu/database/database.h"

namespace shuniu::database {
namespace {

constexpr std::string_view prefix = "shuniu-memory-";

/// "shuniu-memory-<process>-XXXXXX"
bool is_left_behind(const std::string& name) {
  if (!name.starts_with(prefix)) return false;
  const auto process = static_cast<pid_t>(std::atoi(name.c_str() + prefix.size()));
  return process > 0 && kill(process, 0) != 0 && errno == ESRCH;
}

void remove_what_was_left_behind(const std::string& root) {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(root, ignored)) {
    if (is_left_behind(entry.path().filename().string())) std::filesystem::remove_all(entry.path(), ignored);
  }
}

}  // namespace

MemoryDirectory::MemoryDirectory() {
  const std::string root = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
  remove_what_was_left_behind(root);
  path_ = root + "/" + std::string(prefix) + std::to_string(getpid()) + "-XXXXXX";
  if (mkdtemp(path_.data()) == nullptr) throw DatabaseUnavailable("cannot make a directory like " + path_);
}

MemoryDirectory::~MemoryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace shuniu::database
