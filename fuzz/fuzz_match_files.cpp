// fuzz_match_files.cpp - any bytes as the files of `shuniu match`: refused by line, or ranked.
#include <cstdint>
#include <sstream>
#include <string>

#include "shuniu/base/assert.h"
#include "shuniu/search/match_files.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  std::istringstream needs(bytes), offers(bytes);
  std::ostringstream ranking, reasons;
  const auto done = shuniu::search::match_files(needs, offers, {.top = 5}, ranking, &reasons);
  if (!done) {
    SHUNIU_ASSERT(!done.error().faults.empty(), "a refusal says where");
    SHUNIU_ASSERT(ranking.str().empty() && reasons.str().empty(), "nothing is written when a file is faulty");
  }
  return 0;
}
