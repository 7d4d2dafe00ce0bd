// quoted() looks at eight characters at a time; here it is held against one that looks at each.
#include <gtest/gtest.h>

#include <cstdio>
#include <random>
#include <string>

#include "shuniu/json/json.h"

namespace shuniu::json {
namespace {

std::string quoted_slowly(const std::string& text) {
  const std::string named = "\"\"\\\\\bb\ff\nn\rr\tt";  // a character, and what stands behind its backslash
  std::string out = "\"";
  for (const char c : text) {
    bool is_named = false;
    for (std::size_t i = 0; i < named.size() && !is_named; i += 2) {
      is_named = named[i] == c;
      if (is_named) out += {'\\', named[i + 1]};
    }
    if (is_named) continue;
    char code[8];
    std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(static_cast<unsigned char>(c)));
    out += static_cast<unsigned char>(c) < 0x20 ? std::string(code) : std::string(1, c);
  }
  return out + "\"";
}

TEST(Quoted, EqualsTheSlowWayForEveryCharacterInEveryPlace) {
  for (int c = 0; c < 256; ++c) {
    for (std::size_t place = 0; place < 20; ++place) {
      for (const char around : {'x', '!', '#', '[', '\xFF', '\x80', ' '}) {
        std::string text(20, around);
        text[place] = static_cast<char>(c);
        ASSERT_EQ(json::quoted(text), quoted_slowly(text)) << c << " at " << place;
      }
    }
  }
}

TEST(Quoted, EqualsTheSlowWayForRandomBytes) {
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::string text(random() % 40, ' ');
    for (char& c : text) c = static_cast<char>(random() % 3 == 0 ? random() % 0x60 : random() % 256);
    ASSERT_EQ(json::quoted(text), quoted_slowly(text));
  }
}

}  // namespace
}  // namespace shuniu::json
