#include "maintenance.h"

#include <algorithm>

#include "shuniu/telemetry/log.h"

namespace shuniu::wiring {
namespace {

void run_guarded(const Task& task) {
  try {
    task.run();
  } catch (const std::exception& error) {
    telemetry::log(telemetry::Level::error, "maintenance.failed",
                   {{"task", task.name}, {"error", error.what()}});
  }
}

}  // namespace

Maintenance::Maintenance(std::vector<Task> tasks) : tasks_(std::move(tasks)) {}

Maintenance::~Maintenance() {
  stop();
}

void Maintenance::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) { loop(stop); });
}

void Maintenance::stop() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
}

void Maintenance::loop(const std::stop_token& stop) {
  using Time = std::chrono::steady_clock;
  std::vector<Time::time_point> due(tasks_.size(), Time::now());
  while (!stop.stop_requested()) {
    for (std::size_t i = 0; i < tasks_.size() && !stop.stop_requested(); ++i) {
      if (due[i] > Time::now()) continue;
      run_guarded(tasks_[i]);
      due[i] = Time::now() + tasks_[i].every;
    }
    std::unique_lock lock(mutex_);
    wake_.wait_until(lock, stop, *std::min_element(due.begin(), due.end()), [] { return false; });
  }
}

}  // namespace shuniu::wiring
