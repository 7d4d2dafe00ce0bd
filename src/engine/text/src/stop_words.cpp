#include "stop_words.h"

#include <unordered_set>

namespace shuniu::text {

bool is_stop_word(std::string_view word) {
  static const std::unordered_set<std::string_view> words = {
      "a",      "about", "above", "after",   "again",   "against", "all",    "also",    "am",
      "an",     "and",   "any",   "are",     "as",      "at",      "be",     "because", "been",
      "before", "being", "below", "between", "both",    "but",     "by",     "can",     "cannot",
      "could",  "did",   "do",    "does",    "doing",   "down",    "during", "each",    "either",
      "etc",    "few",   "for",   "from",    "further", "had",     "has",    "have",    "having",
      "he",     "her",   "here",  "hers",    "him",     "his",     "how",    "however", "i",
      "if",     "in",    "into",  "is",      "it",      "its",     "itself", "may",     "me",
      "might",  "more",  "most",  "must",    "my",      "no",      "nor",    "not",     "of",
      "off",    "on",    "once",  "only",    "or",      "other",   "our",    "ours",    "out",
      "over",   "own",   "s",     "same",    "shall",   "she",     "should", "so",      "some",
      "such",   "t",     "than",  "that",    "the",     "their",   "theirs", "them",    "then",
      "there",  "these", "they",  "this",    "those",   "through", "thus",   "to",      "too",
      "under",  "until", "up",    "upon",    "us",      "very",    "was",    "we",      "were",
      "what",   "when",  "where", "whether", "which",   "while",   "who",    "whom",    "whose",
      "why",    "will",  "with",  "within",  "without", "would",   "you",    "your",    "yours",
  };
  return words.contains(word);
}

}  // namespace shuniu::text
