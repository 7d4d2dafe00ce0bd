#include "connections.h"

namespace shuniu::http {

void Connections::add(const std::shared_ptr<Connection>& connection) {
  const std::lock_guard lock(mutex_);
  live_[connection.get()] = connection;
}

void Connections::remove(const Connection* connection) {
  const std::lock_guard lock(mutex_);
  live_.erase(connection);
}

std::size_t Connections::count() const {
  const std::lock_guard lock(mutex_);
  return live_.size();
}

std::vector<std::shared_ptr<Connection>> Connections::all() const {
  std::vector<std::shared_ptr<Connection>> result;
  const std::lock_guard lock(mutex_);
  result.reserve(live_.size());
  for (const auto& [address, weak] : live_) {
    if (auto connection = weak.lock()) result.push_back(std::move(connection));
  }
  return result;
}

}  // namespace shuniu::http
