// quality.h - how well the ranker orders sets of judged needs: as it is, and cross-validated over its
// parameters.
#pragma once

#include <string>

namespace shuniu::bench {

/// Prints nDCG@10 of the five measures below `data`, as tables of Markdown; throws std::runtime_error where a
/// file is missing.
void report_quality(const std::string& data);

}  // namespace shuniu::bench
