// maintenance.h - the hub's recurring work on one thread: expiry, index merges, imports, the published mark.
//
//   Maintenance work({{"market.expiry", 60s, [&] { market.expire_due(today); }}});
//   work.start();  …  work.stop();
//
// Promises: a task that throws is logged and tried again at its next turn; stop() waits for the task that
// runs.
// Does not run tasks in parallel: what may take long gets a Maintenance of its own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace shuniu::wiring {

struct Task {
  std::string name;
  std::chrono::milliseconds every;
  std::function<void()> run;
};

class Maintenance {
 public:
  explicit Maintenance(std::vector<Task> tasks);
  ~Maintenance();
  void start();
  void stop();

 private:
  void loop(const std::stop_token& stop);

  std::vector<Task> tasks_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;
};

}  // namespace shuniu::wiring
