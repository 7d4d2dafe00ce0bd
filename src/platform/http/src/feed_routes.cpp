#include "shuniu/http/feed_routes.h"

#include <charconv>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "shuniu/json/json.h"
#include "shuniu/telemetry/log.h"

namespace shuniu::http {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t facts_per_turn = 100;
constexpr auto longest_wait = 200ms;
constexpr auto pause_after_failure = 1s;
constexpr auto pause_when_stopped = 50ms;

/// What stands in the query string of the stream; an EventSource that connects again says it in a header.
struct StreamQuery {
  std::optional<Whole<0, 9'007'199'254'740'991>> after;
};
SHUNIU_DESCRIBE(StreamQuery, after)

/// One open stream: whose it is, and how far it has got.
struct Reader {
  std::shared_ptr<EventSink> sink;
  Actor actor;
  std::int64_t after = 0;
};

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0 ||
      number > 9'007'199'254'740'991)
    return {};
  return number;
}

/// The position that a client asks for, if it names one; false when it is no position.
bool read_position(const Request& request, std::optional<std::int64_t>& after) {
  const auto last = request.headers.find("last-event-id");
  if (last != request.headers.end() && !last->second.empty()) {
    after = whole_number(last->second);
    return after.has_value();
  }
  const auto query = query_of<StreamQuery>(request);
  if (query && query->after) after = query->after->value;
  return query.has_value();
}

/// The one thread that reads the feed for all streams.
class FeedPump {
 public:
  FeedPump(journal::Feed& feed, journal::Stream& stream) : feed_(feed), stream_(stream) {}
  ~FeedPump();
  FeedPump(const FeedPump&) = delete;
  FeedPump& operator=(const FeedPump&) = delete;

  Result<journal::FeedPage> page(const Actor& reader, const journal::ReadFeed& question) {
    return feed_.read(reader, question);
  }
  Result<journal::FactView> fact(const Actor& reader, const journal::FindFact& question) {
    return feed_.fact(reader, question);
  }
  void open(const Request& request, std::shared_ptr<EventSink> sink);

 private:
  void run();
  void wait_for_readers();
  bool turn();
  bool serve(Reader& reader);

  journal::Feed& feed_;
  journal::Stream& stream_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Reader> arrived_;
  bool is_stopping_ = false;
  std::vector<Reader> readers_;  // of the thread alone
  std::int64_t last_seq_ = 0;    // of the thread alone: the newest fact that it knows of
  std::thread thread_;
};

FeedPump::~FeedPump() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void FeedPump::open(const Request& request, std::shared_ptr<EventSink> sink) {
  std::optional<std::int64_t> after;
  if (!read_position(request, after)) {
    sink->send("bye", "", "after is no whole number");
    return sink->close();
  }
  const std::int64_t newest = feed_.last_seq();
  const std::lock_guard lock(mutex_);
  arrived_.push_back({std::move(sink), request.actor, after.value_or(newest)});
  if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
  wake_.notify_all();
}

void FeedPump::wait_for_readers() {
  std::unique_lock lock(mutex_);
  if (readers_.empty()) wake_.wait(lock, [this] { return is_stopping_ || !arrived_.empty(); });
  for (Reader& reader : arrived_) readers_.push_back(std::move(reader));
  arrived_.clear();
}

void FeedPump::run() {
  while (true) {
    wait_for_readers();
    {
      const std::lock_guard lock(mutex_);
      if (is_stopping_) return;
    }
    try {
      if (turn()) continue;
      const auto begun = std::chrono::steady_clock::now();
      const bool has_news = stream_.wait_for(last_seq_, longest_wait);
      const bool was_short = std::chrono::steady_clock::now() - begun < pause_when_stopped;
      if (!has_news && was_short) std::this_thread::sleep_for(pause_when_stopped);  // the stream is stopped
    } catch (const std::exception& failure) {
      telemetry::log(telemetry::Level::error, "http.feed_failure", {{"cause", failure.what()}});
      std::this_thread::sleep_for(pause_after_failure);
    }
  }
}

/// Serves every reader once; true when somebody has more to read.
bool FeedPump::turn() {
  bool has_more = false;
  for (Reader& reader : readers_) has_more = serve(reader) || has_more;
  std::erase_if(readers_, [](const Reader& reader) { return reader.sink->closed(); });
  return has_more;
}

bool FeedPump::serve(Reader& reader) {
  if (!reader.sink->has_room()) return false;
  const auto page = feed_.read(reader.actor, {reader.after, facts_per_turn});
  if (!page) {
    reader.sink->close();
    return false;
  }
  for (const journal::RecordedFact& fact : page->facts) {
    if (!reader.sink->send("", std::to_string(fact.seq), json::encode(fact))) return false;
  }
  if (page->facts.empty() && page->next_after > reader.after) {
    reader.sink->send("cursor", std::to_string(page->next_after), "{}");
  }
  reader.after = page->next_after;
  last_seq_ = std::max(last_seq_, page->last_seq);
  return page->next_after < page->last_seq;
}

}  // namespace

void add_feed_routes(Router& router, journal::Feed& feed, journal::Stream& stream) {
  const auto pump = std::make_shared<FeedPump>(feed, stream);
  Needs page_needs{Access::open, "A page of the facts that the reader may see."};
  page_needs.scope = "feed:read";
  router.get("/v1/feed", "journal", &FeedPump::page, *pump, page_needs);
  Needs fact_needs{Access::open, "One fact by the id that a receipt names: its position and content."};
  fact_needs.scope = "feed:read";
  router.get("/v1/facts/{fact}", "journal", &FeedPump::fact, *pump, fact_needs);
  Needs stream_needs{Access::open, "The facts that the reader may see, as Server-Sent Events."};
  stream_needs.scope = "feed:read";
  stream_needs.query = &type_info<StreamQuery>();
  router.events("/v1/feed/stream", "journal", stream_needs,
                [pump](const Request& request, std::shared_ptr<EventSink> sink) {
                  pump->open(request, std::move(sink));
                });
}

}  // namespace shuniu::http
