#include "shuniu/backup/published_mark.h"

#include <algorithm>
#include <charconv>

#include "shuniu/files/durable.h"

namespace shuniu::backup {

namespace {

std::int64_t position_in(const std::filesystem::path& file) {
  if (file.empty() || !std::filesystem::exists(file)) return 0;
  const std::string text = files::read_file(file);
  std::int64_t position = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), position);
  if (error != std::errc()) throw std::runtime_error("no position in " + file.string());
  return position;
}

void write_position(const std::filesystem::path& file, std::int64_t seq) {
  if (file.empty()) return;
  std::filesystem::create_directories(file.parent_path());
  files::write_durably(file, std::to_string(seq) + "\n");
}

}  // namespace

PublishedMark::PublishedMark(std::filesystem::path file, std::filesystem::path copy)
    : file_(std::move(file)),
      copy_(std::move(copy)),
      position_(std::max(position_in(file_), position_in(copy_))) {}

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
                 {"mark", file_.string()},
                 {"copy", copy_.string()}});
}

void PublishedMark::advance(std::int64_t seq) {
  const std::lock_guard lock(mutex_);
  if (seq <= position_) return;
  write_position(file_, seq);
  write_position(copy_, seq);
  position_ = seq;
}

}  // namespace shuniu::backup
