#include "media_type.h"

#include <algorithm>

namespace shuniu::market {
namespace {

constexpr std::size_t longest_name = 120;  // characters

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// Valid UTF-8 with no control characters but those of plain text.
bool is_plain_text(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC2 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF5 ? 4
                                             : 0;
    if (length == 0 || i + length > bytes.size()) return false;
    if (length == 1 && (lead < 0x20 || lead == 0x7F) && lead != '\n' && lead != '\r' && lead != '\t')
      return false;
    for (std::size_t k = 1; k < length; ++k) {
      if (!is_continuation(bytes[i + k])) return false;
    }
    i += length;
  }
  return true;
}

/// An Office file is a ZIP whose first entry is [Content_Types].xml or a part; its main folder tells which.
std::optional<std::string> office_type(std::string_view bytes) {
  const std::string office = "application/vnd.openxmlformats-officedocument.";
  if (bytes.find("[Content_Types].xml") == std::string_view::npos) return std::nullopt;
  if (bytes.find("word/document.xml") != std::string_view::npos) return office + "wordprocessingml.document";
  if (bytes.find("xl/workbook.xml") != std::string_view::npos) return office + "spreadsheetml.sheet";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> media_type_of(std::string_view bytes) {
  if (bytes.starts_with("%PDF-")) return "application/pdf";
  if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return "image/png";
  if (bytes.starts_with("\xFF\xD8\xFF")) return "image/jpeg";
  if (bytes.starts_with("PK\x03\x04")) return office_type(bytes);
  if (!bytes.empty() && is_plain_text(bytes)) return "text/plain";
  return std::nullopt;
}

std::optional<std::string> safe_file_name(std::string_view name) {
  if (!is_plain_text(name)) return std::nullopt;
  if (const std::size_t slash = name.find_last_of("/\\"); slash != std::string_view::npos)
    name.remove_prefix(slash + 1);
  std::string safe;
  std::size_t characters = 0;
  for (const char c : name) {
    if (!is_continuation(c) && ++characters > longest_name) break;
    const bool unsafe = static_cast<unsigned char>(c) < 0x20 ||
                        std::string_view("\"<>:|?*").find(c) != std::string_view::npos;
    safe += unsafe ? '_' : c;
  }
  const std::size_t first = safe.find_first_not_of(" .");
  if (first == std::string::npos) return std::nullopt;
  return safe.substr(first, safe.find_last_not_of(" .") - first + 1);
}

std::string content_disposition(std::string_view name) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string plain, encoded;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool token = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       c == '.' || c == '-' || c == '_';
    if (token)
      encoded += c;
    else
      encoded += {'%', digits[byte >> 4], digits[byte & 0x0F]};
    if (byte < 0x80)
      plain += c == '"' || c == '\\' ? '_' : c;
    else if (!is_continuation(c))
      plain += '_';
  }
  return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
}

}  // namespace shuniu::market
