// open_hub.h - settings and hub for a command; prints why when they cannot be had.
//
//   auto hub = open_hub(settings);
//   if (!hub) return 1;
#pragma once

#include <memory>
#include <optional>

#include "commands.h"
#include "shuniu/wiring/hub.h"

namespace shuniu::cli {

std::optional<config::Config> load_settings(const SettingFlags& settings);
std::unique_ptr<wiring::Hub> open_hub(const SettingFlags& settings);

}  // namespace shuniu::cli
