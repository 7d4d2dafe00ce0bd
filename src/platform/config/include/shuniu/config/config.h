// config.h - settings from flags, environment and one TOML file, and where each came from.
//
//   const Sources sources{.file = "hub.toml", .environment = process_environment(), .flags = {}};
//   Config config = Config::load({{"http.port", Type::whole, "8080", "Port", 1, 65535}}, sources).value();
//   config.whole("http.port");
//   for (const SettingInForce& line : config.in_force()) …      // `shuniu config` prints these
//
// Promises
//   - flags > environment (SHUNIU_HTTP_PORT) > file > built-in default; every setting has exactly one origin.
//   - All faults are reported together: unknown names, wrong types, values out of bounds, each with its
//     place.
//   - Secrets are never printed: in_force shows "(set)".
// Does not reload; asking for a setting that was not declared is a broken invariant.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shuniu/base/describe.h"
#include "shuniu/base/result.h"

namespace shuniu::config {

enum class Type { text, whole, boolean, secret };

struct Setting {
  std::string name;  // "http.port"
  Type type = Type::text;
  std::string built_in;
  std::string meaning;
  std::int64_t minimum = 0;
  std::int64_t maximum = INT64_MAX;
};

enum class Origin { built_in, file, environment, flag };
SHUNIU_DESCRIBE_ENUM(Origin, built_in, file, environment, flag)

struct SettingInForce {
  std::string name;
  std::string value;
  Origin origin = Origin::built_in;
  std::string place;  // "hub.toml", "SHUNIU_HTTP_PORT", "--port"
  std::string meaning;
};
SHUNIU_DESCRIBE(SettingInForce, name, value, origin, place, meaning)

using Environment = std::function<std::optional<std::string>(const std::string& name)>;

struct Sources {
  std::string file;  // "" reads none; a named file that is missing is a fault
  Environment environment;
  std::map<std::string, std::string> flags;  // by name of the setting
};

class Config {
 public:
  static Result<Config> load(std::vector<Setting> settings, const Sources& sources);
  const std::string& text(std::string_view name) const;
  std::int64_t whole(std::string_view name) const;
  bool boolean(std::string_view name) const;
  std::vector<SettingInForce> in_force() const;

 private:
  struct Entry {
    Setting setting;
    std::string value;
    Origin origin = Origin::built_in;
    std::string place;
  };
  const Entry& entry(std::string_view name) const;
  std::map<std::string, Entry, std::less<>> entries_;
};

Environment process_environment();
/// "http.port" -> "SHUNIU_HTTP_PORT"
std::string environment_name(std::string_view setting);

}  // namespace shuniu::config
