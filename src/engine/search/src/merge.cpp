#include "merge.h"

#include <map>

#include "file.h"

namespace shuniu::search {

namespace {

constexpr std::size_t merge_width = 4;
constexpr std::uint64_t smallest_tier = 1024;

unsigned tier_of(std::uint64_t live) {
  unsigned tier = 0;
  for (std::uint64_t size = smallest_tier; size < live; size *= merge_width) ++tier;
  return tier;
}

}  // namespace

std::vector<std::size_t> worth_merging(const std::vector<MergeCandidate>& segments) {
  std::map<unsigned, std::vector<std::size_t>> tiers;
  for (std::size_t i = 0; i < segments.size(); ++i) tiers[tier_of(segments[i].live)].push_back(i);
  for (const auto& [tier, members] : tiers) {
    if (members.size() >= merge_width) return members;
  }
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (segments[i].erased * 3 > segments[i].live) return {i};
  }
  return {};
}

Merge::Merge(std::unique_ptr<Plan> plan) : plan_(std::move(plan)) {}
Merge::Merge(Merge&&) noexcept = default;
Merge& Merge::operator=(Merge&&) noexcept = default;
Merge::~Merge() = default;

std::shared_ptr<Merge::Outcome> Merge::run() const {
  auto outcome = std::make_shared<Outcome>();
  outcome->number = plan_->number;
  outcome->inputs = plan_->inputs;
  write_durably(plan_->file, merged_image(plan_->inputs));
  outcome->segment = Segment::open(map_file(plan_->file)).value();
  return outcome;
}

}  // namespace shuniu::search
