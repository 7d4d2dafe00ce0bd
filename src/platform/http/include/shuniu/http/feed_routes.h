// feed_routes.h - the stream of facts over HTTP: pages, and the same as Server-Sent Events.
//
//   add_feed_routes(router, feed, stream);
//   // GET /v1/feed?after=7&limit=100          one page
//   // GET /v1/feed/stream?after=7             "id: 8\ndata: {fact}\n\n", for ever
//
// Promises
//   - A reader sees only the facts that it may see, in order of seq, each once; Last-Event-ID wins over
//     `after`; without both the stream begins now.
//   - One thread serves all streams. It moves the position of a reader who may see nothing by an event
//     "cursor".
//   - A stream ends with the event "bye"; the browser's EventSource then connects again from where it was.
// Does not own the feed: it must outlive the router.
#pragma once

#include "shuniu/http/router.h"
#include "shuniu/journal/feed.h"
#include "shuniu/journal/stream.h"

namespace shuniu::http {

void add_feed_routes(Router& router, journal::Feed& feed, journal::Stream& stream);

}  // namespace shuniu::http
