// manifest.h - which segment files make up an index, what is erased in them, and how far the caller had come.
//
// File `manifest`: magic, scoring version, analysis version, cursor, next file number, segments (number,
// bytes, checksum, documents, erased documents as gaps), XXH64. It is replaced as a whole.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "bytes.h"
#include "postings.h"
#include "shuniu/base/result.h"

namespace shuniu::search {

struct ManifestSegment {
  std::uint64_t number = 0;
  std::uint64_t bytes = 0;
  std::uint64_t checksum = 0;  // the one at the end of its file
  Doc documents = 0;
  std::vector<Doc> erased;  // ascending

  friend bool operator==(const ManifestSegment&, const ManifestSegment&) = default;
};

struct Manifest {
  std::uint64_t cursor = 0;
  std::uint64_t next_number = 1;
  std::vector<ManifestSegment> segments;

  friend bool operator==(const Manifest&, const Manifest&) = default;
};

[[nodiscard]] std::string segment_file_name(std::uint64_t number);

[[nodiscard]] Bytes encoded(const Manifest& manifest);

/// Refuses search.index_damaged or search.index_other_version.
[[nodiscard]] Result<Manifest> decoded_manifest(BytesView bytes);

[[nodiscard]] Reason damaged_index(std::string file, std::string fault);

}  // namespace shuniu::search
