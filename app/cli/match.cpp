// match.cpp - ranks a file of offers for each need of a file.
#include "shuniu/search/match_files.h"

#include <fstream>
#include <iostream>

#include "commands.h"

namespace shuniu::cli {

namespace {

constexpr int done = 0;
constexpr int refused = 1;

int cannot(const char* what, const std::string& file) {
  std::cerr << "shuniu match: cannot " << what << " " << file << "\n";
  return refused;
}

/// The ranking goes to `ranking`; with reasons wanted, they go to standard output.
int match_into(const MatchOptions& options, std::istream& needs, std::istream& offers,
               std::ostream& ranking) {
  std::ostream* reasons = options.explain ? &std::cout : nullptr;
  const auto counts = search::match_files(needs, offers, {.top = options.top}, ranking, reasons);
  if (!counts) {
    print_reason(counts.error());
    return refused;
  }
  std::cerr << counts->needs << " needs, " << counts->offers << " offers, " << counts->lines << " lines\n";
  return done;
}

}  // namespace

// With --explain, standard output carries the reasons (each has its need, offer, rank and score), and the
// ranking is written only where --out asks for it: the two never mix.
int match(const MatchOptions& options) {
  std::ifstream needs(options.needs, std::ios::binary);
  if (!needs) return cannot("read", options.needs);
  std::ifstream offers(options.offers, std::ios::binary);
  if (!offers) return cannot("read", options.offers);
  const bool to_file = !options.out.empty() && options.out != "-";
  if (!to_file) {
    std::ostream nowhere(nullptr);
    const int code = match_into(options, needs, offers, options.explain ? nowhere : std::cout);
    return std::cout.flush() ? code : cannot("write to", "standard output");
  }
  std::ofstream out(options.out, std::ios::binary | std::ios::trunc);
  if (!out) return cannot("write to", options.out);
  const int code = match_into(options, needs, offers, out);
  return out.flush() && std::cout.flush() ? code : cannot("write to", options.out);
}

}  // namespace shuniu::cli
