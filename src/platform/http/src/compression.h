// compression.h - gzip of answers, for clients that accept it.
#pragma once

#include <string>
#include <string_view>

namespace shuniu::http {

/// Whether an Accept-Encoding takes gzip (q=0 refuses it).
bool accepts_gzip(std::string_view accept_encoding);
/// Text-like types; pictures and archives are small already.
bool is_compressible(std::string_view content_type);
/// `level` 1 (fast) to 9 (small).
std::string gzipped(std::string_view data, int level);

}  // namespace shuniu::http
