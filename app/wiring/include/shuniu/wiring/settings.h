// settings.h - every setting of the hub, declared once: name, type, default, bounds, meaning.
#pragma once

#include <vector>

#include "shuniu/config/config.h"

namespace shuniu::wiring {

const std::vector<config::Setting>& settings();

}  // namespace shuniu::wiring
