// json_line.h - just enough JSON to write a log line (telemetry stands below platform/json).
#pragma once

#include <string>
#include <string_view>

#include "shuniu/telemetry/log.h"

namespace shuniu::telemetry {

/// A JSON string literal; what is not UTF-8 becomes U+FFFD.
void append_json_text(std::string& line, std::string_view text);
void append_json_value(std::string& line, const Field& field);

}  // namespace shuniu::telemetry
