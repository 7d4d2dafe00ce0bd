// file_lock.h - one server per database file: an exclusive flock on PATH.lock, held while the object lives.
#pragma once

#include <string>

namespace shuniu::database {

class FileLock {
 public:
  /// Throws DatabaseHeld when another process holds it, naming that process.
  explicit FileLock(const std::string& path);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int file_ = -1;
};

}  // namespace shuniu::database
