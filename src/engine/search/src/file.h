// file.h - the files of an index: written durably, read by mapping, one owner per directory.
#pragma once

#include <filesystem>
#include <memory>

#include "bytes.h"
#include "segment.h"

namespace shuniu::search {

/// The bytes are on disk, and the name in its directory, when this returns. Throws std::system_error.
void write_durably(const std::filesystem::path& file, BytesView bytes);

/// The same, and whoever opens `file` sees either its old content or the new.
void replace_durably(const std::filesystem::path& file, BytesView bytes);

/// Null where there is no such file. Throws std::system_error for other failures.
[[nodiscard]] std::shared_ptr<const Image> map_file(const std::filesystem::path& file);

/// Held by the one process that writes to a directory.
class DirectoryLock {
 public:
  /// Nothing where somebody else holds it.
  [[nodiscard]] static std::unique_ptr<DirectoryLock> take(const std::filesystem::path& directory);
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;
  ~DirectoryLock();

 private:
  explicit DirectoryLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace shuniu::search
