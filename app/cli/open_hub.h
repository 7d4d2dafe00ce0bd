// open_hub.h - settings, hub and console for a command; prints why when they cannot be had.
//
//   auto console = open_console(settings);     // also while a server holds the hub
//   if (!console) return 1;
#pragma once

#include <memory>
#include <optional>

#include "commands.h"
#include "shuniu/wiring/console.h"

namespace shuniu::cli {

std::optional<config::Config> load_settings(const SettingFlags& settings);
std::unique_ptr<wiring::Console> open_console(const SettingFlags& settings);
/// Opens the hub here, for what only a stopped one can bear; refused while a server runs.
std::unique_ptr<wiring::Hub> open_hub(const SettingFlags& settings);

}  // namespace shuniu::cli
