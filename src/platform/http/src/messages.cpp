#include "shuniu/http/messages.h"

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace shuniu::http {
namespace {

Messages& messages_in_use() {
  static auto* const instance = new Messages;  // outlives every thread
  return *instance;
}

}  // namespace

Messages Messages::from_folder(const std::string& folder) {
  Messages result;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".tsv") continue;
    std::ifstream file(entry.path());
    if (!file) throw std::runtime_error("cannot read " + entry.path().string());
    for (std::string line; std::getline(file, line);) {
      if (line.empty() || line.front() == '#') continue;
      const std::size_t tab = line.find('\t');
      if (tab == std::string::npos) throw std::runtime_error(entry.path().string() + ": no tab in: " + line);
      result.add(entry.path().stem().string(), line.substr(0, tab), line.substr(tab + 1));
    }
  }
  return result;
}

void Messages::add(const std::string& language, std::string key, std::string text) {
  const auto [place, is_new] = texts_[language].emplace(std::move(key), std::move(text));
  if (!is_new) throw std::runtime_error("message given twice: " + language + " " + place->first);
}

std::string Messages::filled(const std::string& text, const Details& details, const Texts& texts) {
  std::string result = text;
  for (const auto& [name, value] : details) {
    const std::string place = "{" + name + "}";
    const auto named = texts.find(name + "." + value);
    const std::string& shown = named == texts.end() ? value : named->second;
    for (std::size_t at = result.find(place); at != std::string::npos;
         at = result.find(place, at + shown.size())) {
      result.replace(at, place.size(), shown);
    }
  }
  return result;
}

std::string Messages::title(std::string_view key, const std::string& language, const Details& details) const {
  for (const std::string& candidate : {language, std::string("en")}) {
    const auto texts = texts_.find(candidate);
    if (texts == texts_.end()) continue;
    const auto text = texts->second.find(key);
    if (text != texts->second.end()) return filled(text->second, details, texts->second);
  }
  return std::string(key);
}

std::string Messages::expected(const Fault& fault, const std::string& language) const {
  // The words of an operator's fault are its one value: they are needed before any file of words is read.
  if (fault.key == plain_fault_key && !fault.values.empty()) return fault.values.front().second;
  return title(fault.key, language, fault.values);
}

std::vector<std::string> Messages::keys(const std::string& language) const {
  std::vector<std::string> result;
  const auto texts = texts_.find(language);
  if (texts == texts_.end()) return result;
  for (const auto& [key, text] : texts->second) result.push_back(key);
  return result;
}

void use_messages(Messages given) {
  messages_in_use() = std::move(given);
}

const Messages& messages() {
  return messages_in_use();
}

}  // namespace shuniu::http
