// metrics.h - counters, gauges and histograms of this process, as Prometheus reads them.
//
//   static auto& answers = telemetry::counter("shuniu_http_answers_total", "Answers.", {{"status", "200"}});
//   answers.add();
//   std::string text = telemetry::metrics_text();       // GET /metrics
//
// Promises: the same name and labels give the same object, which lives as long as the process; any thread.
// Does not bound the number of label values: never label by what a client sends (ids, paths, names).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace shuniu::telemetry {

using Labels = std::map<std::string, std::string>;

class Counter {
 public:
  virtual ~Counter() = default;
  virtual void add(std::int64_t amount = 1) = 0;
};

class Gauge {
 public:
  virtual ~Gauge() = default;
  virtual void set(std::int64_t value) = 0;
  virtual void add(std::int64_t amount) = 0;
};

/// Durations: observed in microseconds, shown in seconds as Prometheus wants them.
class Histogram {
 public:
  virtual ~Histogram() = default;
  virtual void observe_us(std::int64_t microseconds) = 0;
};

Counter& counter(const std::string& name, const std::string& help, const Labels& labels = {});
Gauge& gauge(const std::string& name, const std::string& help, const Labels& labels = {});
/// `bounds_us`: the upper bounds of the buckets; empty gives 1 ms to 10 s.
Histogram& histogram(const std::string& name, const std::string& help, const Labels& labels = {},
                     const std::vector<std::int64_t>& bounds_us = {});

std::string metrics_text();

}  // namespace shuniu::telemetry
