// fuzz_csv.cpp - any bytes as CSV and TSV: no crash, and every cell is UTF-8 within its bounds.
#include <cstdint>

#include "shuniu/base/assert.h"
#include "shuniu/documents/separated.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  shuniu::documents::TableLimits limits;
  limits.cell_bytes = 256;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const char separator : {',', '\t'}) {
    std::int64_t line = 0;
    (void)shuniu::documents::read_separated(
        bytes, separator, limits, [&](const shuniu::documents::TableRow& row) {
          SHUNIU_ASSERT(row.line > line, "lines ascend");
          line = row.line;
          for (const std::string& cell : row.cells)
            SHUNIU_ASSERT(cell.size() <= limits.cell_bytes, "cells are bounded");
          return true;
        });
  }
  return 0;
}
