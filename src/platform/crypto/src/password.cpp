#include "shuniu/crypto/password.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <new>
#include <thread>
#include <vector>

#include "sodium_ready.h"

namespace shuniu::crypto {
namespace {

enum class Progress { waiting, running, done, dropped };

/// Stands on the stack of the caller, who does not return before the job is done or has left the queue.
struct Job {
  const std::string& password;
  const std::string* known_hash = nullptr;  // to verify against; nullptr: make a new hash
  Progress progress = Progress::waiting;
  std::string hash{};
  bool same = false;
  bool out_of_memory = false;
};

void compute(Job& job, const PasswordOptions& options) {
  if (job.known_hash) {
    job.same =
        crypto_pwhash_str_verify(job.known_hash->c_str(), job.password.data(), job.password.size()) == 0;
    return;
  }
  std::array<char, crypto_pwhash_STRBYTES> text{};
  job.out_of_memory =
      crypto_pwhash_str_alg(text.data(), job.password.data(), job.password.size(), options.passes,
                            options.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0;
  job.hash = text.data();
  sodium_memzero(text.data(), text.size());
}

Reason busy() {
  return refuse("crypto.busy", Kind::unavailable, {{"retry_after_s", "1"}});
}

}  // namespace

struct PasswordHasher::State {
  explicit State(PasswordOptions wanted) : options(wanted) {
    for (std::size_t i = 0; i < std::max<std::size_t>(1, options.threads); ++i) {
      workers.emplace_back([this] { work(); });
    }
  }

  ~State() {
    {
      const std::lock_guard lock(mutex);
      stopping = true;
      for (Job* job : jobs) job->progress = Progress::dropped;
      jobs.clear();
    }
    changed.notify_all();
    for (std::thread& worker : workers) worker.join();
  }

  bool enter() {
    const std::lock_guard lock(mutex);
    if (stopping || callers >= std::max<std::size_t>(1, options.threads) + options.queue) return false;
    ++callers;
    return true;
  }

  void leave() {
    const std::lock_guard lock(mutex);
    --callers;
  }

  /// False: the turn did not come in time.
  bool run(Job& job) {
    std::unique_lock lock(mutex);
    if (stopping) return false;
    jobs.push_back(&job);
    changed.notify_all();
    const auto deadline = std::chrono::steady_clock::now() + options.longest_wait;
    changed.wait_until(lock, deadline, [&job] { return job.progress != Progress::waiting; });
    if (job.progress == Progress::waiting) {
      std::erase(jobs, &job);
      return false;
    }
    changed.wait(lock, [&job] { return job.progress != Progress::running; });
    return job.progress == Progress::done;
  }

  void work() {
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait(lock, [this] { return stopping || !jobs.empty(); });
      if (stopping) return;
      Job& job = *jobs.front();
      jobs.pop_front();
      job.progress = Progress::running;
      lock.unlock();
      compute(job, options);
      lock.lock();
      job.progress = Progress::done;
      changed.notify_all();
    }
  }

  const PasswordOptions options;
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<Job*> jobs;
  std::size_t callers = 0;  // who hold a place
  bool stopping = false;
  std::vector<std::thread> workers;
};

PasswordHasher::PasswordHasher(PasswordOptions options) {
  make_sodium_ready();
  state_ = std::make_unique<State>(options);
}

PasswordHasher::~PasswordHasher() = default;

Result<PasswordHasher::Place> PasswordHasher::take_place() {
  if (!state_->enter()) return busy();
  return Place(std::shared_ptr<State>(state_.get(), [](State* state) { state->leave(); }));
}

Result<std::string> PasswordHasher::hash(const std::string& password) {
  const auto place = take_place();
  if (!place) return place.error();
  return place->hash(password);
}

Result<bool> PasswordHasher::verify(const std::string& hash, const std::string& password) {
  const auto place = take_place();
  if (!place) return place.error();
  return place->verify(hash, password);
}

Result<std::string> PasswordHasher::Place::hash(const std::string& password) const {
  Job job{password};
  if (!held_->run(job)) return busy();
  if (job.out_of_memory) throw std::bad_alloc();
  return std::move(job.hash);
}

Result<bool> PasswordHasher::Place::verify(const std::string& hash, const std::string& password) const {
  Job job{password, &hash};
  if (!held_->run(job)) return busy();
  return job.same;
}

}  // namespace shuniu::crypto
