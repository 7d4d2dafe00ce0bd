// messages.h - the words for refusals, one file per language: rulebook/messages/{zh,en}.tsv.
//
//   http::use_messages(http::Messages::from_folder("rulebook/messages"));    // once, before serving
//   std::string title = http::messages().title("input.invalid", "en");
//
// A line is  key <TAB> text ; "{name}" in the text stands for the detail of that name. "#" begins a comment
// line. Promises: a key without text is its own text; a language without the key falls back to English; safe
// from any thread. Does not hold anything that a program may depend on: keys are stable, wording is not.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shuniu::http {

class Messages {
 public:
  /// Reads every <language>.tsv of the folder; throws std::runtime_error on an unreadable folder or a doubled
  /// key.
  static Messages from_folder(const std::string& folder);

  void add(const std::string& language, std::string key, std::string text);
  std::string title(std::string_view key, const std::string& language,
                    const std::vector<std::pair<std::string, std::string>>& details = {}) const;
  std::vector<std::string> keys(const std::string& language) const;

 private:
  std::map<std::string, std::map<std::string, std::string, std::less<>>> texts_;  // by language
};

void use_messages(Messages messages);
const Messages& messages();

}  // namespace shuniu::http
