// result.h - the one error vocabulary: a Result holds a value or a Reason.
//
//   Result<Lot> open(const Lot& lot) {
//     if (lot.closed) return refuse("exchange.lot_closed", Kind::precondition);
//     return lot;
//   }
//
// Promises
//   - A Reason's key is stable ("module.what_was_wrong"); tests and clients compare keys, never wording.
//   - Bad input is one Reason that lists every Fault, each with the path of its field.
//   - The HTTP status follows from Kind alone, in one place (platform/http).
// Does not carry infrastructure failures (disk, socket): those are exceptions, caught once per request or
// job.
#pragma once

#include <boost/system/result.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shuniu {

enum class Kind {
  invalid,          // the input is wrong: faults say where
  unauthenticated,  // nobody is signed in
  forbidden,        // somebody is, and may not
  not_found,        // it is not there, or must not be seen
  conflict,         // somebody else changed it, or it exists already
  precondition,     // the state of the thing does not allow it
  gone,             // it was there, and is not any more
  too_large,
  unsupported,
  rate_limited,
  unavailable  // try again later
};

/// Named values that a message may show.
using Details = std::vector<std::pair<std::string, std::string>>;

/// One wrong field: where, what was expected (a key of rulebook/messages), what came.
struct Fault {
  std::string path;  // "figures[2].unit"; "" means the body as a whole
  std::string key;   // "fault.text_length": stable; the words stand in rulebook/messages
  Details values;    // what the words name: {"most", "200"}
  std::string got;   // shortened(the value that came); "" where nothing came, or what must not be repeated
  friend bool operator==(const Fault&, const Fault&) = default;
};

/// The key of a fault whose words are written in the program, for its operators: plain English in `expected`.
inline constexpr std::string_view plain_fault_key = "fault.plain";

[[nodiscard]] inline Fault plain_fault(std::string path, std::string expected, std::string got) {
  return {std::move(path), std::string(plain_fault_key), {{"expected", std::move(expected)}}, std::move(got)};
}

/// At most so many characters of a value, on one line; "…" stands for the rest.
[[nodiscard]] std::string shortened(std::string_view value, std::size_t characters = 40);

struct Reason {
  // Constructors keep it from being an aggregate, which a lone text could initialise.
  Reason() = default;
  Reason(std::string_view name, Kind of_kind, std::vector<Fault> wrong_fields = {}, Details values = {})
      : key(name), kind(of_kind), faults(std::move(wrong_fields)), details(std::move(values)) {}

  std::string key;
  Kind kind = Kind::invalid;
  std::vector<Fault> faults;
  Details details;
};

template <class T>
using Result = boost::system::result<T, Reason>;

/// What a command without an answer returns.
struct Done {};

[[nodiscard]] inline Reason refuse(std::string_view key, Kind kind) {
  return Reason(key, kind);
}

[[nodiscard]] inline Reason refuse(std::string_view key, Kind kind, Details details) {
  return Reason(key, kind, {}, std::move(details));
}

/// The refusal of bad input: every wrong field at once.
[[nodiscard]] inline Reason refuse_input(std::vector<Fault> faults) {
  return Reason("input.invalid", Kind::invalid, std::move(faults));
}

/// Thrown by Result::value() on a refusal; reaching it is a mistake of the program.
class UnexpectedReason : public std::logic_error {
 public:
  explicit UnexpectedReason(const Reason& reason) : std::logic_error("unexpected refusal: " + reason.key) {}
};

[[noreturn]] inline void throw_exception_from_error(const Reason& reason, const boost::source_location&) {
  throw UnexpectedReason(reason);
}

}  // namespace shuniu
