// import_values.h - dates, money and whole numbers as people write them in cells. Pure; nothing where a
// cell is
// none of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shuniu/base/instant.h"
#include "shuniu/base/money.h"
#include "shuniu/market/import_book.h"

namespace shuniu::market {

/// Without spaces around it, also the wide ones of Chinese text.
std::string trimmed(std::string_view text);

/// The parts between any of the separators, trimmed; empty ones stay, so that places count.
std::vector<std::string> split(std::string_view text, const std::vector<std::string_view>& separators);

/// 2026-03-01, 2026/3/1, 2026.3.1, 20260301, 2026年3月1日, each also with a time of 0:00, or the number of days
/// by which spreadsheets keep a day (46082).
std::optional<Date> read_date(std::string_view cell);

/// "50", "30-80", "50万元", "30万~80万", "1,200.50 USD"; what has no unit of its own is in the given one.
std::optional<MoneyRange> read_money(const ImportBook& book, std::string_view cell, const MoneyUnit& unit);

/// "6", "TRL 6", "第6级"; also "1,200" and "1.2e3".
std::optional<std::int64_t> read_whole(std::string_view cell);

}  // namespace shuniu::market
