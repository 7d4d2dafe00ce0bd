#include <algorithm>
#include <functional>
#include <limits>
#include <optional>

#include "name_words.h"
#include "shuniu/text/names.h"

namespace shuniu::text {

namespace {

constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t is_first = std::uint32_t{1} << 31;
constexpr std::size_t prefix_bytes = 8;
constexpr std::size_t prefix_characters = 4;  // of a text: two bytes each

// A folded form holds no space; a spoken one is led by the space before its first syllable.
constexpr char line_end = '\n';

/// How well a name matches: lower is better.
using Rank = std::uint32_t;
constexpr Rank unranked = std::numeric_limits<Rank>::max();

Rank rank_of(NameMatch match, std::size_t length) {
  constexpr std::size_t longest = 0xFFFFFF;
  return static_cast<Rank>(match) << 24 | static_cast<Rank>(std::min(length, longest));
}

// ---- beginnings ----------------------------------------------------------------------------------------

std::uint64_t prefix_of(std::string_view letters) {
  std::uint64_t prefix = 0;
  for (std::size_t i = 0; i < prefix_bytes; ++i)
    prefix = prefix << 8 | (i < letters.size() ? static_cast<unsigned char>(letters[i]) : 0U);
  return prefix;
}

/// Characters beyond the basic plane are told apart by their lower half only: is_exact() says no to them.
std::uint64_t prefix_of(const std::u32string& characters, std::size_t at) {
  std::uint64_t prefix = 0;
  for (std::size_t i = at; i < at + prefix_characters; ++i)
    prefix = prefix << 16 | (i < characters.size() ? characters[i] & 0xFFFFU : 0U);
  return prefix;
}

std::uint32_t head_of(std::uint64_t prefix) {
  return static_cast<std::uint32_t>(prefix >> 32);
}

std::uint32_t tail_of(std::uint64_t prefix) {
  return static_cast<std::uint32_t>(prefix);
}

struct Sought {
  std::uint64_t prefix = 0;
  std::uint64_t mask = 0;
  bool is_exact = false;  // what agrees with the prefix matches
};

Sought sought(const std::u32string& characters) {
  Sought result;
  result.prefix = prefix_of(characters, 0);
  const std::size_t length = std::min(characters.size(), prefix_characters);
  result.mask = length == 0 ? 0 : ~std::uint64_t{0} << (prefix_characters - length) * 16;
  result.is_exact = characters.size() <= prefix_characters &&
                    std::all_of(characters.begin(), characters.end(), [](char32_t c) { return c <= 0xFFFF; });
  return result;
}

Sought sought(std::string_view letters) {
  const std::size_t length = std::min(letters.size(), prefix_bytes);
  return {prefix_of(letters), length == 0 ? 0 : ~std::uint64_t{0} << (prefix_bytes - length) * 8,
          letters.size() <= prefix_bytes};
}

std::u32string characters_of(const FoldedText& chars) {
  std::u32string characters;
  for (const FoldedChar& c : chars) {
    if (kind_of(c.folded) != CharKind::separator) characters += c.folded;
  }
  return characters;
}

std::string letters_from(std::string_view spoken, std::size_t at) {
  std::string letters;
  for (; at < spoken.size() && letters.size() < prefix_bytes; ++at) {
    if (spoken[at] != ' ') letters += spoken[at];
  }
  return letters;
}

std::string initials_from(std::string_view spoken, std::size_t at) {
  std::string initials;
  while (at < spoken.size() && initials.size() < prefix_bytes) {
    initials += spoken[at];
    const std::size_t space = spoken.find(' ', at);
    if (space == std::string_view::npos) break;
    at = space + 1;
  }
  return initials;
}

/// Calls `look` with the place of each syllable's start until it says true.
template <class Look>
bool any_syllable(std::string_view spoken, Look look) {
  for (std::size_t at = 0; at < spoken.size(); ++at) {
    if (spoken[at] == ' ' && look(at + 1)) return true;
  }
  return false;
}

// ---- a name held against all that was typed ------------------------------------------------------------

bool reads_on(std::string_view spoken, std::size_t at, std::string_view wanted) {
  for (const char c : wanted) {
    while (at < spoken.size() && spoken[at] == ' ') ++at;
    if (at == spoken.size() || spoken[at] != c) return false;
    ++at;
  }
  return true;
}

bool initials_read_on(std::string_view spoken, std::size_t at, std::string_view wanted) {
  for (const char c : wanted) {
    if (at >= spoken.size() || spoken[at] != c) return false;
    at = spoken.find(' ', at);
    if (at != std::string_view::npos) ++at;
  }
  return true;
}

/// Calls `look` with each line of the forms.
template <class Look>
void each_line(std::string_view forms, Look look) {
  for (std::size_t at = 0; at < forms.size();) {
    const std::string_view line = forms.substr(at, forms.find(line_end, at) - at);
    at += line.size() + 1;
    look(line);
  }
}

struct NameQuery {
  explicit NameQuery(std::string_view query) {
    const FoldedText chars = fold(query);
    words = words_of(chars);
    folded = joined(words);
    characters = characters_of(chars);
    if (!has_ideographs(chars)) pinyin = typed_pinyin(query);
  }

