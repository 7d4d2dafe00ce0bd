// bytes.h - little-endian numbers and variable-length ones, written to and read from memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace shuniu::search {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

inline void append_fixed(std::uint64_t value, std::size_t bytes, Bytes& out) {
  for (std::size_t i = 0; i < bytes; ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

inline std::uint64_t read_fixed(const std::uint8_t* in, std::size_t bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes; ++i) value |= std::uint64_t{in[i]} << (8 * i);
  return value;
}

inline std::uint32_t read_u32(const std::uint8_t* in) {
  return static_cast<std::uint32_t>(read_fixed(in, 4));
}

inline void append_varint(std::uint64_t value, Bytes& out) {
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<std::uint8_t>(value | 0x80));
  out.push_back(static_cast<std::uint8_t>(value));
}

inline void append_text(std::string_view text, Bytes& out) {
  // One by one: g++ 12 takes the insert of a range for an overflow at -O2.
  for (const char c : text) out.push_back(static_cast<std::uint8_t>(c));
}

// Reads on from a place; past the end, everything reads as zero and `failed()` says so.
class Reader {
 public:
  explicit Reader(BytesView bytes) : bytes_(bytes) {}

  std::uint64_t fixed(std::size_t bytes) {
    if (!has(bytes)) return 0;
    const std::uint64_t value = read_fixed(bytes_.data() + at_, bytes);
    at_ += bytes;
    return value;
  }

  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && has(1); shift += 7) {
      const std::uint8_t byte = bytes_[at_++];
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) return value;
    }
    failed_ = true;
    return 0;
  }

  BytesView take(std::uint64_t bytes) {
    if (!has(bytes)) return {};
    const BytesView taken = bytes_.subspan(at_, static_cast<std::size_t>(bytes));
    at_ += taken.size();
    return taken;
  }

  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }

 private:
  bool has(std::uint64_t bytes) {
    if (bytes > bytes_.size() - at_) failed_ = true;
    return !failed_;
  }

  BytesView bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

inline std::string_view as_text(BytesView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace shuniu::search
