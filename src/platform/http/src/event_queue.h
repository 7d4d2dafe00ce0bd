// event_queue.h - the sink of one event stream: a bounded queue of text between any thread and its
// connection.
#pragma once

#include <functional>
#include <mutex>
#include <string>

#include "shuniu/http/router.h"

namespace shuniu::http {

class EventQueue final : public EventSink {
 public:
  /// `wake` is called, at most once per take, when there is something to do; never after detach().
  explicit EventQueue(std::function<void()> wake) : wake_(std::move(wake)) {}

  bool send(std::string_view event, std::string_view id, std::string_view data) override;
  bool has_room() const override;
  bool closed() const override;
  void close() override;

  void send_comment();
  /// What waits, all at once; then the next one that sends wakes again.
  std::string take();
  /// The connection is gone: nobody is woken any more.
  void detach();

 private:
  bool append(std::string_view text);
  void wake();

  mutable std::mutex mutex_;
  std::function<void()> wake_;
  std::string waiting_;
  bool is_closed_ = false;
  bool is_awake_ = false;
};

}  // namespace shuniu::http
