// match.cpp - ranks a file of offers for each need of a file.
#include "shuniu/search/match_files.h"

#include <filesystem>
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
  if (counts->needs_without_terms > 0)
    std::cerr << counts->needs_without_terms << " needs hold no word to search for\n";
  return done;
}

/// Written beside and put in place when whole: a refusal leaves the earlier ranking as it was, and the file
/// may be one of those that are read.
int match_into_file(const MatchOptions& options, std::istream& needs, std::istream& offers) {
  const std::string beside = options.out + ".part";
  std::ofstream out(beside, std::ios::binary | std::ios::trunc);
  if (!out) return cannot("write to", beside);
  const int code = match_into(options, needs, offers, out);
  out.close();
  std::error_code outcome;
  if (code == done && out && std::cout.flush()) {
    std::filesystem::rename(beside, options.out, outcome);
    if (!outcome) return done;
  }
  std::error_code ignored;
  std::filesystem::remove(beside, ignored);
  return code != done ? code : cannot("write to", options.out);
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
  return match_into_file(options, needs, offers);
}

}  // namespace shuniu::cli
