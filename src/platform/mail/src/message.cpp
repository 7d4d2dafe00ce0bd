#include "message.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace shuniu::mail {
namespace {

constexpr std::size_t longest_word_bytes = 45;  // 60 characters of base64, 72 with its frame
constexpr std::size_t longest_plain_header = 60;
constexpr std::size_t bytes_per_line = 57;  // 76 characters of base64

/// Standard base64 (RFC 4648, section 4): mail asks for + and /.
std::string base64(std::string_view bytes) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view group = bytes.substr(i, 3);
    std::uint32_t bits = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      bits = bits << 8 | (j < group.size() ? static_cast<unsigned char>(group[j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      text += j <= group.size() ? alphabet[bits >> (18 - 6 * j) & 63U] : '=';
    }
  }
  return text;
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}
bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}
bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

std::string on_one_line(std::string_view text) {
  std::string line(text);
  std::replace_if(line.begin(), line.end(), is_control, ' ');
  return line;
}

/// The longest prefix within the limit that does not cut a character.
std::string_view take_word(std::string_view& text) {
  std::size_t length = std::min(text.size(), longest_word_bytes);
  while (length < text.size() && length > 1 && !begins_character(text[length])) --length;
  const std::string_view word = text.substr(0, length);
  text.remove_prefix(length);
  return word;
}

std::string with_network_line_ends(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') result += '\r';
    result += c;
  }
  return result;
}

std::string domain_of(const std::string& address) {
  const std::size_t at = address.rfind('@');
  return at == std::string::npos ? "localhost" : address.substr(at + 1);
}

}  // namespace

std::string encode_header_text(std::string_view text) {
  std::string line = on_one_line(text);
  const bool is_plain =
      std::all_of(line.begin(), line.end(), is_ascii) && line.find("=?") == std::string::npos;
  if (is_plain && line.size() <= longest_plain_header) return line;
  std::string encoded;
  for (std::string_view rest = line; !rest.empty();) {
    if (!encoded.empty()) encoded += "\r\n ";
    encoded += "=?UTF-8?B?" + base64(take_word(rest)) + "?=";
  }
  return encoded;
}

std::string write_date(Instant at) {
  constexpr std::array days = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};  // 1970-01-01 was a Thursday
  constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::int64_t seconds = at.microseconds / microseconds_per_second;
  const std::int64_t day_number = seconds / 86'400;
  const Date date = date_from_days(day_number);
  const int second_of_day = static_cast<int>(seconds % 86'400);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %d %s %04d %02d:%02d:%02d +0000",
                days[static_cast<std::size_t>(day_number % 7)], date.day,
                months[static_cast<std::size_t>(date.month - 1)], date.year, second_of_day / 3'600,
                second_of_day / 60 % 60, second_of_day % 60);
  return text.data();
}

std::string write_message(const Sending& sending) {
  std::string text;
  const auto header = [&text](std::string_view name, const std::string& value) {
    text.append(name).append(": ").append(value).append("\r\n");
  };
  header("Date", write_date(sending.at));
  header("From", encode_header_text(sending.from_name) + " <" + on_one_line(sending.from_address) + ">");
  header("To", "<" + on_one_line(sending.letter.to) + ">");
  header("Subject", encode_header_text(sending.letter.subject));
  header("Message-ID", "<" + sending.id.text() + "@" + on_one_line(domain_of(sending.from_address)) + ">");
  header("Auto-Submitted", "auto-generated");
  if (!sending.letter.unsubscribe_address.empty()) {
    header("List-Unsubscribe", "<" + on_one_line(sending.letter.unsubscribe_address) + ">");
    header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
  }
  header("MIME-Version", "1.0");
  header("Content-Type", "text/plain; charset=utf-8");
  header("Content-Transfer-Encoding", "base64");
  text += "\r\n";
  const std::string body = with_network_line_ends(sending.letter.body);
  for (std::size_t i = 0; i < body.size(); i += bytes_per_line) {
    text += base64(std::string_view(body).substr(i, bytes_per_line)) + "\r\n";
  }
  return text;
}

}  // namespace shuniu::mail
