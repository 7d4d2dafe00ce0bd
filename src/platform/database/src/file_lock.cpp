#include "file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "shuniu/database/held.h"

namespace shuniu::database {
namespace {

std::string holder(int file) {
  std::array<char, 32> text{};
  const ssize_t length = pread(file, text.data(), text.size() - 1, 0);
  return length > 0 ? std::string(text.data(), static_cast<std::size_t>(length)) : "unknown";
}

}  // namespace

FileLock::FileLock(const std::string& path) : file_(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  if (file_ < 0) throw DatabaseUnavailable("cannot open " + path + ": " + std::strerror(errno));
  if (flock(file_, LOCK_EX | LOCK_NB) != 0) {
    const std::string process = holder(file_);
    close(file_);
    throw DatabaseHeld("another process (" + process + ") holds " + path);
  }
  // The number is a hint for the message above; the lock itself is what counts.
  const std::string process = std::to_string(getpid());
  if (ftruncate(file_, 0) != 0 || pwrite(file_, process.data(), process.size(), 0) < 0) {
    close(file_);
    throw DatabaseUnavailable("cannot write " + path + ": " + std::strerror(errno));
  }
}

FileLock::~FileLock() {
  close(file_);
}

}  // namespace shuniu::database
