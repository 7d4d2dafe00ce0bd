// fuzz_text.cpp - any bytes as text: terms, figures, snippets and names keep within the text that they were
// given.
#include <cstdint>
#include <string_view>

#include "shuniu/base/assert.h"
#include "shuniu/text/analysis.h"
#include "shuniu/text/names.h"
#include "shuniu/text/phrases.h"
#include "shuniu/text/quantity.h"
#include "shuniu/text/snippet.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace text = shuniu::text;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  text::WantedTerms wanted;
  std::uint32_t last = 0;
  for (const text::Token& token : text::analyze(bytes)) {
    SHUNIU_ASSERT(token.begin >= last && token.begin < token.end && token.end <= size,
                  "tokens lie in the text");
    last = token.begin;
    wanted[token.term] = 1;
  }
  for (const text::Quantity& quantity : text::quantities_in(bytes)) {
    SHUNIU_ASSERT(quantity.begin < quantity.end && quantity.end <= size, "figures lie in the text");
    const auto verdict = text::compare(quantity, text::Operator::eq, quantity);
    SHUNIU_ASSERT(verdict != text::Verdict::missed || !(quantity.low == quantity.high),
                  "a figure equals itself");
    (void)text::canonical(quantity);
  }
  const text::Snippet shown = text::snippet(bytes, wanted);
  for (const text::Range& mark : shown.marks) {
    SHUNIU_ASSERT(mark.begin < mark.end && mark.end <= shown.text.size(), "marks lie in the passage");
  }
  const auto phrases = text::shared_phrases(bytes, bytes, wanted, 10);
  for (const text::Range& mark : text::marks_of(bytes, phrases)) {
    SHUNIU_ASSERT(mark.begin < mark.end && mark.end <= size, "phrases lie in the text");
  }
  text::NameBook names;
  names.put("it", {bytes});
  const bool has_name = !text::name_forms(bytes).folded.empty();
  SHUNIU_ASSERT(names.find(bytes, {}).size() == (has_name ? 1 : 0), "a name is found by itself");
  (void)text::name_terms(bytes);
  (void)text::sought_name_terms(bytes);
  return 0;
}
