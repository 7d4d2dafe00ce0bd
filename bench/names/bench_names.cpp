// bench_names - how long the book of names takes for what somebody types, among many invented organisations.
//
//   bench_names [NAMES]     (100,000 unless said otherwise)
//
// Prints, per query, hits of the first page of twenty, and the median and the longest processor time of 200
// searches.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include "shuniu/text/names.h"

namespace {

using shuniu::text::NameBook;

/// Processor time: the machine may do other work.
double milliseconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) * 1e-6;
}

template <class List>
std::string one_of(const List& list, std::mt19937& random) {
  return list[random() % std::size(list)];
}

std::string credit_code(std::mt19937& random) {
  static constexpr char letters[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  std::string code = "91310000";
  while (code.size() < 18) code += letters[random() % (sizeof letters - 1)];
  return code;
}

/// Place, two characters of its own, trade and kind, as firms and institutes are called.
void put_organisation(NameBook& book, std::size_t number, std::mt19937& random) {
  static constexpr const char* places[] = {"上海", "南京", "苏州", "杭州", "合肥", "深圳", "北京", "重庆",
                                           "西安", "成都", "武汉", "长沙", "厦门", "青岛", "大连", "常州"};
  static constexpr const char* own[] = {"恒", "川", "澄", "淮", "泺", "北", "昆", "屿", "复", "旦", "锦",
                                        "瑞", "华", "中", "信", "达", "科", "远", "景", "宁", "安", "泰"};
  static constexpr const char* trades[] = {"储能技术", "生物医药", "精密机械", "半导体材料", "环境工程",
                                           "智能装备", "新能源",   "光电科技", "航空动力",   "海洋工程"};
  static constexpr const char* kinds[] = {"有限公司", "股份有限公司", "研究院",
                                          "大学",     "研究所",       "有限责任公司"};
  const std::string name = one_of(places, random) + one_of(own, random) + one_of(own, random) +
                           one_of(trades, random) + one_of(kinds, random);
  const std::string english = "Institute " + std::to_string(random() % 100'000) + " of Technology";
  const std::string code = credit_code(random);
  book.put("0192f0c1-0000-7000-8000-" + std::to_string(100'000'000'000 + number), {name, english, code});
}

}  // namespace

int main(int count, char** words) {
  const std::size_t names = count > 1 ? std::strtoul(words[1], nullptr, 10) : 100'000;
  NameBook book;
  std::mt19937 random(1);
  const double begin = milliseconds();
  for (std::size_t i = 0; i < names; ++i) put_organisation(book, i, random);
  book.put("fudan", {"复旦大学", "Fudan University"});
  std::printf("%zu names put in %.0f ms\n", names, milliseconds() - begin);
  for (const char* query : {"复旦大学", "復旦", "fudan", "fddx", "fu", "f", "公司", "大", "gs", "yxgs",
                            "shanghai", "chongqing", "univ fudan", "9131", "没有的名字"}) {
    std::vector<double> times;
    std::size_t hits = 0;
    for (int i = 0; i < 200; ++i) {
      const double from = milliseconds();
      hits = book.find(query, {}).size();
      times.push_back(milliseconds() - from);
    }
    std::sort(times.begin(), times.end());
    std::printf("%-12s %3zu hits   median %6.2f ms   longest %6.2f ms\n", query, hits, times[100],
                times[199]);
  }
  return 0;
}
