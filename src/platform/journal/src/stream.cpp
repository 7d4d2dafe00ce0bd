#include "shuniu/journal/stream.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "sequencer.h"
#include "shuniu/telemetry/log.h"
#include "subscriptions.h"

namespace shuniu::journal {
namespace {

constexpr std::chrono::milliseconds look_every{20};
constexpr std::chrono::milliseconds rest_after_failure{500};
constexpr std::chrono::seconds prove_leadership_every{1};
constexpr std::int64_t facts_per_numbering = 1'000;
constexpr std::size_t facts_per_follower_page = 256;
constexpr std::string_view task = "journal.stream";

}  // namespace

struct Stream::State {
  database::Database& database;
  const Clock& clock;

  std::mutex work_mutex;  // one pass at a time: the thread's or drain's
  std::vector<Subscription> subscriptions;
  std::vector<Follower> followers;
  std::unique_ptr<database::Leadership> leadership;
  std::chrono::steady_clock::time_point proved_at;

  std::mutex mutex;
  std::condition_variable changed;
  std::int64_t last_seq = 0;
  bool nudged = false;
  bool stopping = false;
  std::thread thread;

  State(database::Database& hub, const Clock& time) : database(hub), clock(time) {}

  bool leads();
  bool pass_as_leader();
  void publish(std::int64_t seq);
  bool feed(Follower& follower);
  bool feed_followers();
  void work();
  bool rest(std::chrono::milliseconds longest);
};

/// Numbering and handlers are safe without it (locks in their transactions); it spares the others the work.
bool Stream::State::leads() {
  const auto now = std::chrono::steady_clock::now();
  if (now - proved_at < prove_leadership_every) return leadership != nullptr;
  if (leadership && !leadership->holds()) leadership.reset();
  if (!leadership) leadership = database.lead(task);
  proved_at = now;
  return leadership != nullptr;
}

/// Numbers what is committed and moves every subscriber a step; true when there is more to do.
bool Stream::State::pass_as_leader() {
  Position now = position(database);
  bool has_more = false;
  if (now.has_unnumbered) {
    has_more = number_facts(database, facts_per_numbering) > 0;
    now = position(database);
    publish(now.last_seq);
  }
  for (Subscription& subscription : subscriptions) has_more = subscription.advance(now.last_seq) || has_more;
  return has_more;
}

void Stream::State::publish(std::int64_t seq) {
  const std::lock_guard lock(mutex);
  if (seq <= last_seq) return;
  last_seq = seq;
  changed.notify_all();
}

bool Stream::State::feed(Follower& follower) {
  const auto facts = Feed(database).read_all(follower.cursor(), facts_per_follower_page);
  if (facts.empty()) return false;
  follower.take(facts);
  return true;
}

/// One follower that fails does not stop the others; it sees the same facts again.
bool Stream::State::feed_followers() {
  bool has_more = false;
  for (Follower& follower : followers) {
    try {
      has_more = feed(follower) || has_more;
    } catch (const std::exception& problem) {
      telemetry::log(telemetry::Level::error, "journal.follower_failed",
                     {{"follower", follower.name}, {"error", problem.what()}});
    }
  }
  return has_more;
}

void Stream::State::work() {
  while (true) {
    auto wait = look_every;
    try {
      const std::lock_guard lock(work_mutex);
      bool has_more = leads() && pass_as_leader();
      publish(Feed(database).last_seq());
      has_more = feed_followers() || has_more;
      if (has_more) wait = std::chrono::milliseconds(0);
    } catch (const std::exception& problem) {
      telemetry::log(telemetry::Level::error, "journal.stream_failed", {{"error", problem.what()}});
      wait = rest_after_failure;
    }
    if (!rest(wait)) return;
  }
}

/// False when the stream is to stop.
bool Stream::State::rest(std::chrono::milliseconds longest) {
  std::unique_lock lock(mutex);
  changed.wait_for(lock, longest, [this] { return stopping || nudged; });
  nudged = false;
  return !stopping;
}

Stream::Stream(database::Database& database, const Clock& clock)
    : state_(std::make_unique<State>(database, clock)) {}

Stream::~Stream() {
  stop();
}

void Stream::subscribe(Subscriber subscriber) {
  const std::lock_guard lock(state_->work_mutex);
  state_->subscriptions.emplace_back(state_->database, state_->clock, std::move(subscriber));
}

void Stream::follow(Follower follower) {
  const std::lock_guard lock(state_->work_mutex);
  state_->followers.push_back(std::move(follower));
}

void Stream::start() {
  const std::lock_guard lock(state_->mutex);
  if (state_->thread.joinable()) return;
  state_->stopping = false;
  state_->thread = std::thread([state = state_.get()] { state->work(); });
}

void Stream::stop() {
  std::thread thread;
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
    state_->changed.notify_all();
    thread = std::move(state_->thread);
  }
  if (thread.joinable()) thread.join();
  const std::lock_guard lock(state_->work_mutex);
  state_->leadership.reset();
}

void Stream::drain() {
  const std::lock_guard lock(state_->work_mutex);
  while (state_->pass_as_leader()) {
  }
  state_->publish(Feed(state_->database).last_seq());
  for (Follower& follower : state_->followers) {
    while (state_->feed(follower)) {
    }
  }
}

void Stream::nudge() {
  const std::lock_guard lock(state_->mutex);
  state_->nudged = true;
  state_->changed.notify_all();
}

bool Stream::wait_for(std::int64_t after, std::chrono::milliseconds longest) {
  std::unique_lock lock(state_->mutex);
  state_->changed.wait_for(lock, longest, [&] { return state_->stopping || state_->last_seq > after; });
  return state_->last_seq > after;
}

}  // namespace shuniu::journal
