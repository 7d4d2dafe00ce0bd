#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>
#include <vector>

#include "shuniu/crypto/hash.h"
#include "shuniu/crypto/one_time_code.h"
#include "shuniu/crypto/password.h"
#include "shuniu/crypto/random.h"
#include "shuniu/crypto/seal.h"

namespace shuniu::crypto {
namespace {

constexpr std::size_t least_memory = 8 * 1024;  // what libsodium accepts; cheap enough for tests

PasswordOptions cheap() {
  return {.threads = 2, .queue = 64, .memory_bytes = least_memory, .passes = 1};
}

TEST(Hash, KnowsTheVectorsOfFips180) {
  EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Hash, KnowsTheVectorsOfRfc4231) {
  EXPECT_EQ(hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(
      hex(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(OneTimeCode, KnowsTheVectorsOfRfc4226) {
  const std::vector<std::string> codes{"755224", "287082", "359152", "969429", "338314",
                                       "254676", "287922", "162583", "399871", "520489"};
  for (std::size_t i = 0; i < codes.size(); ++i) {
    EXPECT_EQ(one_time_code("12345678901234567890", static_cast<std::int64_t>(i)), codes[i]) << i;
  }
}

TEST(OneTimeCode, KnowsTheVectorsOfRfc6238) {
  struct Vector {
    std::int64_t seconds;
    std::string code;
  };
  const std::vector<Vector> vectors{{59, "94287082"},
                                    {1'111'111'109, "07081804"},
                                    {1'111'111'111, "14050471"},
                                    {1'234'567'890, "89005924"},
                                    {2'000'000'000, "69279037"},
                                    {20'000'000'000, "65353130"}};
  for (const Vector& vector : vectors) {
    EXPECT_EQ(one_time_code("12345678901234567890", vector.seconds / 30, 8), vector.code) << vector.seconds;
  }
}

TEST(OneTimeCode, WritesBase32AsRfc4648) {
  const std::vector<std::pair<std::string, std::string>> vectors{{"", ""},
                                                                 {"f", "MY"},
                                                                 {"fo", "MZXQ"},
                                                                 {"foo", "MZXW6"},
                                                                 {"foob", "MZXW6YQ"},
                                                                 {"fooba", "MZXW6YTB"},
                                                                 {"foobar", "MZXW6YTBOI"}};
  for (const auto& [bytes, text] : vectors) EXPECT_EQ(base32(bytes), text);
}

TEST(Seal, OpensOnlyWithItsKeyAtItsAddress) {
  const std::string key(key_bytes, 'k');
  const std::string sealed = seal("a secret", key, "here");
  EXPECT_EQ(sealed.find("a secret"), std::string::npos);
  EXPECT_NE(sealed, seal("a secret", key, "here")) << "the nonce is drawn anew";
  EXPECT_EQ(unseal(sealed, key, "here"), "a secret");
  EXPECT_FALSE(unseal(sealed, key, "there"));
  EXPECT_FALSE(unseal(sealed, std::string(key_bytes, 'l'), "here"));
  std::string damaged = sealed;
  damaged.back() = static_cast<char>(damaged.back() ^ 1);
  EXPECT_FALSE(unseal(damaged, key, "here"));
  EXPECT_FALSE(unseal("short", key, "here"));
}

TEST(Hash, ReadsAndWritesHexadecimal) {
  EXPECT_EQ(from_hex("00ff7A"), std::string("\x00\xff\x7a", 3));
  EXPECT_EQ(from_hex(""), "");
  EXPECT_EQ(from_hex("0"), std::nullopt);
  EXPECT_EQ(from_hex("0g"), std::nullopt);
  EXPECT_EQ(from_hex("00 1"), std::nullopt);
}

TEST(Hash, WritesBase64urlWithoutPadding) {  // RFC 4648, section 10, and the two letters that differ
  EXPECT_EQ(base64url(""), "");
  EXPECT_EQ(base64url("f"), "Zg");
  EXPECT_EQ(base64url("fooba"), "Zm9vYmE");
  EXPECT_EQ(base64url("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64url("\xfb\xff"), "-_8");
}

TEST(Hash, ComparesSecrets) {
  EXPECT_TRUE(equal_in_constant_time("secret", "secret"));
  EXPECT_FALSE(equal_in_constant_time("secret", "secreT"));
  EXPECT_FALSE(equal_in_constant_time("secret", "secret "));
  EXPECT_TRUE(equal_in_constant_time("", ""));
}

TEST(Random, DrawsDifferentTokensAndOrderedIds) {
  std::set<std::string> tokens;
  for (int i = 0; i < 1'000; ++i) tokens.insert(random_token());
  EXPECT_EQ(tokens.size(), 1'000U);
  EXPECT_EQ(tokens.begin()->size(), 43U);
  const std::string earlier = new_uuid(Instant{1'700'000'000'000'000});
  const std::string later = new_uuid(Instant{1'700'000'000'001'000});
  EXPECT_TRUE(is_uuid(earlier));
  EXPECT_LT(earlier, later);
}

TEST(Random, IdsOfOneMillisecondSortAsTheyWereMade) {
  const Instant now{1'700'000'000'000'000};
  std::string before = new_uuid(now);
  for (int i = 0; i < 10'000; ++i) {
    const std::string next = new_uuid(now);
    ASSERT_LT(before, next);
    before = next;
  }
  EXPECT_NE(new_uuid(Instant{1'700'000'000'001'000}).substr(14, 9), before.substr(14, 9))
      << "a new millisecond starts anywhere";
}

TEST(Password, VerifiesWhatItHashed) {
  PasswordHasher hasher(cheap());
  const std::string hash = hasher.hash("correct horse battery").value();
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$")) << hash;
  EXPECT_NE(hash, hasher.hash("correct horse battery").value()) << "each hash has a salt of its own";
  EXPECT_TRUE(hasher.verify(hash, "correct horse battery").value());
  EXPECT_FALSE(hasher.verify(hash, "correct horse batterz").value());
  EXPECT_FALSE(hasher.verify(hash, "").value());
  EXPECT_FALSE(hasher.verify("no hash at all", "correct horse battery").value());
}

TEST(Password, KeepsOldHashesReadableWhenTheCostRises) {
  const std::string old_hash = PasswordHasher(cheap()).hash("pass phrase 密码").value();
  PasswordHasher dearer({.memory_bytes = 2 * least_memory, .passes = 2});
  EXPECT_TRUE(dearer.verify(old_hash, "pass phrase 密码").value());
}

TEST(Password, DefaultCostIsNineteenMebibytesAndTwoPasses) {
  PasswordHasher hasher;
  EXPECT_TRUE(hasher.hash("x").value().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
}

TEST(Password, RefusesAtOnceWhenEveryPlaceIsTaken) {
  PasswordHasher hasher({.threads = 1, .queue = 1, .memory_bytes = least_memory, .passes = 1});
  auto first = hasher.take_place();
  ASSERT_TRUE(first);
  EXPECT_TRUE(hasher.hash("x")) << "one is left";
  {
    const auto second = hasher.take_place();
    ASSERT_TRUE(second);
    const auto refused = hasher.hash("x");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "crypto.busy");
    EXPECT_EQ(refused.error().kind, Kind::unavailable);
    EXPECT_EQ(refused.error().details, (Details{{"retry_after_s", "1"}}));
    EXPECT_TRUE(first->hash("x")) << "whoever holds a place is served";
    EXPECT_TRUE(second->hash("x"));
  }
  EXPECT_TRUE(hasher.hash("x")) << "a place that went out of scope is free";
}

TEST(Password, ServesOneAtATimeWithoutAQueue) {
  PasswordHasher hasher({.threads = 1, .queue = 0, .memory_bytes = least_memory, .passes = 1});
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(hasher.hash("x"));
}

TEST(Password, RefusesAfterTheLongestWait) {
  PasswordHasher hasher(
      {.longest_wait = std::chrono::milliseconds(1), .memory_bytes = 16 << 20, .passes = 2});
  std::atomic<bool> enough = false;
  std::thread other([&] {
    while (!enough) (void)hasher.hash("keeps the only worker busy");
  });
  std::string key;
  for (int i = 0; i < 1'000 && key.empty(); ++i) {
    const auto answer = hasher.hash("x");
    if (!answer) key = answer.error().key;
  }
  enough = true;
  other.join();
  EXPECT_EQ(key, "crypto.busy");
}

TEST(Password, ServesManyCallersAtOnce) {
  PasswordHasher hasher(cheap());
  std::vector<std::thread> callers;
  std::vector<int> right(8);
  for (std::size_t i = 0; i < right.size(); ++i) {
    callers.emplace_back([&hasher, &right, i] {
      const std::string password = "password of caller " + std::to_string(i);
      for (int round = 0; round < 10; ++round) {
        const auto hash = hasher.hash(password);
        if (hash && hasher.verify(*hash, password).value()) ++right[i];
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(right, std::vector<int>(8, 10));
}

}  // namespace
}  // namespace shuniu::crypto
