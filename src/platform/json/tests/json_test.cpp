#include <gtest/gtest.h>

#include "shuniu/base/describe.h"
#include "shuniu/json/json.h"
#include "shuniu/json/schema.h"

namespace shuniu::json {
namespace {

enum class Colour { red, green };
SHUNIU_DESCRIBE_ENUM(Colour, red, green)

struct Part {
  Text<1, 5> name;
  Whole<1, 9> grade;
};
SHUNIU_DESCRIBE(Part, name, grade)

struct Whole1 {
  Text<1, 10> title;
  std::optional<Date> day;
  Instant at;
  Colour colour = Colour::red;
  bool open = false;
  Items<Part, 3> parts;
  std::optional<Part> spare;
  Decimal factor;
};
SHUNIU_DESCRIBE(Whole1, title, day, at, colour, open, parts, spare, factor)

constexpr const char* good =
    R"({"title":"电池","day":"2026-11-24","at":"2026-11-24T03:27:55Z","colour":"green","open":true,
  "parts":[{"name":"a","grade":1},{"name":"五个字可以","grade":9}],"factor":"12.5"})";

TEST(Decode, ReadsWhatEncodeWrites) {
  const auto first = decode<Whole1>(good);
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->parts.at(1).grade, 9);
  EXPECT_EQ(first->colour, Colour::green);
  const auto again = decode<Whole1>(encode(*first));
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(encode(*again), encode(*first));
}

TEST(Decode, ReportsEveryFaultWithItsPath) {
  const auto wrong = decode<Whole1>(
      R"({"title":"","title":"x","day":"2027-02-29","at":5,"colour":"blue","open":"yes","extra":{},
          "parts":[{"name":"toolong","grade":10},{"grade":1.5},7],"spare":{"name":"a"},"factor":"1e5"})");
  ASSERT_FALSE(wrong.has_value());
  std::vector<std::string> paths;
  for (const Fault& fault : wrong.error().faults) paths.push_back(fault.path);
  EXPECT_EQ(paths, (std::vector<std::string>{"title", "title", "day", "at", "colour", "open", "extra",
                                             "parts[0].name", "parts[0].grade", "parts[1].grade",
                                             "parts[1].name", "parts[2]", "spare.grade", "factor"}));
}

struct SignIn {
  EmailAddress<> email;
  Secret<10, 20> password;
};
SHUNIU_DESCRIBE(SignIn, email, password)

TEST(Decode, NamesTheValueThatCameButNoSecret) {
  const std::string long_text(60, 'x');
  struct Row {
    std::string json;
    Fault fault;
  };
  for (const Row& row : std::initializer_list<Row>{
           {R"({"name":"toolong","grade":1})",
            {"name", "fault.text_length", {{"least", "1"}, {"most", "5"}, {"length", "7"}}, "toolong"}},
           {R"({"name":")" + long_text + R"(","grade":1})",
            {"name",
             "fault.text_length",
             {{"least", "1"}, {"most", "5"}, {"length", "60"}},
             long_text.substr(0, 40) + "…"}},
           {R"({"name":["a"],"grade":1})", {"name", "fault.text", {{"least", "1"}, {"most", "5"}}, "[…]"}},
           {R"({"name":"a","grade":1.25})",
            {"grade", "fault.whole", {{"least", "1"}, {"most", "9"}}, "1.25"}},
           {R"({"name":"a","grade":"六"})", {"grade", "fault.whole", {{"least", "1"}, {"most", "9"}}, "六"}},
           {R"({"name":"a"})", {"grade", "fault.missing", {}, ""}},
           {R"({"name":"a","grade":1,"pin":"1234"})", {"pin", "fault.no_such_member", {}, ""}}}) {
    const auto wrong = decode<Part>(row.json);
    ASSERT_FALSE(wrong.has_value()) << row.json;
    EXPECT_EQ(wrong.error().faults, std::vector<Fault>{row.fault}) << row.json;
  }
  for (const char* password : {R"("hunter2")", "12345", R"(["hunter2"])"}) {
    const auto wrong = decode<SignIn>(R"({"email":"a b","password":)" + std::string(password) + "}");
    ASSERT_EQ(wrong.error().faults.size(), 2U);
    EXPECT_EQ(wrong.error().faults[0], (Fault{"email", "fault.email", {}, "a b"}));
    EXPECT_EQ(wrong.error().faults[1].got, "") << password;
  }
}

TEST(Decode, RefusesWhatIsNoJson) {
  for (const char* text : {"", "{", "{\"title\":\"\xff\"}", "nul", "{} {}", "{\"title\":\"\\ud800\"}"}) {
    const auto wrong = decode<Whole1>(text);
    ASSERT_FALSE(wrong.has_value()) << text;
    EXPECT_EQ(wrong.error().key, "input.invalid");
  }
  std::string deep(40, '[');
  EXPECT_FALSE(decode<Whole1>(deep + std::string(40, ']')).has_value());
}

TEST(Decode, RefusesControlCharactersAndKeepsLineFeeds) {
  EXPECT_FALSE(decode<Part>(R"({"name":"a\u0000b","grade":1})").has_value());
  EXPECT_TRUE(decode<Part>(R"({"name":"a\nb","grade":1})").has_value());
}

TEST(Decode, CutsTheListOfFaultsAtAThousand) {
  std::string body = "{";
  for (int i = 0; i < 2'000; ++i) body += (i > 0 ? ",\"x" : "\"x") + std::to_string(i) + "\":1";
  EXPECT_EQ(decode<Part>(body + "}").error().faults.size(), 1'000U);
}

TEST(Canonical, FollowsRfc8785) {
  EXPECT_EQ(canonical(" { \"b\" : [ 1 , true, null ] , \"a\" : \"\\u20ac\\n\" } ").value(),
            "{\"a\":\"\xE2\x82\xAC\\n\",\"b\":[1,true,null]}");
  // Names are sorted by UTF-16 units: U+1F600 (surrogates from D83D) comes before U+FB33.
  EXPECT_EQ(canonical(R"({"\ufb33":1,"\ud83d\ude00":2})").value(),
            "{\"\xF0\x9F\x98\x80\":2,\"\xEF\xAC\xB3\":1}");
  EXPECT_FALSE(canonical("{\"a\":1.5}").has_value());
}

TEST(Schema, CarriesBoundsAndReferences) {
  SchemaBook book;
  EXPECT_EQ(book.reference(type_info<Whole1>()), R"({"$ref":"#/components/schemas/Whole1"})");
  const std::string all = book.components();
  EXPECT_NE(all.find(R"("grade":{"type":"integer","format":"int64","minimum":1,"maximum":9})"),
            std::string::npos);
  EXPECT_NE(all.find(R"("Colour":{"type":"string","enum":["red","green"]})"), std::string::npos);
  EXPECT_NE(all.find(R"("required":["title","at","colour","open","factor"])"), std::string::npos);
}

}  // namespace
}  // namespace shuniu::json
