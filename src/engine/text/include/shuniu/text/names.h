// names.h - finds people and organisations by character, by pinyin and by variant.
//
//   NameBook book;
//   book.put("org-7", "南京先进锂电研究院");
//   book.find("lidian", 10);   // org-7: 锂电 is li dian
//   book.find("鋰電", 10);      // org-7: Traditional is the same
//   book.find("njxj", 10);     // org-7: first letters
//
// Promises
//   - Of two hits the better way of matching stands first: whole name, start, inside, pinyin, first letters,
//     all words; then the shorter name; then the id.
//   - Pinyin is matched with or without spaces and tones, from the start of any syllable; ü may be v.
//   - Putting an id again replaces its name.
// Does not correct typing mistakes; a character with several readings has the one that ICU gives it, or the
// surname's reading where it starts a name of two to four characters.
// Thread safety: find() from many threads, put() and erase() from one with no find() running.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace shuniu::text {

/// The forms under which a name is found.
struct NameForms {
  std::string folded;                  // 南京先进锂电研究院
  std::vector<std::string> syllables;  // nan jing xian jin ...; a Latin word is one syllable
};
[[nodiscard]] NameForms name_forms(std::string_view name);

enum class NameMatch { whole, start, inside, pinyin, initials, words };

struct NameHit {
  std::string id;
  std::string name;
  NameMatch match = NameMatch::whole;
};

class NameBook {
 public:
  void put(std::string_view id, std::string_view name);
  void erase(std::string_view id);
  [[nodiscard]] std::vector<NameHit> find(std::string_view query, std::size_t limit) const;
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::string name;
    NameForms forms;
    std::string pinyin;    // syllables joined
    std::string initials;  // their first letters
  };
  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace shuniu::text
