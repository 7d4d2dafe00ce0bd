// names.h - finds people and organisations by character, by pinyin and by variant.
//
//   NameBook book;
//   book.put("org-7", {"南京先进锂电研究院", "Nanjing Lithium Lab"});
//   book.find("鋰電", {.limit = 10});    // org-7: Traditional is the same
//   book.find("lidian", {.limit = 10});  // org-7: 锂电 is li dian
//   book.find("njxj", {.limit = 10});    // org-7: first letters
//
// Promises
//   - Of two hits the better way of matching stands first (NameMatch); then the shorter name; then
//     the one that was put first.
//   - Chinese characters match anywhere in a name, letters and figures from the start of a word.
//   - Pinyin is matched with or without spaces and tones, from the start of any syllable, and may end within
//     one; ü may be v. A character with several readings in names is found by each (重庆: chong and zhong).
//   - Of several names of an id the one that matches best counts. Putting an id again replaces its names.
//   - A search looks through all names, in a few milliseconds for a hundred thousand (bench/names).
// Does not correct typing mistakes, and keeps no name as it was written.
// Thread safety: find() from many threads, put() and erase() with no find() running.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace shuniu::text {

/// The forms under which a name is found.
struct NameForms {
  std::string folded;               // 重庆大学: as it is compared, without spaces and punctuation
  std::vector<std::string> spoken;  // "zhong qing da xue", "chong qing da xue"; a Latin word is one syllable
};
[[nodiscard]] NameForms name_forms(std::string_view name);

/// Terms of an index under which a name is found beside its text: single characters, pinyin of whole
/// syllables, first letters ("曾", "zeng", "guohua", "zgh"). Only the first twelve syllables are looked at.
[[nodiscard]] std::vector<std::string> name_terms(std::string_view name);
/// The terms to look up for what somebody typed; none where it is no name: long, or with figures in it.
[[nodiscard]] std::vector<std::string> sought_name_terms(std::string_view query);

enum class NameMatch : std::uint8_t {
  whole,
  start,
  inside,
  pinyin_start,
  pinyin,  // of later syllables; a Latin word is one
  initials_start,
  initials,
  words,  // each word of the query, in any order
};

struct NameHit {
  std::string id;
  NameMatch match = NameMatch::whole;
};

struct NameSearch {
  std::size_t limit = 20;
  std::string_view after;  // the last id of the page before; "": the first page
  std::function<bool(std::string_view id)> accepts = {};  // leaves others out; empty: all
};

class NameBook {
 public:
  void put(std::string_view id, const std::vector<std::string_view>& names);
  void erase(std::string_view id);
  /// Nothing after an id that is not found by the query.
  [[nodiscard]] std::vector<NameHit> find(std::string_view query, const NameSearch& search) const;
  [[nodiscard]] std::size_t size() const { return places_.size(); }

 private:
  struct Search;
  struct Name {
    std::uint32_t entry = 0;
    std::uint32_t length = 0;  // of its folded form, in bytes
  };
  /// Where something that is typed may begin: eight bytes of what follows, in two halves, so that a search
  /// runs over plain numbers and looks at a name only where they agree.
  struct Beginnings {
    std::vector<std::uint32_t> heads;
    std::vector<std::uint32_t> tails;
    std::vector<std::uint32_t> names;  // the top bit: it is the beginning of the name
  };

  void add(std::string_view name, std::uint32_t entry);
  void forget_names_of(std::uint32_t entry);
  void drop_what_is_gone();

  std::unordered_map<std::string, std::uint32_t> places_;
  std::vector<std::string> entries_;  // ids
  std::vector<Name> names_;
  std::vector<std::string> forms_;  // of each name, as lines: the folded form, then the spoken ones
  std::size_t gone_ = 0;            // names whose entry has others now, or none
  Beginnings text_;
  Beginnings pinyin_;
  Beginnings initials_;
};

}  // namespace shuniu::text
