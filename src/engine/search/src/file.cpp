#include "file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <system_error>

namespace shuniu::search {

namespace {

[[noreturn]] void fail(const char* doing, const std::filesystem::path& file) {
  throw std::system_error(errno, std::generic_category(), std::string(doing) + " " + file.string());
}

class Descriptor {
 public:
  Descriptor(const std::filesystem::path& file, int flags)
      : file_(file), number_(::open(file.c_str(), flags | O_CLOEXEC, 0644)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }
  int release() {
    const int number = number_;
    number_ = -1;
    return number;
  }

  void write_all(BytesView bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = ::write(number_, bytes.data(), bytes.size());
      if (written < 0 && errno != EINTR) fail("cannot write", file_);
      if (written > 0) bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
  }

  void sync() const {
    if (::fsync(number_) != 0) fail("cannot sync", file_);
  }

 private:
  std::filesystem::path file_;
  int number_;
};

void sync_directory(const std::filesystem::path& directory) {
  const Descriptor opened(directory, O_RDONLY | O_DIRECTORY);
  if (!opened.is_open()) fail("cannot open", directory);
  opened.sync();
}

void write_and_sync(const std::filesystem::path& file, BytesView bytes) {
  const Descriptor opened(file, O_WRONLY | O_CREAT | O_TRUNC);
  if (!opened.is_open()) fail("cannot create", file);
  opened.write_all(bytes);
  opened.sync();
}

class MappedFile final : public Image {
 public:
  MappedFile(const std::uint8_t* start, std::size_t size) : start_(start), size_(size) {}
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile() override {
    if (size_ > 0) ::munmap(const_cast<std::uint8_t*>(start_), size_);
  }
  [[nodiscard]] BytesView bytes() const override { return {start_, size_}; }

 private:
  const std::uint8_t* start_;
  std::size_t size_;
};

}  // namespace

void write_durably(const std::filesystem::path& file, BytesView bytes) {
  write_and_sync(file, bytes);
  sync_directory(file.parent_path());
}

void replace_durably(const std::filesystem::path& file, BytesView bytes) {
  std::filesystem::path fresh = file;
  fresh += ".new";
  write_and_sync(fresh, bytes);
  std::filesystem::rename(fresh, file);
  sync_directory(file.parent_path());
}

std::shared_ptr<const Image> map_file(const std::filesystem::path& file) {
  const Descriptor opened(file, O_RDONLY);
  if (!opened.is_open()) {
    if (errno == ENOENT) return nullptr;
    fail("cannot open", file);
  }
  struct stat about {};
  if (::fstat(opened.number(), &about) != 0) fail("cannot examine", file);
  const auto size = static_cast<std::size_t>(about.st_size);
  if (size == 0) return std::make_shared<MappedFile>(nullptr, 0);
  void* start = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, opened.number(), 0);
  if (start == MAP_FAILED) fail("cannot map", file);
  return std::make_shared<MappedFile>(static_cast<const std::uint8_t*>(start), size);
}

std::unique_ptr<DirectoryLock> DirectoryLock::take(const std::filesystem::path& directory) {
  const std::filesystem::path file = directory / "lock";
  Descriptor opened(file, O_RDWR | O_CREAT);
  if (!opened.is_open()) fail("cannot open", file);
  if (::flock(opened.number(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return nullptr;
    fail("cannot lock", file);
  }
  return std::unique_ptr<DirectoryLock>(new DirectoryLock(opened.release()));
}

DirectoryLock::~DirectoryLock() {
  ::close(descriptor_);
}

}  // namespace shuniu::search
