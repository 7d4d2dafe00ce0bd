#include "shuniu/documents/text_encoding.h"

#include <gtest/gtest.h>

namespace shuniu::documents {
namespace {

using namespace std::string_literals;

TEST(TextEncoding, ReadsWhatSpreadsheetProgramsWrite) {
  const struct {
    std::string name, bytes;
    Encoding encoding;
    std::string text;
  } cases[] = {
      {"empty", "", Encoding::utf8, ""},
      {"ASCII", "title,a\n", Encoding::utf8, "title,a\n"},
      {"UTF-8", "电池\n", Encoding::utf8, "电池\n"},
      {"UTF-8 with a mark", "\xEF\xBB\xBF电池\n", Encoding::utf8, "电池\n"},
      {"GB 18030, two bytes", "\xB5\xE7\xB3\xD8,x\n", Encoding::gb18030, "电池,x\n"},
      {"GB 18030, four bytes", "\xB5\xE7\x94\x39\xFC\x36\n", Encoding::gb18030, "电😀\n"},
      {"GB 18030, a second byte that looks like a bar", "\x81\x7C\n", Encoding::gb18030, "亅\n"},
      {"GB 18030 with a mark", "\x84\x31\x95\x33\xB5\xE7\n", Encoding::gb18030, "电\n"},
      {"UTF-16 LE", "\xFF\xFE\x35\x75\n\0"s, Encoding::utf16, "电\n"},
      {"UTF-16 BE", "\xFE\xFF\x75\x35\0\n"s, Encoding::utf16, "电\n"},
      {"UTF-16 with surrogates", "\xFF\xFE\x3D\xD8\0\xDE"s, Encoding::utf16, "😀"},
      {"line ends of CR alone", "a\rb\r", Encoding::utf8, "a\nb\n"},
      {"CRLF stays", "a\r\nb\r\n", Encoding::utf8, "a\r\nb\r\n"},
  };
  for (const auto& each : cases) {
    const auto decoded = to_utf8(each.bytes);
    ASSERT_TRUE(decoded) << each.name << ": " << decoded.error().key;
    EXPECT_EQ(decoded->encoding, each.encoding) << each.name;
    EXPECT_EQ(decoded->text, each.text) << each.name;
  }
}

TEST(TextEncoding, SaysWhereItStopped) {
  const struct {
    std::string name, bytes, key;
    Details details;
  } cases[] = {
      {"neither", "a\nb\xFF\n", "documents.unknown_encoding", {{"line", "2"}, {"bytes", "FF"}}},
      {"Latin-1", "caf\xE9, x\n", "documents.unknown_encoding", {{"line", "1"}, {"bytes", "E9"}}},
      {"cut in a character",
       "\xB5\xE7\n\xB3",
       "documents.unknown_encoding",
       {{"line", "2"}, {"bytes", "B3"}}},
      {"a mark of UTF-8 that lies",
       "\xEF\xBB\xBF\xB5\xE7",
       "documents.unknown_encoding",
       {{"line", "1"}, {"bytes", "B5"}}},
      {"half a surrogate",
       "\xFF\xFE\x3D\xD8x\0"s,
       "documents.unknown_encoding",
       {{"line", "1"}, {"bytes", "3D D8"}}},
      {"UTF-16 without a mark", "a\0\n\0b\0"s, "documents.not_text", {{"line", "1"}}},
      {"UTF-32", "\xFF\xFE\0\0a\0\0\0"s, "documents.not_text", {{"line", "1"}}},
  };
  for (const auto& each : cases) {
    const auto decoded = to_utf8(each.bytes);
    ASSERT_FALSE(decoded) << each.name;
    EXPECT_EQ(decoded.error().key, each.key) << each.name;
    EXPECT_EQ(decoded.error().details, each.details) << each.name;
  }
}

TEST(TextEncoding, TextsLongerThanABufferStayWhole) {
  std::string utf16 = "\xFF\xFE", text;
  for (int i = 0; i < 30'000; ++i) {
    utf16 += i % 2 == 0 ? "\x35\x75"s : "\x3D\xD8\0\xDE"s;
    text += i % 2 == 0 ? "电" : "😀";
  }
  EXPECT_EQ(to_utf8(utf16).value().text, text);
  std::string gb;
  for (int i = 0; i < 30'000; ++i) gb += "\xB5\xE7";
  EXPECT_EQ(to_utf8(gb + "\xFF").error().details[1].second, "FF");
  EXPECT_EQ(to_utf8(gb).value().text.size(), 90'000U);
}

}  // namespace
}  // namespace shuniu::documents
