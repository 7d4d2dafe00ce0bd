#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "shuniu/base/assert.h"
#include "shuniu/codelist/code_list.h"

namespace shuniu::codelist {
namespace {

std::vector<std::filesystem::path> list_files(const std::string& directory) {
  std::vector<std::filesystem::path> files;
  std::error_code problem;
  for (const auto& entry : std::filesystem::directory_iterator(directory, problem)) {
    if (entry.path().extension() == ".tsv") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Result<std::string> read_file(const std::filesystem::path& path) {
  const std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file || !text) return refuse("codelist.unreadable", Kind::unavailable, {{"file", path.string()}});
  return std::move(text).str();
}

void require_parents(const std::string& name, const CodeList& list, const CodeList* parents,
                     std::vector<Fault>& faults) {
  const std::string& parents_list = list.parents_list();
  if (!parents) {
    faults.push_back(
        plain_fault(name + ".tsv: line 1", "a list \"" + parents_list + "\" beside it", "no such list"));
    return;
  }
  for (const Code& code : list.codes()) {
    if (code.parent.empty() || parents->find(code.parent)) continue;
    faults.push_back(plain_fault(name + ".tsv: " + code.code + ".parent", "a code of " + parents_list,
                                 "\"" + code.parent + "\""));
  }
}

}  // namespace

Result<CodeBook> CodeBook::load(const std::string& directory) {
  CodeBook book;
  std::vector<Fault> faults;
  for (const auto& path : list_files(directory)) {
    const Result<std::string> text = read_file(path);
    if (!text) return text.error();
    Result<CodeList> list = CodeList::parse(*text);
    if (list) {
      book.lists_.emplace(path.stem().string(), std::move(*list));
      continue;
    }
    for (const Fault& fault : list.error().faults) {
      faults.push_back(fault);
      faults.back().path = path.filename().string() + ": " + fault.path;
    }
  }
  for (const auto& [name, list] : book.lists_) {
    if (list.parents_list().empty()) continue;
    const auto parents = book.lists_.find(list.parents_list());
    require_parents(name, list, parents == book.lists_.end() ? nullptr : &parents->second, faults);
  }
  if (!faults.empty()) return Reason("codelist.invalid", Kind::invalid, std::move(faults));
  if (book.lists_.empty())
    return refuse("codelist.unreadable", Kind::unavailable, {{"directory", directory}});
  return book;
}

const CodeList& CodeBook::list(std::string_view name) const {
  const auto found = lists_.find(name);
  SHUNIU_ASSERT(found != lists_.end(), "a code list that the program asks for is in the rulebook");
  return found->second;
}

std::vector<std::string> CodeBook::names() const {
  std::vector<std::string> names;
  for (const auto& [name, list] : lists_) names.push_back(name);
  return names;
}

void CodeBook::require(std::string_view name, std::string_view code, std::string path,
                       std::vector<Fault>& faults) const {
  if (list(name).find(code)) return;
  faults.push_back({std::move(path), "fault.code", {{"list", std::string(name)}}, shortened(code)});
}

}  // namespace shuniu::codelist
