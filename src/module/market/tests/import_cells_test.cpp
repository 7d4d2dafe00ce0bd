// import_cells_test.cpp - what people write in columns and cells, and what is made of it.
#include <gtest/gtest.h>

#include "import_file.h"
#include "import_preview.h"
#include "import_template.h"
#include "import_values.h"
#include "item_rules.h"
#include "kind_info.h"
#include "market_fixture.h"
#include "shuniu/http/messages.h"
#include "shuniu/json/json.h"

namespace shuniu::market {
namespace {

const ImportBook& book() {
  static const ImportBook loaded = ImportBook::load(SHUNIU_SOURCE_DIR "/rulebook/cn/market");
  return loaded;
}

const ImportWords& words() {
  static const ImportWords loaded(rulebook(), book());
  return loaded;
}

TEST(ImportBook, KnowsColumnsByWhatPeopleCallThem) {
  struct Row {
    ItemKind kind;
    const char* heading;
    const char* field;  // "" when it is unknown
    std::int64_t scale = 0;
  };
  using enum ItemKind;
  for (const Row& row : std::initializer_list<Row>{{need, "title", "title"},
                                                   {need, "标题", "title"},
                                                   {need, "標題", "title"},
                                                   {need, " 需求名称 ", "title"},
                                                   {need, "*标题（必填）", "title"},
                                                   {need, "标 题", "title"},
                                                   {need, "问题描述(不少于20字)", "problem"},
                                                   {need, "预算", "budget"},
                                                   {need, "预算(万元)", "budget", 10'000},
                                                   {need, "经费预算（元）", "budget", 1},
                                                   {need, "预算/万元", "budget", 10'000},
                                                   {need, "预算万元", "budget", 10'000},
                                                   {need, "预算（亿元）", "budget", 100'000'000},
                                                   {need, "Budget (CNY)", "budget", 1},
                                                   {need, "Budget (10000 CNY)", "budget", 10'000},
                                                   {need, "预算（按年）", "budget"},
                                                   {need, "预算上限（万元）", "budget.high", 10'000},
                                                   {need, "最低预算", "budget.low"},
                                                   {need, "截止日期", "deadline"},
                                                   {need, "所在省份", "region"},
                                                   {need, "TRL", "readiness_wanted"},
                                                   {offer, "TRL", "readiness"},
                                                   {offer, "成果名称", "title"},
                                                   {offer, "期望价格(万元)", "price", 10'000},
                                                   {offer, "是否涉密", ""},
                                                   {offer, "预算", ""},
                                                   {need, "联系电话", ""},
                                                   {need, "序号", "-"},
                                                   {need, "excluded_organisations", "excluded_organisations"},
                                                   {expert, "name", "name"}}) {
    const auto meaning = book().meaning_of(row.kind, row.heading);
    EXPECT_EQ(meaning ? meaning->field : "", row.field) << row.heading;
    EXPECT_EQ(meaning && meaning->unit ? meaning->unit->scale : 0, row.scale) << row.heading;
  }
}

TEST(ImportBook, ProposesTheNearestName) {
  EXPECT_EQ(book().nearest_name(ItemKind::need, "标体"), "标题");
  EXPECT_EQ(book().nearest_name(ItemKind::need, "titel"), "Title");
  EXPECT_EQ(book().nearest_name(ItemKind::need, "企业技术需求名称"), "技术需求名称");
  EXPECT_EQ(book().nearest_name(ItemKind::need, "联系电话"), "");
  EXPECT_EQ(book().nearest_name(ItemKind::need, ""), "");
}

TEST(ImportBook, RefusesRulesThatContradictThemselves) {
  const TemporaryFolder folder;
  const auto load = [&](const std::string& columns, const std::string& names, const std::string& word_lines) {
    const auto write = [&](const char* name, const std::string& text) {
      std::ofstream(folder.path() / name) << text;
    };
    write("import_columns.tsv",
          "kind\tfield\theading_zh\theading_en\tin_template\thint_zh\thint_en\texample\tsource\n" + columns);
    write("import_names.tsv", "kind\tfield\tname\tsource\n" + names);
    write("import_words.tsv", "list\twritten\tmeans\tsource\n" + word_lines);
    return ImportBook::load(folder.path().string());
  };
  const std::string title = "need\ttitle\t标题\tTitle\tyes\t\t\t\tx\n";
  EXPECT_EQ(load(title, "", "").columns(ItemKind::need).size(), 1U);
  EXPECT_THROW(load("need\tcolour\t颜色\tColour\tyes\t\t\t\tx\n", "", ""), std::runtime_error);
  EXPECT_THROW(load("need\ttitle.low\t标题\tTitle\tyes\t\t\t\tx\n", "", ""), std::runtime_error);
  EXPECT_THROW(load(title, "need\tproblem\t标题\tx\n", ""), std::runtime_error);
  EXPECT_THROW(load(title, "need\ttitle\n", ""), std::runtime_error);
  EXPECT_THROW(load(title, "", "boolean\t是\ttrue\tx\nboolean\t是\tfalse\tx\n"), std::runtime_error);
  EXPECT_THROW(ImportBook::load("/nowhere"), std::runtime_error);
}

TEST(ImportValues, ReadsDates) {
  struct Row {
    const char* cell;
    const char* day;  // "" when it is none
  };
  for (const Row& row : std::initializer_list<Row>{{"2026-03-01", "2026-03-01"},
                                                   {"2026/3/1", "2026-03-01"},
                                                   {"2026.3.1", "2026-03-01"},
                                                   {"20260301", "2026-03-01"},
                                                   {"2026年3月1日", "2026-03-01"},
                                                   {"2026 年 3 月 1 日", "2026-03-01"},
                                                   {"２０２６年３月１号", "2026-03-01"},
                                                   {"2026-03-01T00:00:00", "2026-03-01"},
                                                   {"2026/3/1 0:00", "2026-03-01"},
                                                   {"2026/3/1 0:00:00", "2026-03-01"},
                                                   {"46082", "2026-03-01"},
                                                   {"36526", "2000-01-01"},
                                                   {"2026/3/1 8:30", ""},
                                                   {"2026年3月", ""},
                                                   {"2027-02-29", ""},
                                                   {"3/1/2026", ""},
                                                   {"26/3/1", ""},
                                                   {"12345", ""},
                                                   {"明年", ""},
                                                   {"", ""}}) {
    const auto date = read_date(row.cell);
    EXPECT_EQ(date ? to_text(*date) : "", row.day) << row.cell;
  }
}

TEST(ImportValues, ReadsMoney) {
  struct Row {
    const char* cell;
    std::int64_t scale;
    const char* json;  // "" when it is none
  };
  const auto range = [](std::int64_t low, std::int64_t high, const std::string& currency = "CNY") {
    return json::encode(MoneyRange{low, high, currency});
  };
  const std::vector<std::tuple<std::string, std::int64_t, std::string>> rows = {
      {"50", 10'000, range(50'000'000, 50'000'000)},
      {"12.5", 10'000, range(12'500'000, 12'500'000)},
      {"30-80", 10'000, range(30'000'000, 80'000'000)},
      {"30～80", 10'000, range(30'000'000, 80'000'000)},
      {"30至80万元", 1, range(30'000'000, 80'000'000)},
      {"30万-80万", 1, range(30'000'000, 80'000'000)},
      {"500000元", 10'000, range(50'000'000, 50'000'000)},
      {"1,200.50", 1, range(120'050, 120'050)},
      {"¥50万", 1, range(50'000'000, 50'000'000)},
      {"50万元人民币", 1, range(50'000'000, 50'000'000)},
      {"5万美元", 1, range(5'000'000, 5'000'000, "USD")},
      {"500000~800000 CNY", 1, range(50'000'000, 80'000'000)},
      {"12000.5 GBP", 1, range(1'200'050, 1'200'050, "GBP")},
      {"1.2亿", 1, range(12'000'000'000, 12'000'000'000)},
      {"0", 1, range(0, 0)},
      {"0.001", 1, ""},
      {"0.001", 10'000, range(1'000, 1'000)},
      {"-5", 1, ""},
      {"50公斤", 1, ""},
      {"约50", 1, ""},
      {"30-80-90", 1, ""},
      {"30 CNY-80 USD", 1, ""},
      {"999999999999999999", 100'000'000, ""},
      {"90071992547409.92", 1, ""},
      {"", 1, ""},
  };
  for (const auto& [cell, scale, expected] : rows) {
    const auto money = read_money(book(), cell, {scale, "CNY"});
    EXPECT_EQ(money ? json::encode(*money) : "", expected) << cell;
  }
}

TEST(ImportValues, ReadsWholeNumbers) {
  for (const char* cell : {"6", "TRL6", "TRL-6", "trl 6", "第6级", "6级", "６", " 6 ", "6.0"})
    EXPECT_EQ(read_whole(cell), 6) << cell;
  for (const char* cell : {"", "六", "6.5", "6~7", "TRL", "级", "1e30", "99999999999999999999"})
    EXPECT_FALSE(read_whole(cell)) << cell;
  EXPECT_EQ(read_whole("-6"), -6);
  EXPECT_EQ(read_whole("1.2e3"), 1200);
}

TEST(ImportCodes, FindsCodesByTheirNames) {
  struct Row {
    const char* list;
    const char* written;
    const char* code;  // "" when there is none
  };
  for (const Row& row : std::initializer_list<Row>{{"regions", "310000", "310000"},
                                                   {"regions", "上海市", "310000"},
                                                   {"regions", "上海", "310000"},
                                                   {"regions", "Shanghai", "310000"},
                                                   {"regions", "310000 上海市", "310000"},
                                                   {"regions", "上海市浦东新区", "310000"},
                                                   {"regions", "江苏省苏州市", "320000"},
                                                   {"regions", "苏州市", "320000"},
                                                   {"regions", "苏州", "320000"},
                                                   {"regions", "320500", "320000"},
                                                   {"regions", "內蒙古", "150000"},
                                                   {"regions", "吉林", "220000"},
                                                   {"regions", "Suzhou", ""},  // of Jiangsu, and of Anhui
                                                   {"regions", "火星", ""},
                                                   {"regions", "", ""},
                                                   {"tech_fields", "新能源", "06"},
                                                   {"tech_fields", "新能源与高效节能", "06"},
                                                   {"tech_fields", "06.1", "06.1"},
                                                   {"tech_fields", "生物医药", "04"},
                                                   {"contract_kinds", "技术许可", "LIC"},
                                                   {"contract_kinds", "许可", "LIC"},
                                                   {"industries", "农、林、牧、渔业", "A"},
                                                   {"ip_kinds", "发明专利", "PAT.INV"},
                                                   {"wipo35_fields", "半导体", "8"}}) {
    EXPECT_EQ(words().codes.code_of(row.list, row.written).value_or(""), row.code) << row.written;
  }
}

struct ReadCells {
  std::string json;
  std::vector<Fault> faults;
};

ReadCells read(ItemKind kind, const std::vector<std::string>& header, const std::vector<std::string>& cells) {
  ReadCells result;
  const auto columns = ColumnMap::of(header, header, kind, book(), result.faults);
  RowJson row = row_as_json(words(), columns, cells, {});
  result.json = row.json;
  result.faults.insert(result.faults.end(), row.faults.begin(), row.faults.end());
  return result;
}

TEST(ImportCells, WritesCellsAsJson) {
  const auto row = read(ItemKind::offer, {"kind", "price", "non_secret", "wipo", "ip_items", "figures"},
                        {"patent", "12000.5 USD", "是", "1;半导体",
                         "PAT.INV | CN1 | | granted | 2040-01-01 | 2026-01-02", "寿命 | > | 1.5E3 | 次"});
  EXPECT_EQ(row.json, R"({"kind":"patent","title":"","abstract":"","figures":)"
                      R"([{"name":"寿命","relation":"gt","value":"1500","unit":"次"}],)"
                      R"("ip_items":[{"kind":"PAT.INV","number":"CN1","status":"granted",)"
                      R"("expires_on":"2040-01-01","checked_on":"2026-01-02"}],)"
                      R"("price":{"low_minor":1200050,"high_minor":1200050,"currency":"USD"},)"
                      R"("wipo":[1,8],"non_secret":true})");
  EXPECT_TRUE(row.faults.empty());
}

TEST(ImportCells, ReadsASheetInChinese) {
  const auto row =
      read(ItemKind::need,
           {"序号", "需求名称", "问题描述", "预算(万元)", "预算是否公开", "截止日期", "所属领域", "所在省份",
            "合作方式", "技术指标", "希望的就绪度", "知识产权要求", "行业"},
           {"1", "隔热垫", "说明", "30-80", "不公开", "2027年6月30日", "新能源、新材料", "上海市",
            "许可；委托开发", "厚度≤1mm；热失控温度不低于210℃", "TRL 6", "不限", "农、林、牧、渔业"});
  EXPECT_EQ(
      row.json,
      R"({"title":"隔热垫","problem":"说明","figures":)"
      R"([{"name":"厚度","relation":"le","value":"1","unit":"mm"},)"
      R"({"name":"热失控温度","relation":"ge","value":"210","unit":"°C"}],)"
      R"("budget":{"low_minor":30000000,"high_minor":80000000,"currency":"CNY"},"budget_shown":"hidden",)"
      R"("deadline":"2027-06-30","fields":["06","05"],"industry":"A","region":"310000",)"
      R"("readiness_wanted":6,"ip_position":"any","modes":["LIC","DEV"]})");
  EXPECT_EQ(row.faults, std::vector<Fault>{});
}

TEST(ImportCells, JoinsTheTwoEndsOfMoney) {
  const std::vector<std::string> header{"预算下限（万元）", "预算上限（元）"};
  EXPECT_NE(read(ItemKind::need, header, {"30", "800000"})
                .json.find(R"("budget":{"low_minor":30000000,"high_minor":80000000,"currency":"CNY"})"),
            std::string::npos);
  EXPECT_NE(read(ItemKind::need, header, {"30", ""})
                .json.find(R"("budget":{"low_minor":30000000,"high_minor":30000000,"currency":"CNY"})"),
            std::string::npos);
  EXPECT_EQ(read(ItemKind::need, header, {"面议", "无"}).json.find("budget"), std::string::npos);
}

TEST(ImportCells, SaysWhatACellCannotMean) {
  struct Row {
    const char* heading;
    const char* cell;
    Fault fault;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"预算", "五十万", {"budget", "fault.money", {}, "五十万"}},
           {"截止日期", "明年", {"deadline", "fault.date", {}, "明年"}},
           {"地区", "火星", {"region", "fault.code", {{"list", "regions"}}, "火星"}},
           {"技术领域", "新能源；火星车", {"fields[1]", "fault.code", {{"list", "tech_fields"}}, "火星车"}},
           {"预算是否公开", "看情况", {"budget_shown", "fault.choice", {{"choices", "Shown"}}, "看情况"}},
           {"指标", "尽量薄", {"figures[0]", "fault.figure", {}, "尽量薄"}},
           {"指标",
            "厚度 | 大约 | 1 | mm",
            {"figures[0].relation", "fault.choice", {{"choices", "FigureRelation"}}, "大约"}},
           {"指标", "厚度|≤|1|mm|GB|常温|多余", {"figures[0]", "fault.parts", {{"most", "6"}}, "多余"}},
           {"项目预算", "5", {"项目预算", "fault.unknown_column_near", {{"nearest", "预算"}}, ""}},
           {"联系电话", "5", {"联系电话", "fault.unknown_column", {}, ""}}}) {
    EXPECT_EQ(read(ItemKind::need, {row.heading}, {row.cell}).faults, std::vector<Fault>{row.fault})
        << row.cell;
  }
  const auto twice = read(ItemKind::need, {"标题", "需求名称"}, {"a", "b"});
  EXPECT_EQ(twice.faults, (std::vector<Fault>{{"需求名称", "fault.column_twice", {}, ""}}));
  const auto part_too = read(ItemKind::need, {"预算", "预算上限"}, {"1", "2"});
  EXPECT_EQ(part_too.faults, (std::vector<Fault>{{"预算上限", "fault.column_twice", {}, ""}}));
}

ImportPreview preview(const std::string& csv, std::vector<std::string> columns = {},
                      ItemKind kind = ItemKind::need) {
  return preview_of({ImportFormat::csv, kind, columns, csv}, words(), "zh").value();
}

TEST(ImportPreview, ShowsEveryColumnWithASample) {
  const auto seen = preview(
      "技术需求汇总表,,,,\n填报单位：某公司,,,,\n序号,需求名称,预算（万元）,领域,联系人\n1,,30-80,新能源,"
      "李\n2,隔热垫,,,\n");
  EXPECT_EQ(seen.header_line, 3);
  EXPECT_EQ(seen.encoding, documents::Encoding::utf8);
  EXPECT_EQ(seen.separator, ",");
  ASSERT_EQ(seen.columns.size(), 5U);
  EXPECT_EQ(seen.columns[0].name, "");
  EXPECT_FALSE(seen.columns[0].fault) << "a number of the row is known, and not imported";
  EXPECT_EQ(seen.columns[1].name, "标题");
  EXPECT_EQ(seen.columns[1].sample, "隔热垫");
  EXPECT_EQ(seen.columns[2].name, "预算（万元）");
  EXPECT_EQ(seen.columns[2].meaning, "300,000 – 800,000 CNY");
  EXPECT_EQ(seen.columns[3].meaning, "06 新能源与高效节能");
  EXPECT_TRUE(seen.columns[4].fault);
  EXPECT_EQ(seen.missing, std::vector<std::string>{"problem"});
}

TEST(ImportPreview, ReadsAColumnAsThePersonSays) {
  const std::string csv = "名字,钱\n隔热垫,50\n";
  auto seen = preview(csv);
  EXPECT_TRUE(seen.columns[0].fault);
  seen = preview(csv, {"标题", "预算（元）"});
  EXPECT_EQ(seen.columns[0].heading, "名字");
  EXPECT_EQ(seen.columns[0].name, "标题");
  EXPECT_EQ(seen.columns[1].meaning, "50 CNY");
  seen = preview(csv, {"标题", ""});
  EXPECT_EQ(seen.columns[1].member, "");
  EXPECT_FALSE(seen.columns[1].fault);
}

TEST(ImportPreview, EachChoiceIsReadAsItself) {
  for (const ItemKind kind : {ItemKind::need, ItemKind::offer}) {
    for (const char* language : {"zh", "en"}) {
      const auto seen = preview_of({ImportFormat::csv, kind, {}, ""}, words(), language).value();
      EXPECT_GT(seen.choices.size(), 15U);
      for (const ColumnChoice& choice : seen.choices) {
        const auto meaning = book().meaning_of(kind, choice.name);
        ASSERT_TRUE(meaning) << choice.name;
        EXPECT_EQ(first_member(meaning->field), choice.member) << choice.name;
      }
    }
  }
}

TEST(ImportTemplate, IsReadAsItIs) {
  http::use_messages(http::Messages::from_folder(SHUNIU_SOURCE_DIR "/rulebook/messages"));
  for (const ItemKind kind : {ItemKind::need, ItemKind::offer}) {
    for (const char* language : {"zh", "en"}) {
      const auto file = import_template(kind, words(), language).value();
      EXPECT_TRUE(file.name.ends_with(".xlsx"));
      const ImportFile import{ImportFormat::xlsx, kind, {}, file.bytes};
      std::int64_t rows = 0;
      EXPECT_TRUE(read_import(import, words(), [&](const ImportedRow& row) {
        ++rows;
        ADD_FAILURE() << row.line << (row.faults.empty() ? "" : row.faults[0].path + " " + row.faults[0].key);
        return true;
      }));
      EXPECT_EQ(rows, 0) << "the example is passed over";
      const auto seen = preview_of(import, words(), language).value();
      EXPECT_TRUE(seen.missing.empty());
      for (const PreviewedColumn& column : seen.columns) EXPECT_FALSE(column.fault) << column.heading;
    }
  }
  EXPECT_EQ(import_template(ItemKind::expert, words(), "zh").error().key, errors::no_template);
}

/// The example is what people copy: without its mark it is a good row.
TEST(ImportTemplate, TheExampleIsAGoodRow) {
  for (const ItemKind kind : {ItemKind::need, ItemKind::offer}) {
    std::vector<std::string> header, cells;
    for (const ImportColumn& column : book().columns(kind)) {
      if (!column.in_template) continue;
      header.push_back(column.heading_zh);
      cells.push_back(column.example);
    }
    std::vector<Fault> faults;
    const ColumnMap columns = ColumnMap::of(header, header, kind, book(), faults);
    ImportedRow row = read_row(kind, words(), columns, {2, cells});
    ASSERT_TRUE(row.content);
    add_faults(row.faults,
               faults_at_submission(*row.content, OrganisationId(), rulebook(), {2026, 11, 24}, {}));
    for (const Fault& fault : row.faults) ADD_FAILURE() << fault.path << " " << fault.key << " " << fault.got;
  }
}

TEST(ImportTemplate, EveryNameThatMayBeChosenIsUnderstood) {
  for (const ItemKind kind : {ItemKind::need, ItemKind::offer}) {
    for (const char* language : {"zh", "en"}) {
      for (const ImportColumn& column : book().columns(kind)) {
        const auto* member = member_named(kind, first_member(column.field));
        const auto list = code_list_of(member->name);
        if (list.empty()) continue;
        for (const codelist::Code& code : rulebook().list(list).codes()) {
          const std::string& name = std::string(language) == "en" ? code.name_en : code.name_zh;
          const codelist::Code* above = rulebook().list(list).find(code.parent);
          const bool is_named_above = above && (above->name_zh == name || above->name_en == name);
          EXPECT_EQ(words().codes.code_of(list, name).value_or(""), is_named_above ? code.parent : code.code)
              << list << " " << name;
        }
      }
    }
  }
}

}  // namespace
}  // namespace shuniu::market
