// fuzz_xlsx.cpp - any bytes as an XLSX file: no crash, no hang, never more rows than allowed.
#include <cstdint>

#include "shuniu/base/assert.h"
#include "shuniu/documents/xlsx.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  shuniu::documents::TableLimits limits;
  limits.rows = 1'000;
  limits.unpacked_bytes = 4 << 20;
  std::int64_t rows = 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)shuniu::documents::read_rows(bytes, limits, [&](const shuniu::documents::TableRow& row) {
    SHUNIU_ASSERT(row.cells.size() <= limits.columns, "no row is wider than allowed");
    return ++rows < limits.rows + 1;
  });
  SHUNIU_ASSERT(rows <= limits.rows, "no more rows than allowed");
  return 0;
}
