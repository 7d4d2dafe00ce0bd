// bit_packing.h - blocks of 128 small integers, each in the same number of bits.
//
// A full block is laid out in four lanes of 32 values, so that one vector instruction unpacks four of them.
// A shorter block (the last of a list) is a plain bit string. No alignment is asked for.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace shuniu::search {

inline constexpr std::size_t block_size = 128;
using Block = std::array<std::uint32_t, block_size>;

// Bits that hold `value`: 0 for 0, 32 for 2^32-1.
unsigned bit_width_of(std::uint32_t value);

// Bytes that `count` values of `width` bits take (count <= 128).
std::size_t packed_bytes(std::size_t count, unsigned width);

// Appends `values` (at most 128) to `out`.
void pack(std::span<const std::uint32_t> values, unsigned width, std::vector<std::uint8_t>& out);

// Reads `count` values of `width` bits (<= 32) from `in`, which holds packed_bytes(count, width) bytes.
void unpack(const std::uint8_t* in, std::size_t count, unsigned width, Block& values);

}  // namespace shuniu::search
