// durable.h - writing a file so that a crash leaves the old one or the new one, and nothing between.
//
//   write_durably("data/index/manifest", bytes);
//
// Promises: on return bytes and directory entry are on disk (fsync); failures are std::system_error.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace shuniu::files {

void write_durably(const std::filesystem::path& file, std::string_view bytes, unsigned mode = 0600);
std::string read_file(const std::filesystem::path& file);  // throws std::system_error
void sync_directory(const std::filesystem::path& directory);

}  // namespace shuniu::files
