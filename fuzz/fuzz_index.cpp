// fuzz_index.cpp - any bytes as the manifest or a segment of an index: refused by name, or opened and
// searched.
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include "shuniu/base/assert.h"
#include "shuniu/search/index.h"

namespace {

namespace fs = std::filesystem;
using shuniu::search::Index;

/// A sound index of two documents, made once per process.
const fs::path& sound() {
  static const fs::path folder = [] {
    const fs::path made = fs::temp_directory_path() / ("fuzz_index." + std::to_string(::getpid()));
    auto index = Index::create(made / "sound").value();
    index->put(shuniu::search::analyzed("a", {.title = "固态锂电池", .body = "300 Wh/kg"}));
    index->put(shuniu::search::analyzed("b", {.title = "pump", .body = "5 MPa"}));
    index->commit(7);
    return made;
  }();
  return folder;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const fs::path damaged = sound() / "damaged";
  fs::remove_all(damaged);
  fs::copy(sound() / "sound", damaged);
  std::size_t number = data[0], files = 0;
  for (const auto& entry : fs::directory_iterator(damaged)) {
    if (files++ != number % 2) continue;
    std::ofstream(entry.path(), std::ios::binary)
        .write(reinterpret_cast<const char*>(data) + 1, static_cast<std::streamsize>(size - 1));
  }
  const auto opened = Index::open(damaged);
  if (!opened) {
    SHUNIU_ASSERT(opened.error().key.starts_with("search.index_"), "a damaged index is refused by name");
    return 0;
  }
  shuniu::search::Query query;
  query.terms = {{"pump", 1}};
  (void)(*opened)->snapshot()->search(query);
  return 0;
}
