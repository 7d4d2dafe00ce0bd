// static_files.h - the built web pages, read into memory once: no request ever reaches the file system.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace shuniu::http {

struct StaticFile {
  std::string content_type;
  std::string etag;  // without quotes
  std::string cache_control;
  std::string plain;
  std::string gzip;  // empty when it would not be smaller
};

class StaticFiles {
 public:
  /// Reads the folder; "" serves none. Files beginning with a dot are left out; "x.gz" beside "x" is its
  /// compressed form.
  explicit StaticFiles(const std::string& folder);
  /// The file of a path; index.html for a page of the application (no dot in the last segment); nullptr
  /// otherwise.
  std::shared_ptr<const StaticFile> find(std::string_view path) const;

 private:
  std::map<std::string, std::shared_ptr<const StaticFile>, std::less<>> files_;  // "/assets/index-4f3a.js"
};

}  // namespace shuniu::http
