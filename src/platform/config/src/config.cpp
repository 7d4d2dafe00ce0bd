#include "shuniu/config/config.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#include <toml.hpp>
#pragma GCC diagnostic pop

#include "shuniu/base/assert.h"

namespace shuniu::config {
namespace {

std::optional<std::int64_t> parse_whole(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// What is wrong with the value, or nothing.
std::optional<Fault> fault_of(const Setting& setting, const std::string& value, const std::string& place) {
  const std::string path = setting.name + " (" + place + ")";
  if (setting.type == Type::whole) {
    const auto number = parse_whole(value);
    if (!number || *number < setting.minimum || *number > setting.maximum) {
      return plain_fault(
          path,
          "a whole number from " + std::to_string(setting.minimum) + " to " + std::to_string(setting.maximum),
          value);
    }
  }
  if (setting.type == Type::boolean && value != "true" && value != "false")
    return plain_fault(path, "true or false", value);
  return std::nullopt;
}

using Flat = std::map<std::string, std::string>;

void flatten(const toml::value& value, const std::string& name, Flat& flat, std::vector<Fault>& faults) {
  if (value.is_table()) {
    for (const auto& [key, inner] : value.as_table())
      flatten(inner, name.empty() ? key : name + "." + key, flat, faults);
  } else if (value.is_string()) {
    flat[name] = value.as_string().str;
  } else if (value.is_integer()) {
    flat[name] = std::to_string(value.as_integer());
  } else if (value.is_boolean()) {
    flat[name] = value.as_boolean() ? "true" : "false";
  } else {
    faults.push_back(plain_fault(name, "text, a whole number, true or false", "another type"));
  }
}

Flat read_toml(const std::string& file, std::vector<Fault>& faults) {
  Flat flat;
  if (file.empty()) return flat;
  if (!std::filesystem::exists(file)) {
    faults.push_back(plain_fault(file, "a readable TOML file", "no such file"));
    return flat;
  }
  try {
    flatten(toml::parse(file), "", flat, faults);
  } catch (const std::exception& error) {  // the library's messages point at the line
    faults.push_back(plain_fault(file, "TOML", error.what()));
  }
  return flat;
}

}  // namespace

std::string environment_name(std::string_view setting) {
  std::string name = "SHUNIU_";
  for (const char c : setting)
    name += c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

Environment process_environment() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
}

Result<Config> Config::load(std::vector<Setting> settings, const Sources& sources) {
  Config config;
  std::vector<Fault> faults;
  const Flat file = read_toml(sources.file, faults);
  for (Setting& setting : settings) {
    Entry entry{setting, setting.built_in, Origin::built_in, ""};
    const auto take = [&](const std::string& value, Origin origin, std::string place) {
      if (auto fault = fault_of(setting, value, place)) return faults.push_back(std::move(*fault));
      entry.value = value;
      entry.origin = origin;
      entry.place = std::move(place);
    };
    if (const auto found = file.find(setting.name); found != file.end())
      take(found->second, Origin::file, sources.file);
    const std::string variable = environment_name(setting.name);
    if (sources.environment) {
      if (const auto value = sources.environment(variable)) take(*value, Origin::environment, variable);
    }
    if (const auto flag = sources.flags.find(setting.name); flag != sources.flags.end()) {
      take(flag->second, Origin::flag, "--" + setting.name);
    }
    config.entries_.emplace(setting.name, std::move(entry));
  }
  for (const auto& [name, value] : file) {
    if (!config.entries_.contains(name))
      faults.push_back(plain_fault(name + " (" + sources.file + ")", "no such setting", value));
  }
  for (const auto& [name, value] : sources.flags) {
    SHUNIU_ASSERT(config.entries_.contains(name), "a flag stands for a declared setting");
  }
  if (!faults.empty()) return refuse_input(std::move(faults));
  return config;
}

const Config::Entry& Config::entry(std::string_view name) const {
  const auto found = entries_.find(name);
  SHUNIU_ASSERT(found != entries_.end(), "only declared settings are asked for");
  return found->second;
}

const std::string& Config::text(std::string_view name) const {
  return entry(name).value;
}

std::int64_t Config::whole(std::string_view name) const {
  return parse_whole(entry(name).value).value_or(0);
}

bool Config::boolean(std::string_view name) const {
  return entry(name).value == "true";
}

std::vector<SettingInForce> Config::in_force() const {
  std::vector<SettingInForce> lines;
  for (const auto& [name, entry] : entries_) {
    const bool hidden = entry.setting.type == Type::secret && !entry.value.empty();
    lines.push_back({name, hidden ? "(set)" : entry.value, entry.origin, entry.place, entry.setting.meaning});
  }
  return lines;
}

}  // namespace shuniu::config
