// log.h - one JSON object per line on stderr: what happened, with named values.
//
//   telemetry::log(telemetry::Level::warning, "journal.set_aside", {{"subscriber", name}, {"seq", seq}});
//   //
//   {"at":"2026-11-24T03:27:55.000123Z","level":"warning","event":"journal.set_aside",
//    "subscriber":"market","seq":7}
//
// Promises: one line per call whatever the values hold (control characters and invalid UTF-8 are escaped);
// any thread. Does not hide secrets: never pass a password, a cookie or a key.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace shuniu::telemetry {

enum class Level { debug, info, warning, error };

/// A named value of a log line.
struct Field {
  std::string_view name;
  std::variant<std::string_view, std::int64_t, bool> value;

  Field(std::string_view field, std::string_view text) : name(field), value(text) {}
  Field(std::string_view field, const std::string& text) : name(field), value(std::string_view(text)) {}
  Field(std::string_view field, const char* text) : name(field), value(std::string_view(text)) {}
  Field(std::string_view field, std::int64_t number) : name(field), value(number) {}
  Field(std::string_view field, int number) : name(field), value(std::int64_t{number}) {}
  Field(std::string_view field, std::size_t number) : name(field), value(static_cast<std::int64_t>(number)) {}
  Field(std::string_view field, bool flag) : name(field), value(flag) {}
};

void log(Level level, std::string_view event, std::initializer_list<Field> fields = {});

/// Lines below this level are dropped; `info` at start.
void set_level(Level lowest);
/// Sends the lines elsewhere (tests); an empty function sends them to stderr again.
void set_receiver(std::function<void(std::string_view line)> receiver);

}  // namespace shuniu::telemetry
