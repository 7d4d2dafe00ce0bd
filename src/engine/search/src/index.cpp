#include "shuniu/search/index.h"

#include <algorithm>
#include <mutex>
#include <system_error>

#include "file.h"
#include "manifest.h"
#include "merge.h"
#include "segment_writer.h"
#include "snapshot.h"

namespace shuniu::search {

namespace {

constexpr std::size_t longest_id = 255;
constexpr std::size_t most_in_memory = 8;  // segments; more are joined

// A segment and what the writer has erased in it since it was last made visible.
class OwnedSegment {
 public:
  OwnedSegment(std::shared_ptr<const Segment> segment, std::uint64_t number)
      : view_(view_of(std::move(segment))), number_(number) {}

  [[nodiscard]] std::uint64_t number() const { return number_; }  // of its file; 0: in memory
  [[nodiscard]] const SegmentView& view() const { return view_; }
  [[nodiscard]] const Segment& segment() const { return *view_.segment; }
  [[nodiscard]] std::uint64_t erased() const { return erased_.count; }
  [[nodiscard]] std::uint64_t live() const { return segment().documents() - erased_.count; }
  [[nodiscard]] const Bitmap& erased_bits() const { return erased_.bits; }

  bool erase(std::string_view id) {
    const auto doc = segment().doc_of(id);
    return doc && erase(*doc);
  }

  bool erase(Doc doc) {
    if (erased_.bits.empty()) erased_.bits.resize((std::size_t{segment().documents()} + 63) / 64);
    if (is_set(erased_.bits, doc)) return false;
    erased_.bits[doc / 64] |= std::uint64_t{1} << (doc % 64);
    erased_.length += coded_length(segment().length_code_of(doc));
    ++erased_.count;
    changed_ = true;
    return true;
  }

  void show_erased() {
    if (changed_) view_.erased = std::make_shared<const Erased>(erased_);
    changed_ = false;
  }

  [[nodiscard]] std::vector<Doc> erased_documents() const {
    std::vector<Doc> out;
    for (Doc doc = 0; !erased_.bits.empty() && doc < segment().documents(); ++doc) {
      if (is_set(erased_.bits, doc)) out.push_back(doc);
    }
    return out;
  }

 private:
  SegmentView view_;
  Erased erased_;
  std::uint64_t number_;
  bool changed_ = false;
};

MergeInput merge_input(const OwnedSegment& owned) {
  return {owned.view().segment, owned.erased_bits()};
}

class SegmentIndex final : public Index {
 public:
  SegmentIndex(std::filesystem::path directory, std::unique_ptr<DirectoryLock> lock)
      : directory_(std::move(directory)), lock_(std::move(lock)) {}

  [[nodiscard]] Result<Done> load(const Manifest& manifest);
  void start_empty() { save(0); }

