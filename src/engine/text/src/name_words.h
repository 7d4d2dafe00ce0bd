// name_words.h - names and what is typed for them, taken apart.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "folding.h"
#include "shuniu/text/names.h"

namespace shuniu::text {

[[nodiscard]] NameForms name_forms(const FoldedText& chars);

/// What stands between spaces and punctuation, folded.
[[nodiscard]] std::vector<std::string> words_of(const FoldedText& chars);
[[nodiscard]] std::string joined(const std::vector<std::string>& words);
[[nodiscard]] bool has_ideographs(const FoldedText& chars);

/// "Lǐ diàn", "lü" and "lv" as they are spoken: lidian, lu, lu. Only Latin letters and figures are left.
[[nodiscard]] std::string typed_pinyin(std::string_view query);

}  // namespace shuniu::text
