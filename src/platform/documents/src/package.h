// package.h - the ZIP package of an Office file, and its XML parts read as streams within bounds.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shuniu/base/result.h"
#include "shuniu/documents/table.h"

namespace shuniu::documents {

/// Attributes of an element by local name; "" for what is not there.
class Attributes {
 public:
  explicit Attributes(const char** pairs) : pairs_(pairs) {}
  std::string_view operator[](std::string_view name) const;

 private:
  const char** pairs_;
};

/// Hears an XML part. Names come without their namespace prefix. A refusal ends the reading.
class XmlSink {
 public:
  virtual ~XmlSink() = default;
  virtual void start(std::string_view name, const Attributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  virtual void text(std::string_view text) = 0;

  bool stopped() const { return stopped_; }
  const std::optional<Reason>& refusal() const { return refusal_; }

 protected:
  void stop() { stopped_ = true; }
  void refuse_with(Reason reason) {
    refusal_ = std::move(reason);
    stopped_ = true;
  }

 private:
  bool stopped_ = false;
  std::optional<Reason> refusal_;
};

Reason too_large(std::string_view limit);
Reason damaged(std::string_view part);

class Package {
 public:
  static Result<Package> open(std::string_view bytes, const TableLimits& limits);
  Package(Package&&) noexcept;
  Package& operator=(Package&&) noexcept;
  ~Package();

  bool has(const std::string& part) const;
  /// Reads an XML part to its end, or until the sink stops.
  Result<Done> parse(const std::string& part, XmlSink& sink);

 private:
  struct State;
  explicit Package(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace shuniu::documents
