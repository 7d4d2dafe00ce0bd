// media_type.h - what a file is, judged by its first bytes and never by its name; and a name that is safe to
// give back. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace shuniu::market {

/// PDF, PNG, JPEG, DOCX, XLSX or UTF-8 text; nothing for everything else.
std::optional<std::string> media_type_of(std::string_view bytes);

/// The last part of the name without control characters, quotes and separators, at most 120 characters;
/// nothing when nothing is left.
std::optional<std::string> safe_file_name(std::string_view name);

/// RFC 6266: attachment with an ASCII name and the true one as RFC 8187 writes it.
std::string content_disposition(std::string_view name);

}  // namespace shuniu::market
