#include "bit_packing.h"

#include <bit>
#include <cstring>
#include <utility>

namespace shuniu::search {

namespace {

constexpr std::size_t lanes = 4;
constexpr std::size_t rows = block_size / lanes;

using Lanes = std::uint32_t __attribute__((vector_size(16)));

template <unsigned Width>
void unpack_full(const std::uint8_t* in, Block& values) {
  if constexpr (Width == 0) {
    values.fill(0);
  } else {
    constexpr std::uint32_t mask = Width == 32 ? ~0U : (1U << Width) - 1U;
    Lanes word;
    std::memcpy(&word, in, sizeof word);
    unsigned used = 0;
    for (std::size_t row = 0; row < rows; ++row) {
      Lanes value = word >> used;
      used += Width;
      if (used >= 32 && row + 1 < rows) {
        in += sizeof word;
        std::memcpy(&word, in, sizeof word);
        used -= 32;
        if (used > 0) {
          value |= word << (Width - used);
        }
      }
      value &= mask;
      std::memcpy(&values[row * lanes], &value, sizeof value);
    }
  }
}

using Unpacker = void (*)(const std::uint8_t*, Block&);

template <std::size_t... Widths>
constexpr std::array<Unpacker, sizeof...(Widths)> unpackers(std::index_sequence<Widths...>) {
  return {&unpack_full<Widths>...};
}

constexpr auto full_unpackers = unpackers(std::make_index_sequence<33>());

void append_word(std::uint32_t word, std::vector<std::uint8_t>& out) {
  for (unsigned shift = 0; shift < 32; shift += 8) {
    out.push_back(static_cast<std::uint8_t>(word >> shift));
  }
}

void pack_full(std::span<const std::uint32_t> values, unsigned width, std::vector<std::uint8_t>& out) {
  std::array<std::uint64_t, lanes> waiting{};
  unsigned used = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      waiting[lane] |= std::uint64_t{values[row * lanes + lane]} << used;
    }
    used += width;
    if (used >= 32) {
      for (std::uint64_t& word : waiting) {
        append_word(static_cast<std::uint32_t>(word), out);
        word >>= 32;
      }
      used -= 32;
    }
  }
}

void pack_short(std::span<const std::uint32_t> values, unsigned width, std::vector<std::uint8_t>& out) {
  std::uint64_t waiting = 0;
  unsigned used = 0;
  for (const std::uint32_t value : values) {
    waiting |= std::uint64_t{value} << used;
    used += width;
    for (; used >= 8; used -= 8) {
      out.push_back(static_cast<std::uint8_t>(waiting));
      waiting >>= 8;
    }
  }
  if (used > 0) {
    out.push_back(static_cast<std::uint8_t>(waiting));
  }
}

void unpack_short(const std::uint8_t* in, std::size_t count, unsigned width, Block& values) {
  const std::uint64_t mask = (std::uint64_t{1} << width) - 1;
  std::uint64_t waiting = 0;
  unsigned held = 0;
  for (std::size_t i = 0; i < count; ++i) {
    for (; held < width; held += 8) {
      waiting |= std::uint64_t{*in++} << held;
    }
    values[i] = static_cast<std::uint32_t>(waiting & mask);
    waiting >>= width;
    held -= width;
  }
}

}  // namespace

unsigned bit_width_of(std::uint32_t value) {
  return static_cast<unsigned>(std::bit_width(value));
}

std::size_t packed_bytes(std::size_t count, unsigned width) {
  return (count * width + 7) / 8;
}

void pack(std::span<const std::uint32_t> values, unsigned width, std::vector<std::uint8_t>& out) {
  if (width == 0) {
    return;
  }
  if (values.size() == block_size) {
    pack_full(values, width, out);
  } else {
    pack_short(values, width, out);
  }
}

void unpack(const std::uint8_t* in, std::size_t count, unsigned width, Block& values) {
  if (count == block_size) {
    full_unpackers[width](in, values);
  } else {
    unpack_short(in, count, width, values);
  }
}

}  // namespace shuniu::search
