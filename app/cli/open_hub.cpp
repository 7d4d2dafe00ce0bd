#include "open_hub.h"

#include "shuniu/wiring/settings.h"

namespace shuniu::cli {

std::optional<config::Config> load_settings(const SettingFlags& settings) {
  auto config = config::Config::load(wiring::settings(),
                                     {settings.file, config::process_environment(), settings.flags});
  if (!config) {
    print_reason(config.error());
    return std::nullopt;
  }
  return std::move(*config);
}

std::unique_ptr<wiring::Console> open_console(const SettingFlags& settings) {
  const auto config = load_settings(settings);
  if (!config) return nullptr;
  auto console = wiring::Console::open(*config);
  if (!console) {
    print_reason(console.error());
    return nullptr;
  }
  return std::move(*console);
}

std::unique_ptr<wiring::Hub> open_hub(const SettingFlags& settings) {
  const auto config = load_settings(settings);
  if (!config) return nullptr;
  const auto alone = wiring::Console::require_no_server(*config);
  auto hub = alone ? wiring::Hub::open(*config) : alone.error();
  if (!hub) {
    print_reason(hub.error());
    return nullptr;
  }
  return std::move(*hub);
}

}  // namespace shuniu::cli
