// settings.h - every setting of the hub, declared once: name, type, default, bounds, meaning.
#pragma once

#include <vector>

#include "shuniu/config/config.h"

namespace shuniu::wiring {

const std::vector<config::Setting>& settings();

/// What no single bound says: who waits for a password's hash holds a worker, and half of them must stay free
/// (hub.too_many_sign_ins).
Result<Done> check_settings(const config::Config& config);

}  // namespace shuniu::wiring
