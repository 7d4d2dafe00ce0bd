#include "shuniu/text/names.h"

#include <unicode/normalizer2.h>
#include <algorithm>
#include <set>
#include <stdexcept>

#include "name_words.h"
#include "readings.h"

namespace shuniu::text {

namespace {

constexpr std::size_t most_spoken_forms = 4;     // of a name
constexpr std::size_t most_term_syllables = 12;  // longer names are found by their text
constexpr std::size_t longest_sought_name = 40;  // letters

bool is_ascii(char byte) {
  return static_cast<unsigned char>(byte) < 0x80;
}

/// Every form so far, continued by every reading; by the first one only where that would be too many.
void speak(const std::vector<std::string>& readings, std::vector<std::string>& spoken) {
  const bool each = spoken.size() * readings.size() <= most_spoken_forms;
  std::vector<std::string> continued;
  for (const std::string& form : spoken) {
    for (const std::string& reading : readings) {
      continued.push_back(form.empty() ? reading : form + " " + reading);
      if (!each) break;
    }
  }
  spoken = std::move(continued);
}

}  // namespace

std::vector<std::string> words_of(const FoldedText& chars) {
  std::vector<std::string> words(1);
  for (const FoldedChar& c : chars) {
    if (kind_of(c.folded) != CharKind::separator) {
      append_utf8(c.folded, words.back());
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += word;
  return text;
}

std::string typed_pinyin(std::string_view query) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* decomposing = icu::Normalizer2::getNFKDInstance(status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFKD data");
  const auto text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(query.data(), static_cast<std::int32_t>(query.size())));
  icu::UnicodeString plain = decomposing->normalize(text, status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU cannot normalise");
  std::string letters;
  plain.foldCase().toUTF8String(letters);
  std::erase_if(letters, [](char c) { return !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9'); });
  for (const char* typed : {"lv", "nv"}) {
    for (std::size_t at = 0; (at = letters.find(typed, at)) != std::string::npos;) letters[at + 1] = 'u';
  }
  return letters;
}

bool has_ideographs(const FoldedText& chars) {
  return std::any_of(chars.begin(), chars.end(),
                     [](const FoldedChar& c) { return kind_of(c.folded) == CharKind::ideograph; });
}

NameForms name_forms(std::string_view name) {
  return name_forms(fold(name));
}

NameForms name_forms(const FoldedText& chars) {
  NameForms forms;
  forms.spoken.emplace_back();
  std::string word;
  const auto finish_word = [&] {
    if (!word.empty()) speak({word}, forms.spoken);
    word.clear();
  };
  for (const FoldedChar& c : chars) {
    const CharKind kind = kind_of(c.folded);
    if (kind == CharKind::letter || kind == CharKind::digit || kind == CharKind::mark) {
      append_utf8(c.folded, word);
    } else {
      finish_word();
    }
    if (kind != CharKind::separator) append_utf8(c.folded, forms.folded);
    if (kind != CharKind::ideograph) continue;
    const std::vector<std::string>& readings = readings_of(c.folded);
    if (!readings.empty()) speak(readings, forms.spoken);
  }
  finish_word();
  if (forms.spoken.front().empty()) forms.spoken.clear();
  return forms;
}

std::vector<std::string> name_terms(std::string_view name) {
  std::set<std::string> terms;
  for (const FoldedChar& c : fold(name)) {
    if (kind_of(c.folded) != CharKind::ideograph) continue;
    std::string single;
    append_utf8(c.folded, single);
    terms.insert(std::move(single));
  }
  for (const std::string& spoken : name_forms(name).spoken) {
    std::vector<std::string> syllables = words_of(fold(spoken));
    if (syllables.size() > most_term_syllables) syllables.resize(most_term_syllables);
    for (std::size_t first = 0; first < syllables.size(); ++first) {
      std::string pinyin;
      std::string initials;
      for (std::size_t last = first; last < syllables.size(); ++last) {
        terms.insert(pinyin += syllables[last]);
        if (initials.size() == last - first && is_ascii(syllables[last].front()))
          initials += syllables[last].front();
        if (initials.size() > 1) terms.insert(initials);
      }
    }
  }
  return {terms.begin(), terms.end()};
}

std::vector<std::string> sought_name_terms(std::string_view query) {
  const FoldedText chars = fold(query);
  const auto count = [&](CharKind kind) {
    return std::count_if(chars.begin(), chars.end(),
                         [&](const FoldedChar& c) { return kind_of(c.folded) == kind; });
  };
  const std::vector<std::string> words = words_of(chars);
  const std::string whole = joined(words);
  if (count(CharKind::digit) > 0 || whole.size() > longest_sought_name) return {};
  const auto ideographs = count(CharKind::ideograph);
  if (ideographs == 1 && count(CharKind::letter) == 0) return {whole};
  if (ideographs > 0) return {};  // pairs of characters are terms of the text
  std::set<std::string> terms{typed_pinyin(query)};
  for (const std::string& word : words) terms.insert(typed_pinyin(word));
  std::erase_if(terms, [](const std::string& term) { return term.size() < 2; });
  return {terms.begin(), terms.end()};
}

}  // namespace shuniu::text
