// fuzz_csv.cpp - any bytes as a text and as CSV and TSV: no crash; what is decoded is UTF-8, cells are
// bounded.
#include <cstdint>

#include "shuniu/base/assert.h"
#include "shuniu/documents/separated.h"
#include "shuniu/documents/text_encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  shuniu::documents::TableLimits limits;
  limits.cell_bytes = 256;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto decoded = shuniu::documents::to_utf8(bytes);
  if (!decoded) return 0;
  const auto again = shuniu::documents::to_utf8(decoded->text);
  SHUNIU_ASSERT(again && again->encoding == shuniu::documents::Encoding::utf8, "what is decoded is UTF-8");
  for (const char expected : {',', '\t'}) {
    const char separator = shuniu::documents::separator_of(decoded->text, expected);
    std::int64_t line = 0;
    (void)shuniu::documents::read_separated(
        decoded->text, separator, limits, [&](const shuniu::documents::TableRow& row) {
          SHUNIU_ASSERT(row.line > line, "lines ascend");
          line = row.line;
          for (const std::string& cell : row.cells)
            SHUNIU_ASSERT(cell.size() <= limits.cell_bytes, "cells are bounded");
          return true;
        });
  }
  return 0;
}
