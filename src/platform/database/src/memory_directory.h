// memory_directory.h - where a database "in memory" keeps its file: a directory of its own on tmpfs, removed
// at the end.
#pragma once

#include <string>

namespace shuniu::database {

class MemoryDirectory {
 public:
  /// Also removes what processes that were killed left behind.
  MemoryDirectory();
  ~MemoryDirectory();
  MemoryDirectory(const MemoryDirectory&) = delete;
  MemoryDirectory& operator=(const MemoryDirectory&) = delete;
  std::string file() const { return path_ + "/memory.db"; }

 private:
  std::string path_;
};

}  // namespace shuniu::database
