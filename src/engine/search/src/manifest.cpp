#include "manifest.h"

#include "checksum.h"
#include "shuniu/text/analysis.h"

namespace shuniu::search {

namespace {

constexpr std::string_view manifest_magic = "SHUNIUmf";

ManifestSegment read_segment(Reader& reader) {
  ManifestSegment segment;
  segment.number = reader.fixed(8);
  segment.bytes = reader.fixed(8);
  segment.checksum = reader.fixed(8);
  segment.documents = static_cast<Doc>(reader.fixed(4));
  const std::uint64_t erased = reader.varint();
  std::uint64_t next = 0;
  for (std::uint64_t i = 0; i < erased && !reader.failed(); ++i) {
    next += reader.varint();
    if (next >= segment.documents) return {};
    segment.erased.push_back(static_cast<Doc>(next));
    ++next;
  }
  return segment;
}

}  // namespace

Reason damaged_index(std::string file, std::string fault) {
  return refuse("search.index_damaged", Kind::unavailable,
                {{"file", std::move(file)}, {"fault", std::move(fault)}});
}

std::string segment_file_name(std::uint64_t number) {
  return "segment-" + std::to_string(number);
}

Bytes encoded(const Manifest& manifest) {
  Bytes out;
  append_text(manifest_magic, out);
  append_fixed(scoring_version, 4, out);
  append_fixed(text::analysis_version, 4, out);
  append_fixed(manifest.cursor, 8, out);
  append_fixed(manifest.next_number, 8, out);
  append_fixed(manifest.segments.size(), 4, out);
  for (const ManifestSegment& segment : manifest.segments) {
    append_fixed(segment.number, 8, out);
    append_fixed(segment.bytes, 8, out);
    append_fixed(segment.checksum, 8, out);
    append_fixed(segment.documents, 4, out);
    append_varint(segment.erased.size(), out);
    Doc next = 0;
    for (const Doc doc : segment.erased) {
      append_varint(doc - next, out);
      next = doc + 1;
    }
  }
  append_fixed(checksum(out), 8, out);
  return out;
}

Result<Manifest> decoded_manifest(BytesView bytes) {
  constexpr std::size_t least = 8 + 8;
  if (bytes.size() < least) return damaged_index("manifest", "shorter than its head");
  if (as_text(bytes.first(8)) != manifest_magic) return damaged_index("manifest", "not a manifest");
  const BytesView body = bytes.first(bytes.size() - 8);
  if (checksum(body) != read_fixed(bytes.data() + body.size(), 8))
    return damaged_index("manifest", "checksum differs");
  Reader reader(body.subspan(8));
  const bool same_scoring = reader.fixed(4) == scoring_version;
  const bool same_analysis = reader.fixed(4) == text::analysis_version;
  if (!same_scoring || !same_analysis) return refuse("search.index_other_version", Kind::unavailable);
  Manifest manifest;
  manifest.cursor = reader.fixed(8);
  manifest.next_number = reader.fixed(8);
  const std::uint64_t count = reader.fixed(4);
  for (std::uint64_t i = 0; i < count && !reader.failed(); ++i) {
    manifest.segments.push_back(read_segment(reader));
    if (manifest.segments.back().number == 0)
      return damaged_index("manifest", "a segment's entry is not sound");
  }
  if (reader.failed() || !reader.at_end()) return damaged_index("manifest", "its length is wrong");
  return manifest;
}

}  // namespace shuniu::search
