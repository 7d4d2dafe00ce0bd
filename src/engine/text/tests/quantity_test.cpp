#include "shuniu/text/quantity.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace shuniu::text {

namespace {

struct Parsed {
  const char* text;
  const char* canonical;  // of the first quantity; "" where there is none
};

class Quantities : public testing::TestWithParam<Parsed> {};

TEST_P(Quantities, are_read) {
  const auto found = quantities_in(GetParam().text);
  EXPECT_EQ(found.empty() ? "" : canonical(found.front()), GetParam().canonical);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Quantities,
    testing::Values(Parsed{"厚度0.3毫米", "0.0003m"}, Parsed{"0.3 mm thick", "0.0003m"},
                    Parsed{"300μm", "0.0003m"}, Parsed{"300 µm", "0.0003m"},  // micro sign and Greek letter
                    Parsed{"300ＭＰａ", "300000000Pa"}, Parsed{"5 W/(m·K)", "5W/(m·K)"},
                    Parsed{"350 Wh/kg", "350Wh/kg"}, Parsed{"350瓦时/公斤", "350Wh/kg"},
                    Parsed{"-40℃", "233.15K"}, Parsed{"-40℃～85℃", "233.15~358.15K"},
                    Parsed{"10-20 mm", "0.01~0.02m"}, Parsed{"10 to 20 mm", "0.01~0.02m"},
                    Parsed{"±5%", "-0.05~0.05ratio"}, Parsed{"５０％", "0.5ratio"},
                    Parsed{"1.2e-3 kg", "0.0012kg"}, Parsed{"5×10⁶次", "5000000times"},
                    Parsed{"3×10^-2 Pa", "0.03Pa"}, Parsed{"1,200 rpm", "1200rpm"},
                    Parsed{"100万元", "1000000yuan"}, Parsed{"36 km/h", "10m/s"}, Parsed{"212°F", "373.15K"},
                    Parsed{"5G", ""}, Parsed{"4K", "4K"}, Parsed{"1990年", ""}, Parsed{"3年", "36month"},
                    Parsed{"pm2 5", ""}, Parsed{"12 widgets", ""}, Parsed{"5 mmx", ""},
                    Parsed{"v2.3.4 m", ""}, Parsed{"12345678901234567890 m", ""}));

struct Compared {
  const char* offered;
  Operator op;
  const char* wanted;
  Verdict verdict;
};

class Comparison : public testing::TestWithParam<Compared> {};

TEST_P(Comparison, is_exact) {
  const Compared& row = GetParam();
  const auto offered = quantities_in(row.offered);
  const auto wanted = quantities_in(row.wanted);
  ASSERT_EQ(offered.size(), 1U);
  ASSERT_EQ(wanted.size(), 1U);
  EXPECT_EQ(compare(offered[0], row.op, wanted[0]), row.verdict);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Comparison,
    testing::Values(Compared{"0.3mm", Operator::eq, "300 μm", Verdict::met},
                    Compared{"0.1 m", Operator::eq, "10 cm", Verdict::met},
                    Compared{"0.3mm", Operator::gt, "300 μm", Verdict::missed},
                    Compared{"0.3毫米", Operator::ge, "200μm", Verdict::met},
                    Compared{"1 inch", Operator::eq, "25.4 mm", Verdict::met},
                    Compared{"1 mile", Operator::eq, "1609.344 m", Verdict::met},
                    Compared{"100℃", Operator::eq, "212°F", Verdict::met},
                    Compared{"100℃", Operator::lt, "373.16K", Verdict::met},
                    Compared{"36 km/h", Operator::eq, "10 m/s", Verdict::met},
                    Compared{"5 kg", Operator::ge, "3 m", Verdict::unknown},  // other dimension
                    Compared{"15 mm", Operator::between, "10-20 mm", Verdict::met},
                    Compared{"25 mm", Operator::between, "10-20 mm", Verdict::missed},
                    Compared{"10-20 mm", Operator::le, "15 mm", Verdict::unknown},  // only a part satisfies
                    Compared{"10-20 mm", Operator::le, "20 mm", Verdict::met},
                    Compared{"100元", Operator::le, "1万美元", Verdict::unknown}));

TEST(Decimal, equal_values_are_equal_objects) {
  EXPECT_EQ(parse_decimal("1200.50"), parse_decimal("1,200.5"));
  EXPECT_EQ(parse_decimal("0.000"), parse_decimal("0"));
  EXPECT_EQ(parse_decimal("-5"), (Decimal{-5, 0}));
  EXPECT_EQ(parse_decimal(" 1e3 "), (Decimal{1, 3}));
}

TEST(Decimal, refuses_what_is_no_number) {
  for (const char* text : {"", " ", "-", "1.2.3", "1 2", "x", "1e", "9999999999999999999", "1e999"}) {
    EXPECT_FALSE(parse_decimal(text)) << text;
  }
}

TEST(Unit, names_are_unambiguous) {
  for (const UnitName& name : unit_names()) {
    ASSERT_NE(find_unit(name.name), nullptr) << name.name;
    EXPECT_EQ(find_unit(name.name)->symbol, name.unit->symbol) << name.name << " means two things";
  }
}

TEST(Unit, case_matters_where_it_must) {
  EXPECT_EQ(find_unit("MW")->symbol, "MW");
  EXPECT_EQ(find_unit("mW")->symbol, "mW");
  EXPECT_EQ(find_unit("Mw"), nullptr);
  EXPECT_EQ(find_unit("KG")->symbol, "kg");
}

TEST(Operator, is_read_in_both_languages) {
  EXPECT_EQ(parse_operator("≥"), Operator::ge);
  EXPECT_EQ(parse_operator("不超过"), Operator::le);
  EXPECT_EQ(parse_operator("between"), Operator::between);
  EXPECT_EQ(parse_operator("roughly"), std::nullopt);
}

RC_GTEST_PROP(DecimalProperty, what_is_written_is_read_back, ()) {
  const Decimal value{*rc::gen::inRange<std::int64_t>(-999'999'999'999, 999'999'999'999) * 10 + 1,
                      *rc::gen::inRange<std::int32_t>(-40, 6)};  // 13 digits and five zeros: 18 in all
  RC_ASSERT(parse_decimal(to_string(value)) == value);
}

RC_GTEST_PROP(QuantityProperty, the_same_length_in_two_units_is_equal, ()) {
  const auto millimetres = *rc::gen::inRange<std::int64_t>(-1'000'000'000, 1'000'000'000);
  const Quantity first{{millimetres, 0}, {millimetres, 0}, find_unit("mm"), 0, 0};
  const Quantity second{{millimetres, 3}, {millimetres, 3}, find_unit("μm"), 0, 0};
  RC_ASSERT(compare(first, Operator::eq, second) == Verdict::met);
  RC_ASSERT(compare(first, Operator::lt, second) == Verdict::missed);
}

RC_GTEST_PROP(QuantityProperty, any_bytes_are_accepted, (const std::string& bytes)) {
  for (const Quantity& found : quantities_in(bytes)) RC_ASSERT(found.end <= bytes.size());
}

}  // namespace

}  // namespace shuniu::text