  /// A word in a name is like a syllable in it.
  [[nodiscard]] NameMatch inside() const { return pinyin.empty() ? NameMatch::inside : NameMatch::pinyin; }

  [[nodiscard]] std::optional<NameMatch> match_folded(std::string_view name) const {
    const std::size_t at = name.find(folded);
    if (at == 0) return name.size() == folded.size() ? NameMatch::whole : NameMatch::start;
    if (at != std::string_view::npos) return inside();
    return std::nullopt;
  }

  [[nodiscard]] std::optional<NameMatch> match_pinyin(std::string_view forms) const {
    return match_spoken(forms, NameMatch::pinyin_start, NameMatch::pinyin, reads_on);
  }

  [[nodiscard]] std::optional<NameMatch> match_initials(std::string_view forms) const {
    return match_spoken(forms, NameMatch::initials_start, NameMatch::initials, initials_read_on);
  }

  [[nodiscard]] bool has_all_words(std::string_view name) const {
    return std::all_of(words.begin(), words.end(),
                       [name](const std::string& word) { return name.find(word) != std::string_view::npos; });
  }

  std::string folded;
  std::u32string characters;  // of it
  std::string pinyin;         // empty when the query holds Chinese characters
  std::vector<std::string> words;

 private:
  template <class ReadsOn>
  std::optional<NameMatch> match_spoken(std::string_view forms, NameMatch at_start, NameMatch later,
                                        ReadsOn reads) const {
    std::optional<NameMatch> best;
    each_line(forms, [&](std::string_view line) {
      if (line.front() != ' ' || best == at_start) return;
      if (reads(line, 1, pinyin)) {
        best = at_start;
      } else if (any_syllable(line, [&](std::size_t at) { return reads(line, at, pinyin); })) {
        best = later;
      }
    });
    return best;
  }
};

std::string_view folded_of(std::string_view forms) {
  return forms.substr(0, forms.find(line_end));
}

}  // namespace

/// One search: the best rank of each entry so far.
struct NameBook::Search {
  const NameBook& book;
  NameQuery query;
  std::vector<Rank> best = std::vector<Rank>(book.entries_.size(), unranked);

  void find() {
    look(
        book.text_, sought(query.characters),
        [this](const Name& name, bool first) {
          if (!first) return query.inside();
          return name.length == query.folded.size() ? NameMatch::whole : NameMatch::start;
        },
        [this](const std::string& forms) { return query.match_folded(folded_of(forms)); });
    if (query.words.size() > 1) find_words();
    if (query.pinyin.empty()) return;
    look(
        book.pinyin_, sought(query.pinyin),
        [](const Name&, bool first) { return first ? NameMatch::pinyin_start : NameMatch::pinyin; },
        [this](const std::string& forms) { return query.match_pinyin(forms); });
    if (query.pinyin.size() < 2) return;
    look(
        book.initials_, sought(query.pinyin),
        [](const Name&, bool first) { return first ? NameMatch::initials_start : NameMatch::initials; },
        [this](const std::string& forms) { return query.match_initials(forms); });
  }

 private:
  /// `exact` tells the match where the prefix says all, `judge` (by the forms) where more was typed.
  template <class Exact, class Judge>
  void look(const Beginnings& beginnings, const Sought& wanted, Exact exact, Judge judge) {
    const std::uint32_t head = head_of(wanted.prefix), tail = tail_of(wanted.prefix);
    const std::uint32_t head_mask = head_of(wanted.mask), tail_mask = tail_of(wanted.mask);
    for (std::size_t i = 0; i < beginnings.heads.size(); ++i) {
      if ((beginnings.heads[i] & head_mask) != head || (beginnings.tails[i] & tail_mask) != tail) continue;
      const std::uint32_t place = beginnings.names[i] & ~is_first;
      const Name& name = book.names_[place];
      if (name.entry == nobody) continue;
      const bool first = (beginnings.names[i] & is_first) != 0;
      const std::optional<NameMatch> match = wanted.is_exact ? exact(name, first) : judge(book.forms_[place]);
      if (match) best[name.entry] = std::min(best[name.entry], rank_of(*match, name.length));
    }
  }

