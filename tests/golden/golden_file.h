// golden_file.h - holds a text against a file that is kept, and tells by line what has changed.
//
//   EXPECT_EQ(difference_from("tests/golden/recorded/need.txt", text), "");
//
// With SHUNIU_REWRITE_GOLDEN=1 the file is written instead: look at the difference in version control then.
#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace shuniu::golden {

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// For each pair of places the length of the longest common rest.
inline std::vector<std::vector<int>> common_rests(const std::vector<std::string>& before,
                                                  const std::vector<std::string>& after) {
  std::vector<std::vector<int>> rest(before.size() + 1, std::vector<int>(after.size() + 1, 0));
  for (std::size_t i = before.size(); i-- > 0;) {
    for (std::size_t j = after.size(); j-- > 0;) {
      rest[i][j] = before[i] == after[j] ? rest[i + 1][j + 1] + 1 : std::max(rest[i + 1][j], rest[i][j + 1]);
    }
  }
  return rest;
}

/// "- was" and "+ is" with three lines around them; "" when nothing has changed.
inline std::string difference(const std::string& was, const std::string& is) {
  if (was == is) return "";
  const auto before = lines_of(was), after = lines_of(is);
  const auto rest = common_rests(before, after);
  std::vector<std::string> all;
  std::vector<bool> near;
  const auto add = [&](char mark, const std::string& line) {
    all.push_back(std::string(1, mark) + " " + line);
    near.push_back(mark != ' ');
  };
  std::size_t i = 0, j = 0;
  while (i < before.size() || j < after.size()) {
    const bool same = i < before.size() && j < after.size() && before[i] == after[j];
    const bool removed =
        !same && i < before.size() && (j == after.size() || rest[i + 1][j] >= rest[i][j + 1]);
    add(same ? ' ' : removed ? '-' : '+', same || removed ? before[i] : after[j]);
    if (same || removed) ++i;
    if (same || !removed) ++j;
  }
  std::string told;
  constexpr std::size_t around = 3;
  for (std::size_t line = 0; line < all.size(); ++line) {
    bool shown = false;
    for (std::size_t k = line > around ? line - around : 0; k < all.size() && k <= line + around; ++k) {
      shown = shown || near[k];
    }
    if (shown) told += all[line] + "\n";
    if (!shown && !told.empty() && !told.ends_with("…\n")) told += "…\n";
  }
  return told.empty() ? "only the ends of lines differ\n" : told;
}

inline bool rewrites() {
  const char* wanted = std::getenv("SHUNIU_REWRITE_GOLDEN");
  return wanted != nullptr && std::string(wanted) == "1";
}

inline std::string difference_from(const std::string& file, const std::string& text) {
  if (rewrites()) {
    std::ofstream(file, std::ios::binary) << text;
    return "";
  }
  std::ifstream in(file, std::ios::binary);
  if (!in) return "there is no " + file + "; SHUNIU_REWRITE_GOLDEN=1 writes it\n";
  return difference(std::string(std::istreambuf_iterator<char>(in), {}), text);
}

}  // namespace shuniu::golden
