#include "static_files.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "compression.h"
#include "entity_tag.h"

namespace shuniu::http {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t smallest_compressed = 1'024;
constexpr int smallest_level = 9;

std::string content_type_of(const std::string& extension) {
  static const std::map<std::string, std::string, std::less<>> types = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".webp", "image/webp"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
      {".webmanifest", "application/manifest+json"},
      {".map", "application/json"},
      {".wasm", "application/wasm"}};
  const auto found = types.find(extension);
  return found == types.end() ? "application/octet-stream" : found->second;
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return std::string(std::istreambuf_iterator<char>(file), {});
}

/// Vite puts the hash of the content into the names below /assets, so they never change.
std::string cache_control_of(const std::string& path) {
  return path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
}

std::shared_ptr<const StaticFile> load(const fs::path& file, const std::string& path) {
  auto result = std::make_shared<StaticFile>();
  result->content_type = content_type_of(file.extension().string());
  result->cache_control = cache_control_of(path);
  result->plain = read_file(file);
  result->etag = entity_tag(result->plain);
  const fs::path compressed = file.string() + ".gz";
  if (fs::exists(compressed)) {
    result->gzip = read_file(compressed);
  } else if (result->plain.size() > smallest_compressed && is_compressible(result->content_type)) {
    result->gzip = gzipped(result->plain, smallest_level);
  }
  if (result->gzip.size() >= result->plain.size()) result->gzip.clear();
  return result;
}

bool is_compressed_form(const fs::path& file) {
  return file.extension() == ".gz" && fs::exists(fs::path(file).replace_extension());
}

}  // namespace

StaticFiles::StaticFiles(const std::string& folder) {
  if (folder.empty()) return;
  for (auto entry = fs::recursive_directory_iterator(folder); entry != fs::end(entry); ++entry) {
    const bool is_hidden = entry->path().filename().string().starts_with('.');
    if (is_hidden && entry->is_directory()) entry.disable_recursion_pending();
    if (is_hidden || !entry->is_regular_file() || entry->is_symlink() || is_compressed_form(entry->path()))
      continue;
    const std::string path = "/" + fs::relative(entry->path(), folder).generic_string();
    files_[path] = load(entry->path(), path);
  }
}

std::shared_ptr<const StaticFile> StaticFiles::find(std::string_view path) const {
  if (const auto found = files_.find(path); found != files_.end()) return found->second;
  const std::string_view last = path.substr(path.rfind('/') + 1);
  if (last.find('.') != std::string_view::npos) return nullptr;
  const auto index = files_.find("/index.html");
  return index == files_.end() ? nullptr : index->second;
}

}  // namespace shuniu::http
