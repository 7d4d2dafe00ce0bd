#include "shuniu/market/market.h"

#include <fstream>
#include <stdexcept>

#include "context.h"

namespace shuniu::market {

Market::Market(database::Database& database, Catalogue& catalogue, Directory& directory, Files& files,
               const codelist::CodeBook& codes, const Clock& clock, MarketOptions options)
    : parts_(std::make_unique<Parts>(
          Context{database, catalogue, directory, files, codes, clock, std::move(options)})) {}

Market::~Market() = default;

std::vector<std::string> load_secrecy_marks(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line) || line.substr(0, line.find('\t')) != "mark") {
    throw std::runtime_error("no table of secrecy marks: " + path);
  }
  std::vector<std::string> marks;
  while (std::getline(file, line)) {
    std::string mark = line.substr(0, line.find('\t'));
    if (!mark.empty()) marks.push_back(std::move(mark));
  }
  return marks;
}

}  // namespace shuniu::market
