// import_test.cpp - files of each format, faulty rows, all or nothing, and a program that stops in between.
#include "shuniu/market/import.h"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>
#include <xlsxwriter.h>

#include <fstream>
#include <numeric>
#include <sstream>

#include "market_fixture.h"
#include "shuniu/journal/feed.h"
#include "shuniu/json/json.h"
#include "watched_database.h"

namespace shuniu::market {
namespace {

const std::string problem = "三元电芯在针刺后四分钟内热失控，需要厚度不超过一毫米、可耐高温的隔热材料。";
const std::string header = "title,problem,fields,region,figures,budget,deadline,modes,readiness_wanted\n";

std::string good_row(const std::string& title) {
  return title + "," + problem +
         ",06；05.1,310000,\"热失控温度 | 不低于 | 210 | ℃\n厚度 | between | 0.5~1 | "
         "mm\",5000~80000.5,2027-09-30,LIC|DEV,6\n";
}

class ImportTest : public MarketFixture {
 protected:
  void SetUp() override {
    MarketFixture::SetUp();
    import_ = std::make_unique<Import>(market());
  }
  void TearDown() override {
    import_.reset();
    MarketFixture::TearDown();
  }

  ImportView imported(const std::string& name, const std::string& bytes, Faulty faulty = Faulty::refuse,
                      ItemKind kind = ItemKind::need) {
    const auto started = import_->start(wang_, {kind, name, bytes, faulty}).value();
    import_->run_pending();
    return import_->progress(wang_, {started.id}).value();
  }
  std::int64_t my_items() { return market().my_items(wang_, {}).value().total; }

