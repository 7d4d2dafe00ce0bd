#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "shuniu/mail/mail.h"

namespace shuniu::mail {
namespace {

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

/// A file descriptor that closes itself.
class Descriptor {
 public:
  Descriptor(const std::string& path, int flags) : number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
    if (number_ < 0) fail("open " + path);
  }
  ~Descriptor() { ::close(number_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

void write_durably(const std::string& path, std::string_view text) {
  const Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC);
  while (!text.empty()) {
    const ssize_t written = ::write(file.number(), text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("write " + path);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(file.number()) != 0) fail("fsync " + path);
}

}  // namespace

FileOutbox::FileOutbox(std::string directory) : directory_(std::move(directory)) {
  std::filesystem::create_directories(directory_);
  ::chmod(directory_.c_str(), 0700);
}

void FileOutbox::deliver(const Message& message) {
  const std::string path = directory_ + "/" + message.id.text() + ".eml";
  const std::string unfinished = path + ".part";
  write_durably(unfinished, message.text);
  if (std::rename(unfinished.c_str(), path.c_str()) != 0) fail("rename " + unfinished);
  const Descriptor directory(directory_, O_RDONLY | O_DIRECTORY);
  if (::fsync(directory.number()) != 0) fail("fsync " + directory_);
}

}  // namespace shuniu::mail