  /// What holds the first word may hold the others.
  void find_words() {
    Sought first = sought(characters_of(fold(query.words.front())));
    first.is_exact = false;
    const auto any = [](const Name&, bool) { return NameMatch::words; };
    look(book.text_, first, any, [this](const std::string& forms) -> std::optional<NameMatch> {
      if (!query.has_all_words(folded_of(forms))) return std::nullopt;
      return NameMatch::words;
    });
  }
};

void NameBook::add(std::string_view name, std::uint32_t entry) {
  const FoldedText chars = fold(name);
  const NameForms forms = name_forms(chars);
  if (forms.folded.empty()) return;
  const auto place = static_cast<std::uint32_t>(names_.size());
  const auto begin = [place](Beginnings& beginnings, std::uint64_t prefix, bool first) {
    beginnings.heads.push_back(head_of(prefix));
    beginnings.tails.push_back(tail_of(prefix));
    beginnings.names.push_back(first ? place | is_first : place);
  };
  const std::u32string characters = characters_of(chars);
  std::size_t at = 0;
  CharKind before = CharKind::separator;
  for (const FoldedChar& c : chars) {
    const CharKind kind = kind_of(c.folded);
    const bool begins =
        kind == CharKind::ideograph || before == CharKind::separator || before == CharKind::ideograph;
    if (kind != CharKind::separator) {
      if (begins) begin(text_, prefix_of(characters, at), at == 0);
      ++at;
    }
    before = kind;
  }
  std::string lines = forms.folded + line_end;
  for (const std::string& spoken : forms.spoken) {
    const std::string line = " " + spoken;
    any_syllable(line, [&](std::size_t syllable) {
      begin(pinyin_, prefix_of(letters_from(line, syllable)), syllable == 1);
      begin(initials_, prefix_of(initials_from(line, syllable)), syllable == 1);
      return false;
    });
    lines += line + line_end;
  }
  names_.push_back({entry, static_cast<std::uint32_t>(forms.folded.size())});
  forms_.push_back(std::move(lines));
}

void NameBook::put(std::string_view id, const std::vector<std::string_view>& names) {
  const auto [known, fresh] =
      places_.try_emplace(std::string(id), static_cast<std::uint32_t>(entries_.size()));
  if (fresh) {
    entries_.emplace_back(id);
  } else {
    forget_names_of(known->second);
  }
  for (const std::string_view name : names) add(name, known->second);
}

void NameBook::erase(std::string_view id) {
  const auto known = places_.find(std::string(id));
  if (known == places_.end()) return;
  forget_names_of(known->second);
  places_.erase(known);
}

void NameBook::forget_names_of(std::uint32_t entry) {
  for (std::size_t place = 0; place < names_.size(); ++place) {
    if (names_[place].entry != entry) continue;
    names_[place].entry = nobody;
    forms_[place].clear();
    ++gone_;
  }
  if (gone_ > names_.size() / 2) drop_what_is_gone();
}

void NameBook::drop_what_is_gone() {
  std::vector<std::uint32_t> new_place(names_.size(), nobody);
  std::uint32_t kept = 0;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (names_[i].entry == nobody) continue;
    new_place[i] = kept;
    names_[kept] = names_[i];
    if (kept != i) forms_[kept] = std::move(forms_[i]);
    ++kept;
  }
  names_.resize(kept);
  forms_.resize(kept);
  gone_ = 0;
  for (Beginnings* beginnings : {&text_, &pinyin_, &initials_}) {
    std::size_t left = 0;
    for (std::size_t i = 0; i < beginnings->names.size(); ++i) {
      const std::uint32_t place = new_place[beginnings->names[i] & ~is_first];
      if (place == nobody) continue;
      beginnings->heads[left] = beginnings->heads[i];
      beginnings->tails[left] = beginnings->tails[i];
      beginnings->names[left++] = place | (beginnings->names[i] & is_first);
    }
    for (auto* numbers : {&beginnings->heads, &beginnings->tails, &beginnings->names}) numbers->resize(left);
  }
}

std::vector<NameHit> NameBook::find(std::string_view query, const NameSearch& search) const {
  Search running{*this, NameQuery(query)};
  if (running.query.folded.empty()) return {};
  running.find();
  // The rank before the place: plain numbers, quickly ordered.
  const auto order_of = [&running](std::uint32_t entry) {
    return std::uint64_t{running.best[entry]} << 32 | entry;
  };
  std::uint64_t last = 0;
  if (!search.after.empty()) {
    const auto known = places_.find(std::string(search.after));
    if (known == places_.end() || running.best[known->second] == unranked) return {};
    last = order_of(known->second);
  }
  std::vector<std::uint64_t> found;
  for (std::uint32_t entry = 0; entry < running.best.size(); ++entry) {
    if (running.best[entry] == unranked) continue;
    if (search.after.empty() || order_of(entry) > last) found.push_back(order_of(entry));
  }
  // A heap with the best in front: only as much is sorted as is asked for.
  std::make_heap(found.begin(), found.end(), std::greater<>());
  std::vector<NameHit> hits;
  while (hits.size() < search.limit && !found.empty()) {
    std::pop_heap(found.begin(), found.end(), std::greater<>());
    const auto entry = static_cast<std::uint32_t>(found.back());
    found.pop_back();
    if (search.accepts && !search.accepts(entries_[entry])) continue;
    hits.push_back({entries_[entry], static_cast<NameMatch>(running.best[entry] >> 24)});
  }
  return hits;
}

}  // namespace shuniu::text
