#include "readings.h"

#include <unicode/translit.h>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <unordered_map>

namespace shuniu::text {

namespace {

struct Readings {
  char32_t character;
  std::string_view readings;
};

// Characters that surnames, places and institutions read in more than one way, or otherwise than ICU does.
constexpr Readings several[] = {
    {U'长', "chang zhang"}, {U'重', "zhong chong"}, {U'行', "hang xing"},   {U'都', "du dou"},
    {U'厦', "xia sha"},     {U'藏', "zang cang"},   {U'六', "liu lu"},      {U'会', "hui kuai"},
    {U'乐', "le yue"},      {U'调', "diao tiao"},   {U'率', "lu shuai"},    {U'地', "di"},
    {U'参', "can shen"},    {U'传', "chuan zhuan"}, {U'番', "fan pan"},     {U'铅', "qian yan"},
    {U'涡', "wo guo"},      {U'柏', "bai bo"},      {U'堡', "bao pu"},      {U'阿', "a e"},
    {U'降', "jiang xiang"}, {U'弹', "dan tan"},     {U'种', "zhong chong"}, {U'省', "sheng xing"},
    {U'朝', "chao zhao"},   {U'盛', "sheng cheng"}, {U'畜', "xu chu"},      {U'宿', "su xiu"},
    {U'薄', "bao bo"},      {U'泊', "bo po"},       {U'晟', "sheng cheng"}, {U'校', "xiao jiao"},
    {U'曾', "zeng ceng"},   {U'单', "dan shan"},    {U'解', "jie xie"},     {U'仇', "qiu chou"},
    {U'查', "cha zha"},     {U'朴', "pu piao"},     {U'盖', "gai ge"},      {U'区', "qu ou"},
    {U'尉', "wei yu"},      {U'翟', "zhai di"},     {U'覃', "qin tan"},     {U'缪', "miao mou"},
    {U'费', "fei bi"},      {U'折', "zhe she"},     {U'召', "zhao shao"},   {U'隗', "wei kui"},
    {U'员', "yuan yun"},    {U'蚌', "beng bang"},   {U'荥', "xing ying"},   {U'漯', "luo ta"},
    {U'莘', "xin shen"},    {U'栖', "qi xi"},       {U'壳', "ke qiao"},     {U'角', "jiao jue"},
    {U'粘', "zhan nian"},   {U'模', "mo mu"},       {U'称', "cheng chen"},  {U'便', "bian pian"},
    {U'给', "gei ji"},      {U'拓', "tuo ta"},      {U'屏', "ping bing"},   {U'澄', "cheng deng"},
    {U'觉', "jue jiao"},    {U'佛', "fo fu"},       {U'轧', "zha ya"},      {U'纤', "xian qian"},
    {U'酵', "jiao xiao"},   {U'度', "du duo"},      {U'勒', "le lei"},      {U'圩', "wei xu"},
    {U'没', "mei mo"},      {U'还', "hai huan"},    {U'洗', "xi xian"},     {U'镐', "hao gao"},
    {U'颉', "jie xie"},     {U'莞', "guan wan"},    {U'泌', "mi bi"},       {U'洞', "dong tong"},
    {U'浚', "jun xun"},     {U'筠', "yun jun"},     {U'栎', "li yue"},      {U'牟', "mu mou"},
    {U'枞', "zong cong"},   {U'歙', "she xi"},      {U'眙', "yi chi"},      {U'渑', "mian sheng"},
    {U'伽', "jia ga"},      {U'咖', "ka ga"},       {U'卡', "ka qia"},      {U'差', "cha chai"},
    {U'血', "xue xie"},     {U'露', "lu lou"},      {U'什', "shi shen"},    {U'浒', "hu xu"},
    {U'犍', "qian jian"},   {U'珲', "hun hui"},     {U'识', "shi zhi"},     {U'系', "xi ji"},
    {U'空', "kong"},        {U'石', "shi"},         {U'得', "de"},          {U'了', "le liao"},
};

// ICU's transliterators are not to be shared between threads, and take long to make: one behind a lock.
class Transliteration {
 public:
  Transliteration() {
    UErrorCode status = U_ZERO_ERROR;
    transliterator_.reset(
        icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    if (U_FAILURE(status) || !transliterator_)
      throw std::runtime_error("ICU has no Han-Latin transliterator");
  }

  std::string reading_of(char32_t character) {
    icu::UnicodeString text(static_cast<UChar32>(character));
    const std::lock_guard lock(mutex_);
    transliterator_->transliterate(text);
    std::string reading;
    text.toUTF8String(reading);
    std::erase_if(reading, [](char c) { return c < 'a' || c > 'z'; });
    return reading;
  }

 private:
  std::mutex mutex_;
  std::unique_ptr<icu::Transliterator> transliterator_;
};

class Known {
 public:
  Known() {
    for (const Readings& one : several) {
      std::istringstream words{std::string(one.readings)};
      std::vector<std::string>& readings = readings_[one.character];
      for (std::string word; words >> word;) readings.push_back(word);
    }
  }

  const std::vector<std::string>& of(char32_t character) {
    {
      const std::shared_lock lock(mutex_);
      const auto found = readings_.find(character);
      if (found != readings_.end()) return found->second;
    }
    std::string reading = transliteration_.reading_of(character);
    const std::unique_lock lock(mutex_);
    std::vector<std::string>& readings = readings_[character];
    if (readings.empty() && !reading.empty()) readings.push_back(std::move(reading));
    return readings;
  }

 private:
  std::shared_mutex mutex_;
  std::unordered_map<char32_t, std::vector<std::string>> readings_;  // its values stay where they are
  Transliteration transliteration_;
};

}  // namespace

const std::vector<std::string>& readings_of(char32_t character) {
  static Known known;
  return known.of(character);
}

}  // namespace shuniu::text
