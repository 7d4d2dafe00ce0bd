// import_job.cpp - reads and checks a file, stages its rows in small chunks, switches them on, and records
// their facts.
//
// Every chunk is one short write; between two of them other commands come through. The number of rows in a
// chunk follows the time that the last one held the writer, so that a slow disk makes chunks smaller, not
// longer.
//
// Whoever leads may lose that without knowing, and another process goes on with the same row. So each write
// first locks the import and finds it as this worker left it; otherwise it changes nothing and the work ends.
#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <mutex>

#include "context.h"
#include "enum_name.h"
#include "import_file.h"
#include "import_preview.h"
#include "import_store.h"
#include "import_template.h"
#include "item_rules.h"
#include "media_type.h"
#include "secrecy_rules.h"
#include "settle.h"
#include "shuniu/crypto/random.h"
#include "shuniu/market/errors.h"
#include "shuniu/market/events.h"
#include "views.h"

namespace shuniu::market {
namespace {

using database::Transaction;

constexpr std::size_t most_faults = 1'000;
constexpr std::int64_t rows_between_reports = 2'000;
constexpr std::int64_t leftovers_at_once = 50;

/// How many rows go into one write: aims at `target`, well below the 25 ms that are promised, because COMMIT
/// comes on top.
class ChunkSize {
 public:
  std::size_t rows() const { return rows_; }
  void took(std::chrono::microseconds time) {
    const auto wanted =
        static_cast<std::int64_t>(rows_) * target.count() / std::max<std::int64_t>(time.count(), 1);
    const auto most = static_cast<std::int64_t>(rows_ * 2);  // grows step by step
    rows_ = static_cast<std::size_t>(std::clamp<std::int64_t>(wanted, 1, std::min<std::int64_t>(most, 500)));
  }

 private:
  static constexpr std::chrono::microseconds target{5'000};
  std::size_t rows_ = 8;
};

void add_fault(ImportRow& import, std::int64_t line, const Fault& fault, const std::string& heading = "") {
  if (import.faults.size() >= most_faults) return;
  StoredFault stored{line, fault.path, heading, fault.key, {}, fault.got};
  for (const auto& [name, value] : fault.values) stored.values.push_back({name, value});
  import.faults.push_back(std::move(stored));
}

/// A file that cannot be read to its end is one fault, at the line that the reader names.
void add_refusal(ImportRow& import, const Reason& reason) {
  std::int64_t line = 0;
  for (const auto& [name, value] : reason.details) {
    if (name == "line") std::from_chars(value.data(), value.data() + value.size(), line);
  }
  ++import.rows_faulty;
  add_fault(import, line, {"", reason.key, reason.details, ""});
}

}  // namespace

struct Import::State {
  const Context& context;
  ImportWords words;
  std::mutex working{};
  std::atomic<std::int64_t> longest_us{0};

  ImportRow new_import(const OrganisationId& organisation, const AccountId& account,
                       const StartImport& command, std::string file_name, std::string sha256) const;
  Result<ImportRow> keep(const OrganisationId& organisation, const AccountId& account,
                         const StartImport& command);
  void work_on(ImportRow& import);

 private:
  // Each is false when another worker has gone on with the import: this one stops.
  bool check(ImportRow& import, ImportFormat format, const std::string& bytes);
  bool stage(ImportRow& import, ImportFormat format, const std::string& bytes);
  bool stage_chunk(ImportRow& import, std::vector<ItemRow>& rows, std::int64_t last_line, ChunkSize& size);
  bool switch_on(ImportRow& import);
  bool settle_all(ImportRow& import);
  bool save(ImportRow& import, const ImportRow& next);
  bool is_good(const ImportRow& import, ImportedRow& row, Date today) const;
  ItemRow item_of(const ImportRow& import, const Content& content) const;

