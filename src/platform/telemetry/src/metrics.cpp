#include "shuniu/telemetry/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <memory>
#include <mutex>
#include <utility>

namespace shuniu::telemetry {
namespace {

class PrometheusCounter final : public Counter {
 public:
  explicit PrometheusCounter(prometheus::Counter& counter) : counter_(counter) {}
  void add(std::int64_t amount) override { counter_.Increment(static_cast<double>(amount)); }

 private:
  prometheus::Counter& counter_;
};

class PrometheusGauge final : public Gauge {
 public:
  explicit PrometheusGauge(prometheus::Gauge& gauge) : gauge_(gauge) {}
  void set(std::int64_t value) override { gauge_.Set(static_cast<double>(value)); }
  void add(std::int64_t amount) override { gauge_.Increment(static_cast<double>(amount)); }

 private:
  prometheus::Gauge& gauge_;
};

constexpr double microseconds_per_second = 1e6;

class PrometheusHistogram final : public Histogram {
 public:
  explicit PrometheusHistogram(prometheus::Histogram& histogram) : histogram_(histogram) {}
  void observe_us(std::int64_t microseconds) override {
    histogram_.Observe(static_cast<double>(microseconds) / microseconds_per_second);
  }

 private:
  prometheus::Histogram& histogram_;
};

const std::vector<std::int64_t> usual_bounds_us = {1'000,     2'500,     5'000,     10'000,  25'000,
                                                   50'000,    100'000,   250'000,   500'000, 1'000'000,
                                                   2'500'000, 5'000'000, 10'000'000};

struct Registry {
  prometheus::Registry registry;
  std::mutex mutex;
  std::map<std::pair<std::string, Labels>, std::unique_ptr<Counter>> counters;
  std::map<std::pair<std::string, Labels>, std::unique_ptr<Gauge>> gauges;
  std::map<std::pair<std::string, Labels>, std::unique_ptr<Histogram>> histograms;
};

/// Never destroyed: threads may count until the process ends.
Registry& registry() {
  static auto* const instance = new Registry;
  return *instance;
}

}  // namespace

Counter& counter(const std::string& name, const std::string& help, const Labels& labels) {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  auto& entry = all.counters[{name, labels}];
  if (!entry) {
    auto& family = prometheus::BuildCounter().Name(name).Help(help).Register(all.registry);
    entry = std::make_unique<PrometheusCounter>(family.Add(labels));
  }
  return *entry;
}

Gauge& gauge(const std::string& name, const std::string& help, const Labels& labels) {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  auto& entry = all.gauges[{name, labels}];
  if (!entry) {
    auto& family = prometheus::BuildGauge().Name(name).Help(help).Register(all.registry);
    entry = std::make_unique<PrometheusGauge>(family.Add(labels));
  }
  return *entry;
}

Histogram& histogram(const std::string& name, const std::string& help, const Labels& labels,
                     const std::vector<std::int64_t>& bounds_us) {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  auto& entry = all.histograms[{name, labels}];
  if (!entry) {
    prometheus::Histogram::BucketBoundaries bounds;
    for (const std::int64_t bound : bounds_us.empty() ? usual_bounds_us : bounds_us) {
      bounds.push_back(static_cast<double>(bound) / microseconds_per_second);
    }
    auto& family = prometheus::BuildHistogram().Name(name).Help(help).Register(all.registry);
    entry = std::make_unique<PrometheusHistogram>(family.Add(labels, bounds));
  }
  return *entry;
}

std::string metrics_text() {
  return prometheus::TextSerializer().Serialize(registry().registry.Collect());
}

}  // namespace shuniu::telemetry
