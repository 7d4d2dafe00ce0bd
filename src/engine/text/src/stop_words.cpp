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

bool is_empty_word(std::string_view word) {
  static const std::unordered_set<std::string_view> words = {
      "的",   "了",   "在",   "与",   "和",   "及",     "或",     "对",     "从",     "为",     "把",
      "将",   "等",   "并",   "是",   "其",   "该",     "这",     "那",     "被",     "由",     "向",
      "到",   "至",   "也",   "都",   "就",   "而",     "且",     "但",     "于",     "以",     "所",
      "之",   "各",   "每",   "个",   "种",   "我",     "你",     "他",     "它",     "们",     "请",
      "能",   "可",   "需",   "要",   "应",   "须",     "会",     "有",     "已",     "又",     "则",
      "若",   "如",   "因",   "故",   "让",   "使",     "令",     "用",     "按",     "经",     "据",
      "比",   "较",   "更",   "很",   "太",   "仅",     "只",     "还",     "均",     "约",     "近",
      "达",   "做",   "作",   "给",   "没",   "没有",   "时",     "间",     "处",     "项",     "套",
      "台",   "条",   "件",   "次",   "年",   "月",     "日",     "天",     "家",     "某",     "为了",
      "以及", "并且", "而且", "而不", "但是", "因此",   "所以",   "如果",   "由于",   "通过",   "根据",
      "按照", "关于", "对于", "可以", "能够", "可能",   "需要",   "希望",   "要求",   "必须",   "应当",
      "应该", "不能", "不得", "不可", "我们", "我司",   "本公司", "公司",   "企业",   "单位",   "他们",
      "其中", "其他", "一个", "一种", "一些", "一套",   "一定",   "这种",   "这个",   "这些",   "那些",
      "该项", "目前", "现有", "现在", "已经", "已有",   "正在",   "进行",   "实现",   "采用",   "具有",
      "具备", "提供", "使用", "利用", "开展", "完成",   "达到",   "满足",   "适用",   "适合",   "用于",
      "包括", "包含", "以上", "以下", "以内", "不低于", "不高于", "不小于", "不大于", "不超过", "不少于",
      "低于", "高于", "大于", "小于", "超过", "至少",   "最高",   "最低",   "左右",   "之间",   "每年",
      "每天", "同时", "之后", "之前", "时候", "过程",   "方面",   "方式",   "情况",   "问题",   "部分",
      "相关", "有关", "主要", "重要", "较高", "较低",   "很多",   "多种",   "各种",   "不同",   "相同",
      "所有", "任何", "全部", "解决", "寻求", "技术",   "项目",   "产品",   "前",     "后",     "中",
      "内",   "外",   "上",   "下",   "第",   "本",     "最",
  };
  return words.contains(word);
}

bool only_leads(std::string_view word) {
  static const std::unordered_set<std::string_view> words = {
      "大", "小", "高", "低", "新", "多", "少", "好", "一", "二", "两", "三", "四",
      "五", "六", "七", "八", "九", "十", "百", "千", "万", "无", "不", "未", "再",
  };
  return words.contains(word);
}

bool only_ends(std::string_view word) {
  static const std::unordered_set<std::string_view> words = {
      "性", "化", "型", "式", "类", "者", "率",
  };
  return words.contains(word);
}

}  // namespace shuniu::text
