#include "letters.h"

#include <array>

namespace shuniu::identity {
namespace {

bool is_english(const std::string& language) {
  return language == "en";
}

}  // namespace

LetterText confirm_letter(const std::string& language, const std::string& public_address,
                          const std::string& token) {
  const std::string link = public_address + "/confirm?token=" + token;
  if (is_english(language)) {
    return {
        "Confirm your e-mail address",
        "Hello,\n\nplease confirm your address within 48 hours on this page, with the password that you "
        "chose "
        "when you signed up:\n\n" +
            link +
            "\n\nIf you did not sign up, ignore this letter: nothing happens without your confirmation. If "
            "you "
            "did, but the page does not take your password, somebody else has typed your address: answer the "
            "letter of your own sign-up.\n"};
  }
  return {"请确认您的电子邮箱",
          "您好：\n\n请在 48 小时内打开以下页面，用注册时设置的密码确认您的电子邮箱：\n\n" + link +
              "\n\n如果您没有注册，请忽略本邮件；未经您确认，账号不会启用。"
              "如果您注册过，但页面不接受您的密码，说明本邮件来自他人用您邮箱的注册，"
              "请使用您自己那次注册的邮件。\n"};
}

LetterText reset_letter(const std::string& language, const std::string& public_address,
                        const std::string& token) {
  const std::string link = public_address + "/reset?token=" + token;
  if (is_english(language)) {
    return {"Set a new password",
            "Hello,\n\nyou can set a new password within one hour on this page:\n\n" + link +
                "\n\nIf you did not ask for it, ignore this letter; your password stays as it is.\n"};
  }
  return {"设置新密码", "您好：\n\n请在 1 小时内打开以下页面，设置新密码：\n\n" + link +
                            "\n\n如果不是您本人操作，请忽略本邮件，您的密码不会改变。\n"};
}

LetterText already_registered_letter(const std::string& language, const std::string& public_address) {
  if (is_english(language)) {
    return {"You have an account already",
            "Hello,\n\nsomebody, perhaps you, tried to sign up with this address. You have an account "
            "already; sign in or "
            "set a new password here:\n\n" +
                public_address + "/sign-in\n"};
  }
  return {"您已有账号", "您好：\n\n有人（也许是您）用这个邮箱注册。您已有账号，请在此登录或重设密码：\n\n" +
                            public_address + "/sign-in\n"};
}

LetterText password_changed_letter(const std::string& language) {
  if (is_english(language)) {
    return {"Your password was changed",
            "Hello,\n\nthe password of your account was changed and its other sessions were ended. Your API "
            "keys go on working; you can revoke them on the page of your account. If this was not you, set a "
            "new password at once: that ends every session and every API key.\n"};
  }
  return {"您的密码已更改",
          "您好：\n\n您账号的密码已更改，其他登录已退出。接口密钥继续有效，您可以在账号页面撤销。"
          "如果不是您本人操作，请立即重设密码：重设后，所有登录和接口密钥都会失效。\n"};
}

LetterText password_reset_letter(const std::string& language, std::size_t ended_api_keys) {
  const std::string number = std::to_string(ended_api_keys);
  if (is_english(language)) {
    const std::string keys = ended_api_keys == 0 ? ""
                                                 : " So were its API keys (" + number +
                                                       "): programs that used one need a new key, which you "
                                                       "can make on the page of your account.";
    return {"A new password was set",
            "Hello,\n\na new password was set for your account, and all its sessions "
            "were ended." +
                keys + " If this was not you, set a new password at once.\n"};
  }
  const std::string keys =
      ended_api_keys == 0
          ? ""
          : "原有的 " + number + " 个接口密钥也已失效，使用它们的程序需要新的密钥，您可以在账号页面创建。";
  return {"新密码已设置", "您好：\n\n您账号的新密码已设置，所有登录都已退出。" + keys +
                              "如果不是您本人操作，请立即重设密码。\n"};
}

LetterText second_factor_letter(const std::string& language, SecondFactorNews news) {
  struct Words {
    const char* subject_zh;
    const char* body_zh;
    const char* subject_en;
    const char* body_en;
  };
  static constexpr std::array<Words, 4> all{{
      {"动态码验证已启用", "您账号的动态码验证已启用，以后用密码登录时还需输入动态码；其他登录都已退出。",
       "Your second factor is set up",
       "your second factor is set up: signing in with the password asks for a code from now on, and all "
       "other sessions have ended."},
      {"动态码验证已移除", "您账号的动态码验证已移除，以后只凭密码即可登录。",
       "Your second factor was removed",
       "your second factor was removed: the password alone opens your account from now on."},
      {"恢复码已使用", "有人用您的一个恢复码通过了验证；每个恢复码只能用一次。", "A recovery code was used",
       "one of your recovery codes was used; each works once."},
      {"恢复码已更换", "您账号的恢复码已更换，原有的恢复码全部失效。", "Your recovery codes were renewed",
       "your recovery codes were renewed; the earlier ones have stopped working."},
  }};
  const Words& words = all.at(static_cast<std::size_t>(news));
  if (is_english(language)) {
    return {words.subject_en, std::string("Hello,\n\n") + words.body_en +
                                  " If this was not you, change your password at once.\n"};
  }
  return {words.subject_zh,
          std::string("您好：\n\n") + words.body_zh + "如果不是您本人操作，请立即更改密码。\n"};
}

LetterText invitation_letter(const std::string& language, const std::string& public_address,
                             const std::string& organisation_name, std::int64_t days) {
  const std::string number = std::to_string(days);
  const std::string link = public_address + "/account?tab=organisations";
  if (is_english(language)) {
    return {
        "You are invited to an organisation",
        "Hello,\n\nan owner of " + organisation_name +
            " invites you to act for it on this hub. Sign in, or sign up, with the address that this letter "
            "went to, and accept or decline within " +
            number + " days:\n\n" + link +
            "\n\nIf you know nothing of it, ignore this letter: nobody becomes a member without saying "
            "so.\n"};
  }
  return {"邀请您加入单位", "您好：\n\n" + organisation_name + " 的负责人邀请您在本平台代表该单位。请在 " +
                                number + " 天内用本邮件的收件邮箱登录或注册，选择接受或谢绝：\n\n" + link +
                                "\n\n如果您不知情，请忽略本邮件；未经您同意，您不会成为任何单位的成员。\n"};
}

}  // namespace shuniu::identity
