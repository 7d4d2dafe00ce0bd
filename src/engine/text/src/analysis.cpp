#include "shuniu/text/analysis.h"

#include <libstemmer.h>
#include <memory>
#include <stdexcept>

#include "folding.h"
#include "quantity_scan.h"
#include "stop_words.h"

namespace shuniu::text {

namespace {

// One per thread: a stemmer keeps its word between calls.
class Stemmer {
 public:
  Stemmer() : handle_(sb_stemmer_new("english", "UTF_8"), &sb_stemmer_delete) {
    if (!handle_) throw std::runtime_error("libstemmer has no English stemmer");
  }

  std::string stem(const std::string& word) {
    const auto* bytes = reinterpret_cast<const sb_symbol*>(word.data());
    const sb_symbol* stemmed = sb_stemmer_stem(handle_.get(), bytes, static_cast<int>(word.size()));
    if (stemmed == nullptr) throw std::bad_alloc();
    return {reinterpret_cast<const char*>(stemmed),
            static_cast<std::size_t>(sb_stemmer_length(handle_.get()))};
  }

 private:
  std::unique_ptr<sb_stemmer, decltype(&sb_stemmer_delete)> handle_;
};

std::string stem(const std::string& word) {
  thread_local Stemmer stemmer;
  return stemmer.stem(word);
}

bool is_apostrophe(char32_t c) {
  return c == U'\'' || c == 0x2019;
}

class Analysis {
 public:
  explicit Analysis(const FoldedText& text) : text_(text) {}

  std::vector<Token> tokens() && {
    for (std::size_t at = 0; at < text_.size();) {
      switch (kind_of(text_[at].folded)) {
        case CharKind::ideograph:
          at = take_run(at);
          break;
        case CharKind::digit:
          at = take_number(at);
          break;
        case CharKind::letter:
          at = take_word(at);
          break;
        default:
          ++at;
      }
    }
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] bool is_kind(std::size_t at, CharKind kind) const {
    return at < text_.size() && kind_of(text_[at].folded) == kind;
  }

  void emit(std::string term, std::size_t begin, std::size_t end) {
    tokens_.push_back({std::move(term), text_[begin].begin, text_[end - 1].end});
  }

  [[nodiscard]] std::string folded(std::size_t begin, std::size_t end) const {
    std::string out;
    for (std::size_t i = begin; i < end; ++i) append_utf8(text_[i].folded, out);
    return out;
  }

  std::size_t take_run(std::size_t begin) {
    std::size_t end = begin;
    while (is_kind(end, CharKind::ideograph)) ++end;
    if (end - begin == 1) emit(folded(begin, end), begin, end);
    for (std::size_t at = begin; at + 1 < end; ++at) emit(folded(at, at + 2), at, at + 2);
    return end;
  }

  std::size_t take_number(std::size_t begin) {
    if (!starts_number(text_, begin)) return take_word(begin);
    if (const auto match = quantity_at(text_, begin)) {
      emit_quantity(*match);
      return match->end;
    }
    const auto number = number_at(text_, begin);
    if (!number || is_kind(number->end, CharKind::letter)) return take_word(begin);
    emit(to_string(number->value), begin, number->end);
    return number->end;
  }

  // A range is found by either of its ends.
  void emit_quantity(const QuantityMatch& match) {
    Quantity end = match.quantity;
    end.high = end.low;
    emit_end(end, match);
    if (match.quantity.low == match.quantity.high) return;
    end.low = end.high = match.quantity.high;
    emit_end(end, match);
  }

  void emit_end(const Quantity& end, const QuantityMatch& match) {
    std::string term = canonical(end);
    if (!term.empty()) tokens_.push_back({std::move(term), match.quantity.begin, match.quantity.end});
  }

  [[nodiscard]] bool continues_word(std::size_t at) const {
    if (at >= text_.size()) return false;
    const CharKind kind = kind_of(text_[at].folded);
    if (kind == CharKind::letter || kind == CharKind::digit || kind == CharKind::mark) return true;
    return is_apostrophe(text_[at].folded) && is_kind(at - 1, CharKind::letter) &&
           is_kind(at + 1, CharKind::letter);
  }

  std::size_t take_word(std::size_t begin) {
    std::string word;
    bool english = true;
    std::size_t end = begin;
    for (; end == begin || continues_word(end); ++end) {
      const char32_t c = is_apostrophe(text_[end].folded) ? U'\'' : text_[end].folded;
      english = english && ((c >= U'a' && c <= U'z') || c == U'\'');
      append_utf8(c, word);
    }
    if (english) {
      if (is_stop_word(word)) return end;
      word = stem(word);
    }
    if (!word.empty()) emit(std::move(word), begin, end);
    return end;
  }

  const FoldedText& text_;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> analyze(std::string_view text) {
  const FoldedText chars = fold(text);
  return Analysis(chars).tokens();
}

std::vector<std::string> terms_of(std::string_view text) {
  std::vector<std::string> terms;
  for (Token& token : analyze(text)) terms.push_back(std::move(token.term));
  return terms;
}

std::string folded(std::string_view text) {
  std::string out;
  for (const FoldedChar& c : fold(text)) append_utf8(c.folded, out);
  return out;
}

}  // namespace shuniu::text
