#include "shuniu/identity/credit_code.h"

#include <algorithm>
#include <array>

namespace shuniu::identity {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::array outer_weights = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
constexpr std::array inner_weights = {3, 7, 9, 10, 5, 8, 4, 2};
constexpr std::size_t length = 18;
constexpr std::size_t inner_start = 8;  // the organisation code: eight characters and its check

bool is_of_alphabet(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return alphabet.find(c) != std::string_view::npos; });
}

char outer_check(std::string_view code) {
  int sum = 0;
  for (std::size_t i = 0; i < outer_weights.size(); ++i) {
    sum += static_cast<int>(alphabet.find(code[i])) * outer_weights[i];
  }
  return alphabet[static_cast<std::size_t>((31 - sum % 31) % 31)];
}

/// GB 11714 counts letters from A = 10 over the whole Latin alphabet.
int inner_value(char c) {
  return c <= '9' ? c - '0' : c - 'A' + 10;
}

char inner_check(std::string_view code) {
  int sum = 0;
  for (std::size_t i = 0; i < inner_weights.size(); ++i)
    sum += inner_value(code[inner_start + i]) * inner_weights[i];
  const int check = 11 - sum % 11;
  if (check == 10) return 'X';
  return check == 11 ? '0' : static_cast<char>('0' + check);
}

}  // namespace

CreditCodeCheck check_credit_code(std::string_view code) {
  CreditCodeCheck check;
  check.is_well_formed = code.size() == length && is_of_alphabet(code);
  if (!check.is_well_formed) return check;
  check.outer_is_right = code[length - 1] == outer_check(code);
  check.inner_is_right = code[length - 2] == inner_check(code);
  return check;
}

std::string complete_credit_code(std::string_view first_sixteen) {
  if (first_sixteen.size() != length - 2 || !is_of_alphabet(first_sixteen)) return {};
  std::string code(first_sixteen);
  code += inner_check(code);
  code += outer_check(code);
  return code;
}

}  // namespace shuniu::identity