  /// One short write on an import that nobody else has moved on; how long it held the writer, or nothing.
  template <class Command>
  std::optional<std::chrono::microseconds> write_on(const ImportRow& import, const Command& command) {
    std::optional<std::chrono::microseconds> held;
    context
        .write([&](Transaction& tx) -> Result<Done> {
          held.reset();
          const auto began = std::chrono::steady_clock::now();
          if (!is_as_held(tx, import)) return Done{};
          command(tx);
          held =
              std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began);
          return Done{};
        })
        .value();
    if (held && held->count() > longest_us) longest_us = held->count();
    return held;
  }
};

ImportRow Import::State::new_import(const OrganisationId& organisation, const AccountId& account,
                                    const StartImport& command, std::string file_name,
                                    std::string sha256) const {
  ImportRow import;
  import.created_at = context.clock.now();
  import.id = crypto::new_id<ImportId>(import.created_at);
  import.organisation = organisation;
  import.account = account;
  import.kind = command.kind;
  import.file_name = std::move(file_name);
  import.sha256 = std::move(sha256);
  import.columns = command.columns;
  import.faulty = command.faulty;
  return import;
}

Result<ImportRow> Import::State::keep(const OrganisationId& organisation, const AccountId& account,
                                      const StartImport& command) {
  if (command.bytes.size() > largest_import_bytes) return refuse(errors::file_too_large, Kind::too_large);
  auto name = safe_file_name(command.file_name);
  if (!name) return refuse(errors::file_name, Kind::invalid);
  if (!format_of(*name, command.bytes)) return refuse(errors::import_format, Kind::unsupported);
  const auto stored = context.files.put(command.bytes);
  if (!stored) return stored.error();
  const ImportRow import = new_import(organisation, account, command, std::move(*name), stored->sha256);
  return context.write([&](Transaction& tx) -> Result<ImportRow> {
    insert_import(tx, import);
    return import;
  });
}

/// Makes `next` of what this worker holds.
bool Import::State::save(ImportRow& import, const ImportRow& next) {
  if (!write_on(import, [&](Transaction& tx) { save_import(tx, next); })) return false;
  import = next;
  return true;
}

/// By the rules of submission; faults are put into the row.
bool Import::State::is_good(const ImportRow& import, ImportedRow& row, Date today) const {
  if (row.content) {
    add_faults(row.faults, faults_at_submission(*row.content, import.organisation, context.codes, today,
                                                context.options));
  }
  return row.faults.empty();
}

bool Import::State::check(ImportRow& import, ImportFormat format, const std::string& bytes) {
  ImportRow next = import;
  next.rows_read = next.rows_good = next.rows_faulty = 0;
  next.faults.clear();
  bool is_ours = true;
  const Date today = legal_day(context.clock.now());
  const auto read = read_import({format, import.kind, import.columns, bytes}, words, [&](ImportedRow row) {
    ++next.rows_read;
    if (is_good(import, row, today))
      ++next.rows_good;
    else
      ++next.rows_faulty;
    for (const Fault& fault : row.faults)
      add_fault(next, row.line, fault, row.columns ? row.columns->heading_of(fault.path) : "");
    if (next.rows_read % rows_between_reports == 0) is_ours = save(import, next);
    return is_ours;
  });
  if (!is_ours) return false;
  if (!read) add_refusal(next, read.error());
  if (read && next.rows_read == 0) add_fault(next, 1, {"", "fault.no_rows", {}, ""});
  const bool refused =
      (import.faulty == Faulty::refuse && next.rows_faulty > 0) || next.rows_good == 0 || !read;
  next.status = refused ? ImportStatus::refused : ImportStatus::staging;
  return save(import, next);
}

ItemRow Import::State::item_of(const ImportRow& import, const Content& content) const {
  const Instant now = context.clock.now();
  ItemRow row;
  row.id = crypto::new_id<ItemId>(now);
  row.kind = import.kind;
  row.organisation = import.organisation;
  const bool marked = !marks_of_secrecy(content, context.options.secrecy_marks).empty();
  row.status = marked ? ItemStatus::quarantined : ItemStatus::submitted;
  row.title = title_of(content);
  row.content = encode_content(content);
  row.created_by = import.account;
  row.created_at = row.updated_at = now;
  row.submitted_at = now;
  row.staged_in = import.id;
  return row;
}

bool Import::State::stage_chunk(ImportRow& import, std::vector<ItemRow>& rows, std::int64_t last_line,
                                ChunkSize& size) {
  if (rows.empty()) return true;
  ImportRow next = import;
  next.rows_staged += static_cast<std::int64_t>(rows.size());
  next.staged_line = last_line;
  const auto held = write_on(import, [&](Transaction& tx) {
    for (ItemRow& row : rows) insert_item(tx, row);
    save_import(tx, next);
  });
  if (!held) return false;
  import = std::move(next);
  size.took(*held);
  rows.clear();
  return true;
}

/// Goes on behind the last line that is staged, should the program have stopped in between.
bool Import::State::stage(ImportRow& import, ImportFormat format, const std::string& bytes) {
  const Date today = legal_day(context.clock.now());
  ChunkSize size;
  std::vector<ItemRow> rows;
  std::int64_t last_line = import.staged_line;
  bool is_ours = true;
  const auto read = read_import({format, import.kind, import.columns, bytes}, words, [&](ImportedRow row) {
    if (row.line <= import.staged_line || !is_good(import, row, today)) return true;
    rows.push_back(item_of(import, *row.content));
    last_line = row.line;
    if (rows.size() >= size.rows()) is_ours = stage_chunk(import, rows, last_line, size);
    return is_ours;
  });
  if (!is_ours || !stage_chunk(import, rows, last_line, size)) return false;
  if (read) return switch_on(import);
  ImportRow next = import;
  add_refusal(next, read.error());  // the file was read before: its bytes have changed
  next.status = ImportStatus::failed;
  return save(import, next);
}

/// The one moment at which all rows become items.
bool Import::State::switch_on(ImportRow& import) {
  const Instant now = context.clock.now();
  ImportRow next = import;
  next.status = ImportStatus::switching;
  next.switched_at = now;
  const auto held = write_on(import, [&](Transaction& tx) {
    save_import(tx, next);
    journal::append(tx, now, ImportSwitched{import.id, name_of(import.kind), import.rows_staged},
                    {import.organisation});
  });
  import = std::move(next);
  return held.has_value();
}

bool Import::State::settle_all(ImportRow& import) {
  ChunkSize size;
  for (bool more = true; more;) {
    const Instant now = context.clock.now();
    const auto held = write_on(import, [&](Transaction& tx) {
      auto rows = unsettled_items(tx, import.id, static_cast<std::int64_t>(size.rows()));
      more = !rows.empty();
      for (ItemRow& row : rows) settle(tx, now, row);
    });
    if (!held) return false;
    size.took(*held);
  }
  ImportRow next = import;
  next.status = ImportStatus::finished;
  return save(import, next);
}

void Import::State::work_on(ImportRow& import) {
  const auto bytes = context.files.read(import.sha256);
  const auto format = bytes ? format_of(import.file_name, *bytes) : std::nullopt;
  if (import.status != ImportStatus::switching && !format) {
    ImportRow next = import;
    next.status = ImportStatus::failed;
    save(import, next);
    return;
  }
  if (import.status == ImportStatus::reading && !check(import, *format, *bytes)) return;
  if (import.status == ImportStatus::staging && !stage(import, *format, *bytes)) return;
  if (import.status == ImportStatus::switching) settle_all(import);
}

Import::Import(Market& market)
    : state_(new State{*market.parts_, {market.parts_->codes, market.parts_->options.import_book}}) {}

Import::~Import() = default;

Result<ImportPreview> Import::preview(const Actor& actor, const PreviewImport& question) const {
  if (!actor.acts_for(actor.organisation)) return refuse(errors::not_a_member, Kind::forbidden);
  if (question.bytes.size() > largest_import_bytes) return refuse(errors::file_too_large, Kind::too_large);
  const auto format = format_of(question.file_name, question.bytes);
  if (!format) return refuse(errors::import_format, Kind::unsupported);
  return preview_of({*format, question.kind, question.columns, question.bytes}, state_->words,
                    actor.language);
}

Result<TemplateFile> Import::template_for(ItemKind kind, const std::string& language) const {
  return import_template(kind, state_->words, language);
}

Result<ImportView> Import::start(const Actor& actor, const StartImport& command) {
  if (!actor.acts_for(actor.organisation)) return refuse(errors::not_a_member, Kind::forbidden);
  const auto import = state_->keep(actor.organisation, actor.account, command);
  if (!import) return import.error();
  return view_of(*import, actor.language);
}

Result<ImportView> Import::start_unattended(const OrganisationId& organisation, const StartImport& command) {
  const auto import = state_->keep(organisation, AccountId(), command);
  if (!import) return import.error();
  return view_of(*import, "en");  // the words of commands are English
}

Result<ImportView> Import::progress(const Actor& actor, const FindImport& question) {
  const auto import = state_->context.read([&](Transaction& tx) { return find_import(tx, question.import); });
  if (!import || !actor.acts_for(import->organisation)) return not_found();
  return view_of(*import, actor.language);
}

std::int64_t Import::run_pending() {
  const std::unique_lock lock(state_->working, std::try_to_lock);
  if (!lock.owns_lock()) return 0;
  const auto leadership = state_->context.database.lead("market_import");
  std::int64_t done = 0;
  while (leadership && leadership->holds()) {
    auto import = state_->context.read([](Transaction& tx) { return next_pending(tx); });
    if (!import) break;
    state_->work_on(*import);
    ++done;
  }
  return done;
}

std::int64_t Import::remove_leftovers() {
  std::int64_t removed = 0;
  for (std::int64_t some = leftovers_at_once; some == leftovers_at_once; removed += some) {
    some = state_->context
               .write([](Transaction& tx) -> Result<std::int64_t> {
                 return remove_failed_items(tx, leftovers_at_once);
               })
               .value();
  }
  return removed;
}

std::int64_t Import::longest_chunk_us() const {
  return state_->longest_us;
}

}  // namespace shuniu::market
