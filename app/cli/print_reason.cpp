#include <iostream>

#include "commands.h"
#include "shuniu/http/messages.h"

namespace shuniu::cli {

std::string got_in_words(const std::string& got) {
  return got.empty() ? "" : ", got " + got;
}

void print_reason(const Reason& reason) {
  std::cerr << "shuniu: " << reason.key;
  const std::string words = http::messages().title(reason.key, "en", reason.details);
  if (words != reason.key) std::cerr << ": " << words;
  std::cerr << "\n";
  for (const auto& [name, value] : reason.details) std::cerr << "  " << name << ": " << value << "\n";
  for (const Fault& fault : reason.faults) {
    std::cerr << "  " << (fault.path.empty() ? "(whole)" : fault.path) << ": expected "
              << http::messages().expected(fault, "en") << got_in_words(fault.got) << "\n";
  }
}

}  // namespace shuniu::cli