  void put(Document document) override;
  void erase(std::string_view id) override;
  void publish() override;
  void commit(std::uint64_t cursor) override;
  [[nodiscard]] std::uint64_t cursor() const override { return saved_.cursor; }
  [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const override;
  [[nodiscard]] std::optional<Merge> next_merge() override;
  [[nodiscard]] std::optional<Merge> full_merge() override;
  void finish(const std::shared_ptr<Merge::Outcome>& outcome) override;
  [[nodiscard]] IndexSize size() const override;

 private:
  [[nodiscard]] Result<std::shared_ptr<const Segment>> open_segment(const ManifestSegment& entry) const;
  void erase_in_segments(std::string_view id);
  void join_in_memory(std::uint64_t number);
  void drop_emptied();
  void show();
  void save(std::uint64_t cursor);
  void remove_strangers() const;
  [[nodiscard]] Merge plan(const std::vector<std::size_t>& of);

  std::filesystem::path directory_;
  std::unique_ptr<DirectoryLock> lock_;
  Pending pending_;
  std::vector<OwnedSegment> segments_;
  Manifest saved_;                 // as on disk
  std::uint64_t next_number_ = 1;  // of a segment file
  mutable std::mutex snapshot_mutex_;
  std::shared_ptr<const SegmentSnapshot> snapshot_;
};

Result<std::shared_ptr<const Segment>> SegmentIndex::open_segment(const ManifestSegment& entry) const {
  const std::string name = segment_file_name(entry.number);
  const auto image = map_file(directory_ / name);
  if (!image) return damaged_index(name, "missing");
  const BytesView bytes = image->bytes();
  if (bytes.size() != entry.bytes) {
    return damaged_index(
        name, "has " + std::to_string(bytes.size()) + " bytes, not " + std::to_string(entry.bytes));
  }
  auto segment = Segment::open(image);
  if (!segment) {
    const auto& details = segment.error().details;
    return damaged_index(name, details.empty() ? segment.error().key : details.front().second);
  }
  const bool same = read_fixed(bytes.data() + bytes.size() - 8, 8) == entry.checksum;
  if (!same || (*segment)->documents() != entry.documents)
    return damaged_index(name, "is not the one of the manifest");
  return segment;
}

Result<Done> SegmentIndex::load(const Manifest& manifest) {
  for (const ManifestSegment& entry : manifest.segments) {
    auto segment = open_segment(entry);
    if (!segment) return segment.error();
    segments_.emplace_back(*segment, entry.number);
    for (const Doc doc : entry.erased) segments_.back().erase(doc);
  }
  saved_ = manifest;
  next_number_ = manifest.next_number;
  remove_strangers();
  show();
  return Done{};
}

// Files of a merge or commit that was never finished.
void SegmentIndex::remove_strangers() const {
  for (const auto& entry : std::filesystem::directory_iterator(directory_)) {
    const std::string name = entry.path().filename().string();
    const bool ours = std::any_of(
        saved_.segments.begin(), saved_.segments.end(),
        [&](const ManifestSegment& segment) { return segment_file_name(segment.number) == name; });
    if (!ours && (name.starts_with("segment-") || name == "manifest.new"))
      std::filesystem::remove(entry.path());
  }
}

void SegmentIndex::erase_in_segments(std::string_view id) {
  for (OwnedSegment& owned : segments_) {
    if (owned.erase(id)) return;
  }
}

void SegmentIndex::put(Document document) {
  if (document.id.empty() || document.id.size() > longest_id) return;
  erase_in_segments(document.id);
  pending_.put(document);
}

void SegmentIndex::erase(std::string_view id) {
  erase_in_segments(id);
  pending_.erase(id);
}

void SegmentIndex::publish() {
  if (!pending_.empty()) {
    segments_.emplace_back(Segment::open(in_memory(pending_.image())).value(), 0);
    pending_.clear();
  }
  const auto in_memory_count = std::count_if(segments_.begin(), segments_.end(),
                                             [](const OwnedSegment& owned) { return owned.number() == 0; });
  if (static_cast<std::size_t>(in_memory_count) > most_in_memory) join_in_memory(0);
  show();
}

// All segments in memory become one: in memory again (number 0), or a file.
void SegmentIndex::join_in_memory(std::uint64_t number) {
  std::vector<MergeInput> inputs;
  for (const OwnedSegment& owned : segments_) {
    if (owned.number() == 0) inputs.push_back(merge_input(owned));
  }
  if (inputs.empty()) return;
  Bytes image = merged_image(inputs);
  std::shared_ptr<const Image> kept;
  if (number == 0) {
    kept = in_memory(std::move(image));
  } else {
    const auto file = directory_ / segment_file_name(number);
    write_durably(file, image);
    kept = map_file(file);
  }
  std::erase_if(segments_, [](const OwnedSegment& owned) { return owned.number() == 0; });
  segments_.emplace_back(Segment::open(std::move(kept)).value(), number);
}

void SegmentIndex::drop_emptied() {
  std::erase_if(segments_, [](const OwnedSegment& owned) { return owned.live() == 0; });
}

void SegmentIndex::show() {
  drop_emptied();
  std::vector<SegmentView> views;
  for (OwnedSegment& owned : segments_) {
    owned.show_erased();
    views.push_back(owned.view());
  }
  auto fresh = std::make_shared<const SegmentSnapshot>(std::move(views), snapshot_.get());
  const std::lock_guard lock(snapshot_mutex_);
  snapshot_ = std::move(fresh);
}

void SegmentIndex::commit(std::uint64_t cursor) {
  publish();
  const bool any_in_memory = std::any_of(segments_.begin(), segments_.end(),
                                         [](const OwnedSegment& owned) { return owned.number() == 0; });
  if (any_in_memory) {
    join_in_memory(next_number_++);
    show();
  }
  save(cursor);
}

void SegmentIndex::save(std::uint64_t cursor) {
  Manifest manifest{cursor, next_number_, {}};
  for (const OwnedSegment& owned : segments_) {
    const BytesView bytes = owned.segment().bytes();
    manifest.segments.push_back({owned.number(), bytes.size(), read_fixed(bytes.data() + bytes.size() - 8, 8),
                                 owned.segment().documents(), owned.erased_documents()});
  }
  replace_durably(directory_ / "manifest", encoded(manifest));
  // What readers still hold stays mapped; only the names go.
  for (const ManifestSegment& old : saved_.segments) {
    const bool kept =
        std::any_of(manifest.segments.begin(), manifest.segments.end(),
                    [&](const ManifestSegment& segment) { return segment.number == old.number; });
    if (!kept) std::filesystem::remove(directory_ / segment_file_name(old.number));
  }
  saved_ = std::move(manifest);
}

std::shared_ptr<const Snapshot> SegmentIndex::snapshot() const {
  const std::lock_guard lock(snapshot_mutex_);
  return snapshot_;
}

Merge SegmentIndex::plan(const std::vector<std::size_t>& of) {
  auto plan = std::make_unique<Merge::Plan>();
  plan->number = next_number_++;
  plan->file = directory_ / segment_file_name(plan->number);
  for (const std::size_t at : of) plan->inputs.push_back(merge_input(segments_[at]));
  return Merge(std::move(plan));
}

std::optional<Merge> SegmentIndex::next_merge() {
  std::vector<std::size_t> on_disk;
  std::vector<MergeCandidate> candidates;
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    if (segments_[i].number() == 0) continue;
    on_disk.push_back(i);
    candidates.push_back({segments_[i].live(), segments_[i].erased()});
  }
  std::vector<std::size_t> chosen;
  for (const std::size_t at : worth_merging(candidates)) chosen.push_back(on_disk[at]);
  if (chosen.empty()) return std::nullopt;
  return plan(chosen);
}

std::optional<Merge> SegmentIndex::full_merge() {
  std::vector<std::size_t> on_disk;
  bool any_erased = false;
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    if (segments_[i].number() == 0) continue;
    on_disk.push_back(i);
    any_erased = any_erased || segments_[i].erased() > 0;
  }
  if (on_disk.size() < 2 && !any_erased) return std::nullopt;
  return plan(on_disk);
}

void SegmentIndex::finish(const std::shared_ptr<Merge::Outcome>& outcome) {
  const auto owner_of = [&](const MergeInput& input) {
    return std::find_if(segments_.begin(), segments_.end(),
                        [&](const OwnedSegment& owned) { return owned.view().segment == input.segment; });
  };
  const bool all_there =
      std::all_of(outcome->inputs.begin(), outcome->inputs.end(),
                  [&](const MergeInput& input) { return owner_of(input) != segments_.end(); });
  if (!all_there) {
    std::filesystem::remove(directory_ / segment_file_name(outcome->number));
    return;
  }
  OwnedSegment merged(outcome->segment, outcome->number);
  for (const MergeInput& input : outcome->inputs) {
    const auto owner = owner_of(input);
    for (const Doc doc : owner->erased_documents()) {
      const bool before = !input.erased.empty() && is_set(input.erased, doc);
      if (!before) merged.erase(input.segment->id_of(doc));
    }
    segments_.erase(owner);
  }
  segments_.push_back(std::move(merged));
  show();
}

IndexSize SegmentIndex::size() const {
  IndexSize size;
  for (const OwnedSegment& owned : segments_) {
    size.bytes += owned.segment().bytes().size();
    size.documents += owned.live();
    size.erased += owned.erased();
    ++size.segments;
  }
  return size;
}

Result<std::unique_ptr<DirectoryLock>> locked(const std::filesystem::path& directory) {
  auto lock = DirectoryLock::take(directory);
  if (!lock) return refuse("search.index_in_use", Kind::conflict, {{"directory", directory.string()}});
  return lock;
}

}  // namespace

Result<std::unique_ptr<Index>> Index::open(const std::filesystem::path& directory) {
  const auto image = map_file(directory / "manifest");
  if (!image) return refuse("search.index_missing", Kind::not_found, {{"directory", directory.string()}});
  auto lock = locked(directory);
  if (!lock) return lock.error();
  const auto manifest = decoded_manifest(image->bytes());
  if (!manifest) return manifest.error();
  auto index = std::make_unique<SegmentIndex>(directory, std::move(*lock));
  const auto loaded = index->load(*manifest);
  if (!loaded) return loaded.error();
  return std::unique_ptr<Index>(std::move(index));
}

Result<std::unique_ptr<Index>> Index::create(const std::filesystem::path& directory) {
  std::filesystem::create_directories(directory);
  auto lock = locked(directory);
  if (!lock) return lock.error();
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("segment-") || name.starts_with("manifest")) std::filesystem::remove(entry.path());
  }
  auto index = std::make_unique<SegmentIndex>(directory, std::move(*lock));
  index->start_empty();
  const auto loaded = index->load(Manifest{});
  if (!loaded) return loaded.error();
  return std::unique_ptr<Index>(std::move(index));
}

}  // namespace shuniu::search
