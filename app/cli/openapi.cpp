#include <unistd.h>

#include <filesystem>
#include <iostream>

#include "commands.h"
#include "open_hub.h"
#include "shuniu/http/openapi.h"

namespace shuniu::cli {
namespace {

/// A hub in a folder of its own that goes when the command ends: the routes need their modules, nothing else
/// does.
class PassingFolder {
 public:
  PassingFolder()
      : path_(std::filesystem::temp_directory_path() / ("shuniu-openapi-" + std::to_string(::getpid()))) {}
  ~PassingFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  PassingFolder(const PassingFolder&) = delete;
  PassingFolder& operator=(const PassingFolder&) = delete;
  std::string text() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace

int print_openapi() {
  const PassingFolder folder;
  const auto hub = open_hub({"", {{"data", folder.text()}}});
  if (!hub) return 1;
  std::cout << http::openapi(hub->router());
  return 0;
}

}  // namespace shuniu::cli
