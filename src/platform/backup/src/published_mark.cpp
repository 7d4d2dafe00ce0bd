#include "shuniu/backup/published_mark.h"

#include <charconv>

#include "shuniu/files/durable.h"

namespace shuniu::backup {

PublishedMark::PublishedMark(std::filesystem::path file) : file_(std::move(file)) {
  if (!std::filesystem::exists(file_)) return;
  const std::string text = files::read_file(file_);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), position_);
  if (error != std::errc()) throw std::runtime_error("no position in " + file_.string());
}

std::int64_t PublishedMark::position() const {
  const std::lock_guard lock(mutex_);
  return position_;
}

std::optional<Reason> PublishedMark::check(std::int64_t journal_last_seq) const {
  const std::lock_guard lock(mutex_);
  if (journal_last_seq >= position_) return std::nullopt;
  return refuse("hub.journal_behind", Kind::precondition,
                {{"journal", std::to_string(journal_last_seq)},
                 {"published", std::to_string(position_)},
                 {"mark", file_.string()}});
}

void PublishedMark::advance(std::int64_t seq) {
  const std::lock_guard lock(mutex_);
  if (seq <= position_) return;
  std::filesystem::create_directories(file_.parent_path());
  files::write_durably(file_, std::to_string(seq) + "\n");
  position_ = seq;
}

}  // namespace shuniu::backup
