// workers.h - a bounded pool of threads for work that may block.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace shuniu::http {

class Workers {
 public:
  using Task = std::function<void()>;

  Workers(std::size_t threads, std::size_t queue);
  ~Workers();
  /// False, at once, when the queue is full or the pool is stopping. A task must not throw.
  bool submit(Task task);
  std::size_t waiting() const;
  /// Finishes what was submitted and joins.
  void stop();

 private:
  void run();

  const std::size_t queue_limit_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Task> queue_;
  bool is_stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace shuniu::http