  std::unique_ptr<Import> import_;
};
INSTANTIATE_TEST_SUITE_P(Engines, ImportTest, database::every_engine(), database::engine_name);

TEST_P(ImportTest, ACsvFileBecomesSubmittedNeeds) {
  const auto view = imported("needs.csv", header + good_row("第一条电池需求") + good_row("第二条电池需求"));
  EXPECT_EQ(view.status, ImportStatus::finished);
  EXPECT_EQ(view.rows_good, 2);
  EXPECT_EQ(view.rows_staged, 2);
  const auto list = market().review_queue(officer_, {}).value();
  ASSERT_EQ(list.total, 2);
  const auto need = market().need(wang_, {list.items.front().id}).value();
  EXPECT_EQ(need.state.status, ItemStatus::submitted);
  EXPECT_EQ(need.content.fields,
            (FieldCodes(std::vector<Text<2, 6>>{std::string("06"), std::string("05.1")})));
  ASSERT_EQ(need.content.figures.size(), 2u);
  EXPECT_EQ(need.content.figures[0].relation, FigureRelation::ge);
  EXPECT_EQ(*need.content.figures[1].value_high, "1");
  EXPECT_EQ(need.content.budget->low_minor, 500'000);
  EXPECT_EQ(need.content.budget->high_minor, 8'000'050);
  EXPECT_EQ(need.content.modes.size(), 2u);
  EXPECT_TRUE(market().publish(officer_, {need.state.id, need.state.version}));
}

TEST_P(ImportTest, EveryFaultyRowIsNamedAndNothingComes) {
  const auto view = imported("needs.csv", header + good_row("第一条电池需求") + "短," + problem +
                                              ",99,310000,,,not a day,,six\n" + good_row("第二条电池需求"));
  EXPECT_EQ(view.status, ImportStatus::refused);
  EXPECT_EQ(view.rows_faulty, 1);
  EXPECT_EQ(view.rows_staged, 0);
  EXPECT_EQ(my_items(), 0);
  std::vector<std::string> columns;
  for (const RowFault& fault : view.faults) {
    EXPECT_EQ(fault.line, 4);  // the row above it has two lines
    columns.push_back(fault.column);
  }
  std::sort(columns.begin(), columns.end());
  EXPECT_EQ(columns, (std::vector<std::string>{"deadline", "fields[0]", "readiness_wanted", "title"}))
      << "all of a row at once: cells, bounds and the rules of submission";
}

TEST_P(ImportTest, RulesOfSubmissionHoldForRows) {
  const auto view = imported("needs.csv", "title,problem,fields\n短," + problem + ",99\n");
  ASSERT_EQ(view.faults.size(), 2u);
  EXPECT_EQ(view.faults[0].column, "fields[0]");
  EXPECT_EQ(view.faults[1].column, "title");
}

TEST_P(ImportTest, SkippingTakesTheGoodRows) {
  const auto view = imported(
      "needs.csv", header + good_row("第一条电池需求") + "短,x,99,,,,,,\n" + good_row("第二条电池需求"),
      Faulty::skip);
  EXPECT_EQ(view.status, ImportStatus::finished);
  EXPECT_EQ(view.rows_faulty, 1);
  EXPECT_FALSE(view.faults.empty());
  EXPECT_EQ(my_items(), 2);
}

TEST_P(ImportTest, TsvJsonLinesAndXlsxSayTheSame) {
  const std::string tsv = "title\tproblem\tfields\n从TSV来的需求\t" + problem + "\t06\n";
  EXPECT_EQ(imported("a.tsv", tsv).rows_good, 1);
  NeedContent need = sample_need();
  EXPECT_EQ(imported("a.jsonl", json::encode(need) + "\n\n" + json::encode(need) + "\n").rows_good, 2);

  const TemporaryFolder folder;
  const std::string path = (folder.path() / "a.xlsx").string();
  lxw_workbook* book = workbook_new(path.c_str());
  lxw_worksheet* sheet = workbook_add_worksheet(book, nullptr);
  lxw_format* date = workbook_add_format(book);
  format_set_num_format(date, "yyyy/m/d");
  lxw_datetime day{2027, 9, 30, 0, 0, 0};
  const char* names[] = {"title", "problem", "fields", "deadline", "readiness_wanted"};
  for (lxw_col_t i = 0; i < 5; ++i) worksheet_write_string(sheet, 0, i, names[i], nullptr);
  worksheet_write_string(sheet, 1, 0, "从XLSX来的需求", nullptr);
  worksheet_write_string(sheet, 1, 1, problem.c_str(), nullptr);
  worksheet_write_string(sheet, 1, 2, "06", nullptr);
  worksheet_write_datetime(sheet, 1, 3, &day, date);
  worksheet_write_number(sheet, 1, 4, 6, nullptr);
  ASSERT_EQ(workbook_close(book), LXW_NO_ERROR);
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  const auto view = imported("a.xlsx", bytes.str());
  EXPECT_EQ(view.rows_good, 1) << (view.faults.empty() ? "" : view.faults[0].column + view.faults[0].got);
  EXPECT_EQ(my_items(), 4);
}

std::string as_gb18030(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  std::string bytes(text.size() * 2, '\0');
  const auto size = ucnv_convert("gb18030", "UTF-8", bytes.data(), static_cast<std::int32_t>(bytes.size()),
                                 text.data(), static_cast<std::int32_t>(text.size()), &status);
  EXPECT_TRUE(U_SUCCESS(status));
  bytes.resize(static_cast<std::size_t>(size));
  return bytes;
}

const std::string sheet =
    "2027年技术需求汇总表;;;;;;\r\n\r\n"
    "序号;需求名称;问题描述（不少于20字）;预算(万元);技术领域;地区;截止日期\r\n"
    "0;【示例】隔热垫;" +
    problem +
    ";30-80;新能源;上海市;2027/6/30\r\n"
    "1;电芯之间的隔热垫;" +
    problem + ";30-80;新能源、新材料;上海市;2027年6月30日\r\n";

TEST_P(ImportTest, ASheetAsExcelSavesItOnAChineseSystem) {
  const auto view = imported("需求.csv", as_gb18030(sheet));
  ASSERT_EQ(view.status, ImportStatus::finished) << json::encode(view);
  EXPECT_EQ(view.rows_read, 1) << "neither the title of the list nor the example is a row";
  const auto list = market().review_queue(officer_, {}).value();
  ASSERT_EQ(list.total, 1);
  const auto need = market().need(wang_, {list.items.front().id}).value();
  EXPECT_EQ(need.content.title, "电芯之间的隔热垫");
  EXPECT_EQ(need.content.budget->high_minor, 80'000'000);
  EXPECT_EQ(need.content.region, "310000");
  EXPECT_EQ(need.content.deadline, (Date{2027, 6, 30}));
  EXPECT_EQ(need.content.fields.size(), 2U);
}

TEST_P(ImportTest, FaultsNameTheHeadingTheValueAndWhatWasExpected) {
  std::string wrong = sheet;
  wrong.replace(wrong.find("2027年6月30日"), std::string("2027年6月30日").size(), "明年");
  auto view = imported("需求.csv", as_gb18030(wrong));
  ASSERT_EQ(view.faults.size(), 1U);
  EXPECT_EQ(view.faults[0].line, 5);
  EXPECT_EQ(view.faults[0].heading, "截止日期");
  EXPECT_EQ(view.faults[0].column, "deadline");
  EXPECT_EQ(view.faults[0].key, "fault.date");
  EXPECT_EQ(view.faults[0].got, "明年");
  view = imported("需求.csv", "需求名称,经费,联系电话\n隔热垫,1,2\n");
  std::vector<std::string> columns;
  for (const RowFault& fault : view.faults) columns.push_back(fault.column + " " + fault.key);
  EXPECT_EQ(columns,
            (std::vector<std::string>{"经费 fault.unknown_column", "联系电话 fault.unknown_column",
                                      "fields fault.column_missing", "problem fault.column_missing"}));
}

TEST_P(ImportTest, ColumnsAreReadAsThePersonSays) {
  const std::string csv = "名字,说明,方向,钱,备注\n电芯之间的隔热垫," + problem + ",06,50,不要\n";
  EXPECT_EQ(imported("a.csv", csv).status, ImportStatus::refused);
  const PreviewImport question{
      ItemKind::need, "a.csv", csv, {"标题", "问题描述", "技术领域", "预算（万元）", ""}};
  EXPECT_EQ(key_of(import_->preview(person_, question)), errors::not_a_member);
  const auto seen = import_->preview(wang_, question).value();
  EXPECT_EQ(seen.columns[3].meaning, "500,000 CNY");
  EXPECT_TRUE(seen.missing.empty());
  const auto started =
      import_->start(wang_, {ItemKind::need, "a.csv", csv, Faulty::refuse, question.columns}).value();
  import_->run_pending();
  EXPECT_EQ(import_->progress(wang_, {started.id}).value().status, ImportStatus::finished);
  const auto list = market().review_queue(officer_, {}).value();
  EXPECT_EQ(market().need(wang_, {list.items.front().id}).value().content.budget->low_minor, 50'000'000);
}

TEST_P(ImportTest, FilesThatCannotBeReadAreRefused) {
  EXPECT_EQ(key_of(import_->start(wang_, {ItemKind::need, "a.pdf", "%PDF", Faulty::refuse})),
            errors::import_format);
  EXPECT_EQ(key_of(import_->start(wang_, {ItemKind::need, "a.csv", "PK\x03\x04", Faulty::refuse})),
            errors::import_format);
  EXPECT_EQ(key_of(import_->start(person_, {ItemKind::need, "a.csv", "x", Faulty::refuse})),
            errors::not_a_member);
  EXPECT_EQ(imported("broken.xlsx", "PK\x03\x04....").status, ImportStatus::refused);
  EXPECT_EQ(imported("latin.csv", header + "caf\xE9, x\n").faults[0].key, "documents.unknown_encoding");
  const auto other = imported("other.csv", "title,colour\n一条需求,red\n");
  EXPECT_EQ(other.faults[0].line, 1);
  EXPECT_EQ(other.faults[0].column, "colour");
  EXPECT_EQ(key_of(import_->preview(wang_, {ItemKind::need, "a.pdf", "%PDF", {}})), errors::import_format);
  EXPECT_EQ(key_of(import_->preview(wang_, {ItemKind::need, "a.csv", "caf\xE9, x", {}})),
            "documents.unknown_encoding");
  EXPECT_EQ(imported("empty.csv", "").status, ImportStatus::refused);
  EXPECT_EQ(imported("half.csv", header + good_row("第一条电池需求") + "\"never closed", Faulty::skip).status,
            ImportStatus::refused);
  EXPECT_EQ(my_items(), 0);
}

TEST_P(ImportTest, OthersDoNotSeeAnImport) {
  const auto view = imported("needs.csv", header + good_row("第一条电池需求"));
  EXPECT_EQ(key_of(import_->progress(rui_, {view.id})), errors::not_found);
  EXPECT_EQ(key_of(import_->progress(stranger_, {view.id})), errors::not_found);
}

TEST_P(ImportTest, AMarkOfSecrecyIsQuarantined) {
  const auto view =
      imported("needs.csv", "title,problem,fields,constraints\n一条电池需求," + problem + ",06,机密★\n");
  EXPECT_EQ(view.status, ImportStatus::finished);
  EXPECT_EQ(market().review_queue(officer_, {}).value().total, 0);
  EXPECT_EQ(market().review_queue(officer_, {{}, ItemStatus::quarantined, {}, {}}).value().total, 1);
}

TEST_P(ImportTest, EachItemHasItsFactsInOrder) {
  imported("needs.csv", header + good_row("第一条电池需求") + good_row("第二条电池需求"));
  const auto item = market().review_queue(officer_, {}).value().items.front();
  market().publish(officer_, {item.id, 1}).value();
  stream().drain();
  std::vector<std::string> of_item;
  std::int64_t submitted = 0, switched = 0;
  for (const auto& fact : journal::Feed(database()).read_all(0, 100)) {
    if (fact.body.text.find(item.id.text()) != std::string::npos) of_item.push_back(fact.type);
    if (fact.type == "market.item_submitted.v1") ++submitted;
    if (fact.type == "market.import_switched.v1") switched = fact.seq;
  }
  EXPECT_EQ(of_item, (std::vector<std::string>{"market.item_submitted.v1", "market.need_published.v1"}));
  EXPECT_EQ(submitted, 2);
  EXPECT_GT(switched, 0);
}

TEST_P(ImportTest, StagedRowsDoNotExistUntilTheSwitch) {
  imported("needs.csv", header + good_row("第一条电池需求"));
  const auto item = market().review_queue(officer_, {}).value().items.front();
  const auto move_back = [&](bool switched) {
    database()
        .write([&](database::Transaction& tx) -> Result<Done> {
          tx.run("UPDATE market_item SET staged_in = (SELECT id FROM market_import)");
          if (!switched)
            tx.run("UPDATE market_import SET status = 'staging', switched_at = NULL");
          else
            tx.run("UPDATE market_import SET status = 'switching', switched_at = 1");
          return Done{};
        })
        .value();
  };
  move_back(false);
  EXPECT_EQ(my_items(), 0);
  EXPECT_EQ(market().review_queue(officer_, {}).value().total, 0);
  EXPECT_EQ(key_of(market().need(wang_, {item.id})), errors::not_found);
  EXPECT_EQ(key_of(market().publish(officer_, {item.id, 1})), errors::not_found);
  move_back(true);
  EXPECT_EQ(my_items(), 1);
  EXPECT_TRUE(market().publish(officer_, {item.id, 1}));  // records the first fact before its own
  EXPECT_EQ(import_->run_pending(), 1);
  stream().drain();
  std::vector<std::string> types;
  for (const auto& fact : journal::Feed(database()).read_all(0, 100)) types.push_back(fact.type);
  ASSERT_GE(types.size(), 2u);
  EXPECT_EQ(types[types.size() - 2], "market.item_submitted.v1");
  EXPECT_EQ(types.back(), "market.need_published.v1");
}

TEST_P(ImportTest, AnImportThatWasInterruptedGoesOn) {
  const auto view = imported("needs.csv", header + good_row("第一条电池需求") + good_row("第二条电池需求") +
                                              good_row("第三条电池需求"));
  database()
      .write([&](database::Transaction& tx) -> Result<Done> {
        // As if the program had stopped after the first chunk of one row.
        tx.run("DELETE FROM market_item WHERE title <> $1", "第一条电池需求");
        tx.run("UPDATE market_item SET staged_in = $1", view.id);
        tx.run(
            "UPDATE market_import SET status = 'staging', switched_at = NULL, staged_line = 2, rows_staged = "
            "1");
        return Done{};
      })
      .value();
  EXPECT_EQ(import_->run_pending(), 1);
  EXPECT_EQ(import_->progress(wang_, {view.id}).value().rows_staged, 3);
  EXPECT_EQ(my_items(), 3);
}

/// An import on a database that counts the items of each write.
class ChunksTest : public ImportTest {
 protected:
  void SetUp() override {
    ImportTest::SetUp();
    watched_ = std::make_unique<WatchedDatabase>(database());
    watched_market_ =
        std::make_unique<Market>(*watched_, *catalogue_, directory_, files_, rulebook(), clock_, options());
    import_ = std::make_unique<Import>(*watched_market_);
  }
  void TearDown() override {
    import_.reset();
    watched_market_.reset();
    ImportTest::TearDown();
  }

  void import_rows(int rows) {
    std::string bytes = header;
    for (int i = 0; i < rows; ++i) bytes += good_row("第" + std::to_string(i) + "条电池隔热需求");
    EXPECT_EQ(imported("many.csv", bytes).status, ImportStatus::finished);
    EXPECT_EQ(my_items(), rows);
    for (const auto* chunks : {&watched_->staged(), &watched_->settled()})
      EXPECT_EQ(std::accumulate(chunks->begin(), chunks->end(), std::int64_t{0}), rows);
    std::printf("the longest of %zu chunks held the writer %lld us\n", watched_->staged().size(),
                static_cast<long long>(import_->longest_chunk_us()));
  }

  std::unique_ptr<WatchedDatabase> watched_;
  std::unique_ptr<Market> watched_market_;
};
INSTANTIATE_TEST_SUITE_P(Engines, ChunksTest, database::every_engine(), database::engine_name);

// How long a chunk holds the writer depends on the machine. What bounds it is the number of its rows: few
// at first, at most twice those of the last chunk, never more than the limit, and fewer as soon as rows are
// slow.

TEST_P(ChunksTest, GrowStepByStepUpToTheirLimit) {
  import_rows(3'000);
  for (const auto* chunks : {&watched_->staged(), &watched_->settled()}) {
    std::int64_t most = 8;
    for (const std::int64_t rows : *chunks) {
      EXPECT_LE(rows, most);
      most = std::min<std::int64_t>(2 * rows, 500);
    }
  }
}

TEST_P(ChunksTest, AreSmallWhereRowsAreSlow) {
  watched_->slow_down(std::chrono::milliseconds(2));
  import_rows(30);
  for (const auto* chunks : {&watched_->staged(), &watched_->settled()}) {
    ASSERT_GT(chunks->size(), 1U);
    for (auto rows = chunks->begin() + 1; rows != chunks->end(); ++rows)
      EXPECT_LE(*rows, 2) << "5 ms are aimed at: two rows of 2 ms fit into them, three do not";
  }
}

}  // namespace
}  // namespace shuniu::market
