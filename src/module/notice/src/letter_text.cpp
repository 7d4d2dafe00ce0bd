#include "letter_text.h"

#include <array>
#include <string_view>

#include "shuniu/base/assert.h"

namespace shuniu::notice {
namespace {

constexpr std::size_t named_at_most = 20;

struct Words {
  std::string_view zh;
  std::string_view en;
};

// In the order of NoticeKind; the pages say the same (ui/src/i18n, notice.kind).
constexpr std::array<Words, 11> what_happened{
    {{"收到新的意向", "New interest"},
     {"对方接受了意向", "Your interest was accepted"},
     {"对方谢绝了意向", "Your interest was declined"},
     {"意向因逾期未答复而失效", "An interest lapsed without an answer"},
     {"对方撤回了意向", "An interest was taken back"},
     {"有新的往来", "New message"},
     {"对方提议达成合作", "The other side proposes an agreement"},
     {"已达成合作", "Agreed"},
     {"对方终止了洽谈", "The other side ended the talk"},
     {"已公开", "Published"},
     {"被退回，请修改", "Returned, to be changed"}}};

bool is_english(const LetterWords& words) {
  return words.language == "en";
}

std::string line_of(const NoticeView& notice, const LetterWords& words) {
  const auto kind = static_cast<std::size_t>(notice.kind);
  SHUNIU_ASSERT(kind < what_happened.size(), "every kind of notice has its words");
  const Words& happened = what_happened[kind];
  std::string line(is_english(words) ? happened.en : happened.zh);
  if (notice.title) line += (is_english(words) ? ": " : "：") + *notice.title;
  return line;
}

std::string address_of(const Subject& subject, const std::string& public_address) {
  static constexpr std::array<std::string_view, 4> pages{"/talks/", "/needs/", "/offers/", "/experts/"};
  return public_address + std::string(pages.at(static_cast<std::size_t>(subject.kind))) + subject.id;
}

std::string list_of(const std::vector<NoticeView>& notices, const LetterWords& words) {
  std::string list;
  for (std::size_t i = 0; i < notices.size() && i < named_at_most; ++i) {
    list += (is_english(words) ? "- " : "· ") + line_of(notices[i], words) + "\n  " +
            address_of(notices[i].subject, words.public_address) + "\n";
  }
  if (notices.size() <= named_at_most) return list;
  const std::string more = std::to_string(notices.size() - named_at_most);
  const std::string page = words.public_address + "/notices\n";
  return list + (is_english(words) ? "- and " + more + " more: " : "· 另有 " + more + " 条：") + page;
}

std::string subject_of(const std::vector<NoticeView>& notices, const LetterWords& words) {
  if (notices.size() == 1) return line_of(notices.front(), words);
  const std::string count = std::to_string(notices.size());
  return is_english(words) ? count + " notices for " + words.organisation_name
                           : words.organisation_name + "有 " + count + " 条新消息";
}

}  // namespace

LetterText letter_about(const std::vector<NoticeView>& notices, const LetterWords& words) {
  const std::string list = list_of(notices, words);
  const std::string settings = words.public_address + "/account/notices";
  const std::string unsubscribe = words.public_address + "/unsubscribe?token=" + words.unsubscribe_token;
  if (is_english(words)) {
    return {subject_of(notices, words), "Hello,\n\nthis is new for " + words.organisation_name + ":\n\n" +
                                            list + "\nYou asked for these letters. When and how they come: " +
                                            settings + "\nNo more of them: " + unsubscribe + "\n"};
  }
  return {subject_of(notices, words), "您好：\n\n" + words.organisation_name + "有新消息：\n\n" + list +
                                          "\n本邮件按您的设置发送。调整发送方式：" + settings +
                                          "\n不再接收：" + unsubscribe + "\n"};
}

}  // namespace shuniu::notice
