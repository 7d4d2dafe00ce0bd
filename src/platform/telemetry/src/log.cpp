#include "shuniu/telemetry/log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <atomic>
#include <memory>
#include <mutex>

#include "json_line.h"
#include "shuniu/base/instant.h"

namespace shuniu::telemetry {
namespace {

constexpr std::string_view level_names[] = {"debug", "info", "warning", "error"};
constexpr spdlog::level::level_enum spdlog_levels[] = {spdlog::level::debug, spdlog::level::info,
                                                       spdlog::level::warn, spdlog::level::err};

std::atomic<Level> lowest_level{Level::info};
std::mutex logger_mutex;

std::shared_ptr<spdlog::logger> make_logger(spdlog::sink_ptr sink) {
  auto logger = std::make_shared<spdlog::logger>("shuniu", std::move(sink));
  logger->set_pattern("%v");
  logger->set_level(spdlog::level::debug);
  return logger;
}

/// The logger in use; replaced only by set_receiver.
std::shared_ptr<spdlog::logger>& current_logger() {
  static auto logger = make_logger(std::make_shared<spdlog::sinks::stderr_sink_mt>());
  return logger;
}

std::shared_ptr<spdlog::logger> logger_in_use() {
  const std::lock_guard lock(logger_mutex);
  return current_logger();
}

/// Hands each line to a function.
class ReceiverSink final : public spdlog::sinks::sink {
 public:
  explicit ReceiverSink(std::function<void(std::string_view)> receiver) : receiver_(std::move(receiver)) {}
  void log(const spdlog::details::log_msg& message) override {
    const std::lock_guard lock(mutex_);
    receiver_(std::string_view(message.payload.data(), message.payload.size()));
  }
  void flush() override {}
  void set_pattern(const std::string&) override {}
  void set_formatter(std::unique_ptr<spdlog::formatter>) override {}

 private:
  std::mutex mutex_;
  std::function<void(std::string_view)> receiver_;
};

}  // namespace

void log(Level level, std::string_view event, std::initializer_list<Field> fields) {
  if (level < lowest_level.load(std::memory_order_relaxed)) return;
  const auto position = static_cast<std::size_t>(level);
  std::string line = "{\"at\":";
  append_json_text(line, to_text(SystemClock().now()));
  line += ",\"level\":";
  append_json_text(line, level_names[position]);
  line += ",\"event\":";
  append_json_text(line, event);
  for (const Field& field : fields) {
    line += ',';
    append_json_text(line, field.name);
    line += ':';
    append_json_value(line, field);
  }
  line += '}';
  logger_in_use()->log(spdlog_levels[position], spdlog::string_view_t(line.data(), line.size()));
}

void set_level(Level lowest) {
  lowest_level = lowest;
}

void set_receiver(std::function<void(std::string_view line)> receiver) {
  spdlog::sink_ptr sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  if (receiver) sink = std::make_shared<ReceiverSink>(std::move(receiver));
  const std::lock_guard lock(logger_mutex);
  current_logger() = make_logger(std::move(sink));
}

}  // namespace shuniu::telemetry
