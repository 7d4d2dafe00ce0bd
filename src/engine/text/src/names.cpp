#include "shuniu/text/names.h"

#include <unicode/translit.h>
#include <algorithm>
#include <memory>
#include <stdexcept>
#include <tuple>

#include "folding.h"

namespace shuniu::text {

namespace {

// Surnames whose reading differs from the commonest one of the character.
struct Surname {
  char32_t character;
  std::string_view reading;
};
constexpr Surname surnames[] = {{U'曾', "zeng"}, {U'单', "shan"}, {U'解', "xie"}, {U'仇', "qiu"},
                                {U'查', "zha"},  {U'朴', "piao"}, {U'盖', "ge"},  {U'区', "ou"},
                                {U'尉', "wei"},  {U'乐', "yue"},  {U'任', "ren"}, {U'华', "hua"},
                                {U'翟', "zhai"}, {U'覃', "qin"},  {U'缪', "miao"}};

// One per thread: ICU's transliterators are not to be shared.
const icu::Transliterator& han_to_latin() {
  thread_local const std::unique_ptr<icu::Transliterator> instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(
        icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    if (U_FAILURE(status) || !made) throw std::runtime_error("ICU has no Han-Latin transliterator");
    return made;
  }();
  return *instance;
}

std::string reading_of(char32_t character) {
  icu::UnicodeString text(static_cast<UChar32>(character));
  han_to_latin().transliterate(text);
  std::string reading;
  text.toUTF8String(reading);
  std::erase_if(reading, [](char c) { return c < 'a' || c > 'z'; });
  return reading;
}

bool looks_like_person(const FoldedText& chars) {
  return chars.size() >= 2 && chars.size() <= 4 &&
         std::all_of(chars.begin(), chars.end(),
                     [](const FoldedChar& c) { return kind_of(c.folded) == CharKind::ideograph; });
}

std::string first_reading(char32_t character) {
  for (const Surname& surname : surnames) {
    if (surname.character == character) return std::string(surname.reading);
  }
  return reading_of(character);
}

std::string without_spaces(std::string_view text) {
  std::string out;
  for (const FoldedChar& c : fold(text)) {
    if (kind_of(c.folded) != CharKind::separator) append_utf8(c.folded, out);
  }
  return out;
}

// "Lǐ diàn", "lü" and "lv" as a keyboard without marks would type them.
std::string typed_pinyin(std::string_view query) {
  icu::UnicodeString text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(query.data(), static_cast<std::int32_t>(query.size())));
  for (const char16_t* marked : {u"ü", u"ǖ", u"ǘ", u"ǚ", u"ǜ", u"Ü"}) text.findAndReplace(marked, u"u");
  han_to_latin().transliterate(text);
  std::string out;
  std::string latin;
  text.toUTF8String(latin);
  for (const char c : latin) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
  }
  for (std::size_t at = 0; (at = out.find("lv", at)) != std::string::npos;) out[at + 1] = 'u';
  for (std::size_t at = 0; (at = out.find("nv", at)) != std::string::npos;) out[at + 1] = 'u';
  return out;
}

bool starts_at_syllable(const NameForms& forms, std::string_view pinyin, std::string_view wanted) {
  std::size_t at = 0;
  for (const std::string& syllable : forms.syllables) {
    if (pinyin.substr(at).starts_with(wanted)) return true;
    at += syllable.size();
  }
  return false;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const FoldedChar& c : fold(text)) {
    if (kind_of(c.folded) == CharKind::separator) {
      if (!words.back().empty()) words.emplace_back();
    } else {
      append_utf8(c.folded, words.back());
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

struct NameQuery {
  std::string folded;
  std::string pinyin;  // empty when the query holds anything but Latin letters and figures
  std::vector<std::string> words;
};

NameQuery name_query(std::string_view query) {
  NameQuery out{without_spaces(query), {}, words_of(query)};
  const FoldedText chars = fold(query);
  const bool latin = std::none_of(chars.begin(), chars.end(), [](const FoldedChar& c) {
    return kind_of(c.folded) == CharKind::ideograph;
  });
  if (latin) out.pinyin = typed_pinyin(query);
  return out;
}

}  // namespace

NameForms name_forms(std::string_view name) {
  NameForms forms;
  const FoldedText chars = fold(name);
  const bool person = looks_like_person(chars);
  bool in_word = false;
  for (const FoldedChar& c : chars) {
    const CharKind kind = kind_of(c.folded);
    if (kind == CharKind::separator) {
      in_word = false;
      continue;
    }
    append_utf8(c.folded, forms.folded);
    if (kind == CharKind::ideograph) {
      const bool surname = person && forms.syllables.empty();
      std::string reading = surname ? first_reading(c.folded) : reading_of(c.folded);
      if (!reading.empty()) forms.syllables.push_back(std::move(reading));
      in_word = false;
      continue;
    }
    if (!in_word) forms.syllables.emplace_back();
    append_utf8(c.folded, forms.syllables.back());
    in_word = true;
  }
  return forms;
}

void NameBook::put(std::string_view id, std::string_view name) {
  Entry entry{std::string(name), name_forms(name), {}, {}};
  for (const std::string& syllable : entry.forms.syllables) {
    entry.pinyin += syllable;
    entry.initials += syllable.front();
  }
  entries_.insert_or_assign(std::string(id), std::move(entry));
}

void NameBook::erase(std::string_view id) {
  const auto found = entries_.find(id);
  if (found != entries_.end()) entries_.erase(found);
}

std::vector<NameHit> NameBook::find(std::string_view query, std::size_t limit) const {
  const NameQuery wanted = name_query(query);
  std::vector<NameHit> hits;
  if (wanted.folded.empty()) return hits;
  for (const auto& [id, entry] : entries_) {
    const std::string& folded = entry.forms.folded;
    NameMatch match = NameMatch::words;
    if (folded == wanted.folded) {
      match = NameMatch::whole;
    } else if (folded.starts_with(wanted.folded)) {
      match = NameMatch::start;
    } else if (folded.find(wanted.folded) != std::string::npos) {
      match = NameMatch::inside;
    } else if (!wanted.pinyin.empty() && starts_at_syllable(entry.forms, entry.pinyin, wanted.pinyin)) {
      match = NameMatch::pinyin;
    } else if (wanted.pinyin.size() >= 2 && entry.initials.find(wanted.pinyin) != std::string::npos) {
      match = NameMatch::initials;
    } else if (!std::all_of(wanted.words.begin(), wanted.words.end(), [&](const std::string& word) {
                 return folded.find(word) != std::string::npos;
               })) {
      continue;
    }
    hits.push_back({id, entry.name, match});
  }
  std::sort(hits.begin(), hits.end(), [](const NameHit& a, const NameHit& b) {
    return std::tuple(a.match, a.name.size(), std::string_view(a.id)) <
           std::tuple(b.match, b.name.size(), std::string_view(b.id));
  });
  if (hits.size() > limit) hits.resize(limit);
  return hits;
}

}  // namespace shuniu::text
