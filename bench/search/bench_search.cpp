// bench_search - ours beside Xapian and SQLite FTS5 on the same documents and terms, in one run on one core.
//
//   bench_search DOCUMENTS.tsv SLOW_QUERIES QUERIES.tsv...
//   bench_search --quality FOLDER    (ccf, sbir, cisi, cacm with needs, results, judgements: see quality.h)
//
// DOCUMENTS and QUERIES: id, tab, terms separated by spaces. Ours runs every query, the peers the first
// SLOW_QUERIES of each file. Prints, per engine, index time and size, and per file the queries per
// cpu-second, p50 and p99, the ratio to each peer on the queries that both ran, and the resident memory of
// ours.
#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "engines.h"
#include "quality.h"

namespace {

using shuniu::bench::SearchEngine;
using shuniu::bench::Terms;

double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

struct Line {
  std::string_view id;
  Terms terms;
};

Line parse(std::string_view text) {
  const std::size_t tab = text.find('\t');
  Line line{text.substr(0, tab), {}};
  text.remove_prefix(tab + 1);
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    if (space > 0) line.terms.push_back(text.substr(0, space));
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return line;
}

std::string read_file(const std::string& name) {
  std::ifstream in(name, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + name);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<Line> parse_all(const std::string& text) {
  std::vector<Line> lines;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    lines.push_back(parse(std::string_view(text).substr(from, end - from)));
    from = end + 1;
  }
  return lines;
}

std::uint64_t resident_mebibytes() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t pages = 0, resident = 0;
  statm >> pages >> resident;
  return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) >> 20;
}

void index_all(SearchEngine& engine, const std::string& documents) {
  std::ifstream in(documents);
  double spent = 0;  // reading and splitting lines is the same for all, and not counted
  for (std::string text; std::getline(in, text);) {
    const Line line = parse(text);
    const double begin = cpu_seconds();
    engine.add(line.id, line.terms);
    spent += cpu_seconds() - begin;
  }
  const double begin = cpu_seconds();
  engine.finish();
  spent += cpu_seconds() - begin;
  std::printf("%-7s index %8.1f cpu-s %8.1f MB\n", engine.name(), spent,
              static_cast<double>(engine.bytes()) / 1e6);
}

/// Seconds of each query.
std::vector<double> run(SearchEngine& engine, const std::vector<Line>& queries, std::size_t count) {
  std::vector<double> times;
  std::string best;
  std::size_t hits = 0;
  for (std::size_t i = 0; i < std::min(count, queries.size()); ++i) {
    const double begin = cpu_seconds();
    hits += engine.search(queries[i].terms, best);
    times.push_back(cpu_seconds() - begin);
  }
  if (hits == 0) throw std::runtime_error("no query found anything");
  return times;
}

double sum_of_first(const std::vector<double>& times, std::size_t count) {
  double sum = 0;
  for (std::size_t i = 0; i < std::min(count, times.size()); ++i) sum += times[i];
  return sum;
}

void report(const char* name, std::vector<double> times) {
  const double rate = static_cast<double>(times.size()) / sum_of_first(times, times.size());
  std::sort(times.begin(), times.end());
  const double p50 = times[times.size() / 2], p99 = times[(times.size() - 1) * 99 / 100];
  std::printf("%-7s %5zu queries %10.1f per cpu-s   p50 %8.2f ms   p99 %8.2f ms\n", name, times.size(), rate,
              p50 * 1e3, p99 * 1e3);
}

void compare(const std::string& file, std::size_t slow, SearchEngine& ours,
             const std::vector<std::unique_ptr<SearchEngine>>& peers) {
  const std::string text = read_file(file);
  const std::vector<Line> queries = parse_all(text);
  std::size_t terms = 0;
  for (const Line& query : queries) terms += query.terms.size();
  std::printf("\n%s: %zu queries of %.1f terms\n", std::filesystem::path(file).filename().c_str(),
              queries.size(), static_cast<double>(terms) / static_cast<double>(queries.size()));
  run(ours, queries, 50);  // pages and caches, for each alike
  const std::vector<double> mine = run(ours, queries, queries.size());
  report(ours.name(), mine);
  for (const auto& peer : peers) {
    run(*peer, queries, std::min<std::size_t>(slow, 5));
    const std::vector<double> theirs = run(*peer, queries, slow);
    report(peer->name(), theirs);
    const double ratio = sum_of_first(theirs, theirs.size()) / sum_of_first(mine, theirs.size());
    std::printf("        ratio %.1f x %s\n", ratio, peer->name());
  }
}

}  // namespace

int main(int count, char** words) {
  if (count == 3 && std::string_view(words[1]) == "--quality") {
    shuniu::bench::report_quality(words[2]);
    return 0;
  }
  if (count < 4) {
    std::fprintf(stderr,
                 "bench_search DOCUMENTS.tsv SLOW_QUERIES QUERIES.tsv...\nbench_search --quality FOLDER\n");
    return 2;
  }
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(0, &one);
  sched_setaffinity(0, sizeof one, &one);
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  const auto folder = std::filesystem::temp_directory_path() / ("bench_search." + std::to_string(getpid()));
  std::vector<std::unique_ptr<SearchEngine>> peers;
  const auto place = [&folder](const char* name) {
    std::filesystem::create_directories(folder / name);
    return (folder / name).string();
  };
  {
    const auto ours = shuniu::bench::make_shuniu(place("shuniu"));
    index_all(*ours, words[1]);
    std::printf("shuniu  resident %llu MiB\n", static_cast<unsigned long long>(resident_mebibytes()));
    peers.push_back(shuniu::bench::make_xapian(place("xapian")));
    peers.push_back(shuniu::bench::make_fts5(place("fts5")));
    for (const auto& peer : peers) index_all(*peer, words[1]);
    for (int i = 3; i < count; ++i) compare(words[i], std::stoul(words[2]), *ours, peers);
    peers.clear();
  }
  std::filesystem::remove_all(folder);
  return 0;
}
