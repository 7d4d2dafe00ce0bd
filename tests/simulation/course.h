// course.h - one simulation: steps drawn from a seed, with faults, each looked at when it is over.
//
//   Course course(7);
//   course.go(400);
//   EXPECT_EQ(course.faults(), "") << course.trace();
//
// Promises: the same seed and number of steps give the same trace, fault by fault.
#pragma once

#include <sqlite3.h>

#include <array>

#include "commands.h"

namespace shuniu::simulation {

enum class End { skipped, accepted, refused, unavailable, killed };

class Course {
 public:
  explicit Course(std::uint64_t seed) : world_(seed), inspection_(world_) { inspection_.look(); }

  void go(int steps) {
    for (int number = 1; number <= steps && inspection_.faults().empty(); ++number) {
      step(number);
      if (number % 16 == 0 || number == steps) catch_up();
    }
  }
  World& world() { return world_; }
  Inspection& inspection() { return inspection_; }
  std::string faults() const { return inspection_.faults(); }
  /// One line per step.
  const std::string& trace() const { return trace_; }
  std::string last_steps() const {
    return trace_.size() < 4'000 ? trace_ : trace_.substr(trace_.size() - 4'000);
  }
  int count(End end) const { return ends_.at(static_cast<std::size_t>(end)); }
  int struck(Failure failure) const { return struck_.at(static_cast<std::size_t>(failure)); }
  int disk_failures() const { return disk_failures_; }

 private:
  void step(int number) {
    pass_time();
    const Command& command = some_command(world_.dice);
    Told told;
    told.what = command.name;
    const std::int64_t before = facts();
    const Failure failure = arm();
    const End end = run(command, told);
    const bool disk_failed = world_.disk.failures() > 0;
    const bool is_disturbed = disk_failed || (failure != Failure::none && world_.trouble.has_struck());
    note_strikes(failure);
    if (end == End::killed) world_.live_again();
    if (!world_.is_open()) world_.open();
    ++ends_.at(static_cast<std::size_t>(end));
    const std::int64_t recorded = facts() - before;
    add_to_trace(number, told, failure, disk_failed ? " [disk]" : "", end, recorded);
    judge(told, end, is_disturbed, recorded);
    if (recorded > 0) in_doubt_ = 0;
    if (disk_failed && end == End::unavailable) in_doubt_ += told.most_facts;
    if (told.receipt) inspection_.remember(*told.receipt);
    inspection_.look();
  }

  void pass_time() {
    world_.clock.advance(1'000 + world_.dice.below(2'000'000));
    if (world_.dice.one_in(40)) world_.clock.advance_hours(30);
    if (world_.dice.one_in(200)) world_.clock.advance_days(100);
  }

  /// Every third step or so meets one failure.
  Failure arm() {
    static const std::vector<Failure> all{Failure::busy,       Failure::rerun, Failure::broken_statement,
                                          Failure::lost_reply, Failure::crash, Failure::crash_unheard};
    if (!world_.dice.one_in(3)) return Failure::none;
    if (world_.dice.one_in(4)) {
      fail_the_disk();
      return Failure::none;
    }
    const Failure failure = world_.dice.pick(all);
    const bool counts_statements = failure == Failure::crash || failure == Failure::broken_statement;
    world_.trouble.arm({failure, world_.dice.below(counts_statements ? 12 : 2)});
    return failure;
  }
  void fail_the_disk() {
    static const std::vector<int> codes{SQLITE_FULL, SQLITE_IOERR_WRITE};
    database::FaultyDisk::Plan plan;
    const bool on_write = world_.dice.one_in(2);
    plan.operation =
        on_write ? database::FaultyDisk::Operation::write : database::FaultyDisk::Operation::sync;
    plan.after = static_cast<int>(world_.dice.below(on_write ? 8 : 2));
    plan.times = static_cast<int>(1 + world_.dice.below(3));
    plan.code = on_write ? world_.dice.pick(codes) : SQLITE_IOERR_FSYNC;
    world_.disk.fail(plan);
  }
  void note_strikes(Failure failure) {
    if (failure != Failure::none && world_.trouble.has_struck())
      ++struck_.at(static_cast<std::size_t>(failure));
    world_.trouble.disarm();
    disk_failures_ += world_.disk.failures();
    world_.disk.fail({.times = 0});
  }

  End run(const Command& command, Told& told) {
    try {
      command.run(world_, told);
    } catch (const Killed&) {
      told.refusal.reset();
    } catch (const database::DatabaseUnavailable&) {
      told.refusal.reset();
      if (!world_.trouble.is_dead()) return End::unavailable;
    }
    if (world_.trouble.is_dead()) return End::killed;
    if (!told.refusal) return End::skipped;
    return told.refusal->empty() ? End::accepted : End::refused;
  }

  /// A COMMIT whose sync failed was taken back, and nobody was told of it as done. When the process is killed
  /// before the next COMMIT, though, SQLite may find it whole in the log, and then it counts.
  void judge(const Told& told, End end, bool is_disturbed, std::int64_t recorded) {
    std::int64_t least = 0, most = told.most_facts;
    if (end == End::accepted) least = told.least_facts;
    if (end == End::refused || end == End::skipped) most = 0;
    if (end == End::killed) most += in_doubt_;
    if (told.facts_unless_disturbed && !is_disturbed) least = most = *told.facts_unless_disturbed;
    if (recorded >= least && recorded <= most) return;
    inspection_.add_fault(told.what + " recorded " + std::to_string(recorded) + " facts, not " +
                          std::to_string(least) + " to " + std::to_string(most) + ": " +
                          told.refusal.value_or("no answer"));
  }

  void catch_up() {
    world_.hub().stream().drain();
    inspection_.look_at_index();
  }

  std::int64_t facts() {
    const ModuleScope scope("journal");
    return world_.hub().database().read(
        [](Transaction& tx) { return *tx.value<std::int64_t>("SELECT COUNT(*) FROM journal_fact"); });
  }

  void add_to_trace(int number, const Told& told, Failure failure, const std::string& disk, End end,
                    std::int64_t recorded) {
    static const std::vector<std::string> ends{"skipped", "accepted", "refused", "unavailable", "killed"};
    static const std::vector<std::string> faults{"",           "busy",  "rerun",        "broken statement",
                                                 "lost reply", "crash", "crash unheard"};
    trace_ += std::to_string(number) + " " + told.what + ": " + ends.at(static_cast<std::size_t>(end));
    if (told.refusal && !told.refusal->empty()) trace_ += " " + *told.refusal;
    if (failure != Failure::none) trace_ += " [" + faults.at(static_cast<std::size_t>(failure)) + "]";
    trace_ += disk + " +" + std::to_string(recorded) + "\n";
  }

  World world_;
  Inspection inspection_;
  std::string trace_;
  std::array<int, 5> ends_{};
  std::array<int, 7> struck_{};
  int disk_failures_ = 0;
  std::int64_t in_doubt_ = 0;  // facts of commands whose COMMIT the disk has failed
};

}  // namespace shuniu::simulation
