// messages.h - the words for refusals, one file per language: rulebook/messages/{zh,en}.tsv.
//
//   http::use_messages(http::Messages::from_folder("rulebook/messages"));    // once, before serving
//   std::string title = http::messages().title("input.invalid", "en");
//   std::string expected = http::messages().expected(fault, "zh");           // 应为 1 到 200 个字
//
// A line is  key <TAB> text ; "{name}" in the text stands for the detail of that name, or, where the text
// `name.value` is there, for that one: {list} of "regions" becomes the text of `list.regions`. "#" begins a
// comment line. Promises: a key without text is its own text; a language without the key falls back to
// English; safe from any thread. Does not hold anything that a program may depend on: keys are stable,
// wording is not.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "shuniu/base/result.h"

namespace shuniu::http {

class Messages {
 public:
  /// Reads every <language>.tsv of the folder; throws std::runtime_error on an unreadable folder or a doubled
  /// key.
  static Messages from_folder(const std::string& folder);

  void add(const std::string& language, std::string key, std::string text);
  std::string title(std::string_view key, const std::string& language, const Details& details = {}) const;
  /// What a fault expected, in words.
  std::string expected(const Fault& fault, const std::string& language) const;
  std::vector<std::string> keys(const std::string& language) const;

 private:
  using Texts = std::map<std::string, std::string, std::less<>>;
  static std::string filled(const std::string& text, const Details& details, const Texts& texts);

  std::map<std::string, Texts> texts_;  // by language
};

void use_messages(Messages messages);
const Messages& messages();

}  // namespace shuniu::http
