// credit_code.h - the unified social credit code (GB 32100-2015): 18 characters with two check characters.
//
//   check_credit_code("914403001922038216").fits();      // true
//   complete_credit_code("9131000012345678");            // for invented organisations
//
// Promises: pure. The outer check (last character) decides; the inner one (GB 11714, character 17) only
// warns, because codes given out around 2015 are known that fail it.
// Does not ask any register whether the code was given to anybody.
#pragma once

#include <string>
#include <string_view>

namespace shuniu::identity {

struct CreditCodeCheck {
  bool is_well_formed = false;  // 18 characters of its alphabet (no I, O, S, V, Z)
  bool outer_is_right = false;
  bool inner_is_right = false;
  bool fits() const { return is_well_formed && outer_is_right; }
};

CreditCodeCheck check_credit_code(std::string_view code);

/// From authority (1), category (1), region (6) and the organisation's eight characters; "" when they are not
/// well formed.
std::string complete_credit_code(std::string_view first_sixteen);

}  // namespace shuniu::identity
