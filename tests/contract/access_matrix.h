// access_matrix.h - the rows of access_matrix.txt, and what each kind of reader is to be answered.
//
//   for (const Row& row : access_matrix()) expect(row.cell("rival"), ask(row));
#pragma once

#include <algorithm>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace shuniu::testing {

inline const std::vector<std::string>& matrix_readers() {
  static const std::vector<std::string> names{"stranger", "nobody",  "rival",   "company",      "member",
                                              "reviewer", "officer", "auditor", "administrator"};
  return names;
}

enum class Holds { nothing_private, something_private, either };

struct Cell {
  int status = 0;  // 0: not asked
  Holds holds = Holds::nothing_private;

  bool is_success() const { return (status >= 200 && status < 300) || status == 303; }
};

struct Row {
  std::string method;
  std::string target;  // "/v1/needs/{need:draft}"
  std::string scope;
  std::vector<Cell> cells;
  std::string body;

  bool is_change() const { return method != "GET"; }
  const Cell& cell(const std::string& reader) const {
    const auto& names = matrix_readers();
    return cells.at(static_cast<std::size_t>(std::find(names.begin(), names.end(), reader) - names.begin()));
  }
  /// As the router knows it: "POST /v1/needs/{need}".
  std::string route() const {
    static const std::regex state(":[a-z_0-9]+\\}");
    return method + " " + std::regex_replace(target.substr(0, target.find('?')), state, "}");
  }
};

inline Cell cell_from(const std::string& word) {
  if (word == "-") return {};
  Cell cell{std::stoi(word.substr(0, 3)), Holds::nothing_private};
  if (word.substr(3) == "!")
    cell.holds = Holds::something_private;
  else if (word.substr(3) == "?")
    cell.holds = Holds::either;
  else if (word.size() != 3)
    throw std::runtime_error("no cell of the access matrix: " + word);
  return cell;
}

inline Row row_from(const std::string& line) {
  std::istringstream words(line);
  Row row;
  words >> row.method >> row.target >> row.scope;
  for (std::string word; words >> word;) row.cells.push_back(cell_from(word));
  if (row.cells.size() != matrix_readers().size())
    throw std::runtime_error("one status per reader, please: " + line);
  return row;
}

inline const std::vector<Row>& access_matrix() {
  static const std::vector<Row> rows = [] {
    std::vector<Row> read;
    std::ifstream file(SHUNIU_SOURCE_DIR "/tests/contract/access_matrix.txt");
    for (std::string line; std::getline(file, line);) {
      if (line.empty() || line.front() == '#') continue;
      if (line.front() == ' ')
        read.back().body = line.substr(line.find_first_not_of(' '));
      else
        read.push_back(row_from(line));
    }
    return read;
  }();
  return rows;
}

}  // namespace shuniu::testing
