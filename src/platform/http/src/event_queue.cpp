#include "event_queue.h"

namespace shuniu::http {
namespace {

constexpr std::size_t largest_queue = 512 * 1'024;  // bytes

/// Line breaks would end a field: data goes over several lines, names lose them.
void append_field(std::string& text, std::string_view name, std::string_view value) {
  while (true) {
    const std::size_t end = value.find_first_of("\r\n");
    text += name;
    text += ": ";
    text += value.substr(0, end);
    text += '\n';
    if (end == std::string_view::npos || name != "data") return;
    value.remove_prefix(end + 1);
  }
}

}  // namespace

bool EventQueue::send(std::string_view event, std::string_view id, std::string_view data) {
  std::string text;
  if (!event.empty()) append_field(text, "event", event);
  if (!id.empty()) append_field(text, "id", id);
  append_field(text, "data", data);
  text += '\n';
  const std::lock_guard lock(mutex_);
  return append(text);
}

void EventQueue::send_comment() {
  const std::lock_guard lock(mutex_);
  append(":\n\n");
}

bool EventQueue::append(std::string_view text) {
  if (is_closed_) return false;
  if (!waiting_.empty() && waiting_.size() + text.size() > largest_queue) {
    is_closed_ = true;
    waiting_.clear();
  } else {
    waiting_ += text;
  }
  wake();
  return !is_closed_;
}

void EventQueue::wake() {
  if (is_awake_ || !wake_) return;
  is_awake_ = true;
  wake_();
}

bool EventQueue::has_room() const {
  const std::lock_guard lock(mutex_);
  return !is_closed_ && waiting_.size() < largest_queue / 2;
}

bool EventQueue::closed() const {
  const std::lock_guard lock(mutex_);
  return is_closed_;
}

void EventQueue::close() {
  const std::lock_guard lock(mutex_);
  is_closed_ = true;
  wake();
}

std::string EventQueue::take() {
  const std::lock_guard lock(mutex_);
  is_awake_ = false;
  return std::exchange(waiting_, {});
}

void EventQueue::detach() {
  const std::lock_guard lock(mutex_);
  is_closed_ = true;
  wake_ = nullptr;
}

}  // namespace shuniu::http
