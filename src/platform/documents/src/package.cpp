#include "package.h"

#include <expat.h>
#include <zip.h>

#include <array>

namespace shuniu::documents {
namespace {

struct ZipCloser {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};
struct ZipFileCloser {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
struct ParserFreer {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

using Parser = std::unique_ptr<std::remove_pointer_t<XML_Parser>, ParserFreer>;

std::string_view local_name(const char* name) {
  const std::string_view whole(name);
  const std::size_t colon = whole.rfind(':');
  return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

/// What the handlers of one parse share.
struct Parse {
  XmlSink& sink;
  XML_Parser parser = nullptr;
  int deepest = 0;
  int depth = 0;
  bool too_deep = false;
  bool has_doctype = false;

  void stop_if_wanted() const {
    if (sink.stopped() || too_deep || has_doctype) XML_StopParser(parser, XML_FALSE);
  }
};

Parse& parse_of(void* user) {
  return *static_cast<Parse*>(user);
}

// After XML_StopParser expat may still deliver what it has at hand; the guards keep the sink from hearing it.
void on_start(void* user, const char* name, const char** attributes) {
  Parse& parse = parse_of(user);
  if (parse.sink.stopped()) return;
  if (++parse.depth > parse.deepest)
    parse.too_deep = true;
  else
    parse.sink.start(local_name(name), Attributes(attributes));
  parse.stop_if_wanted();
}

void on_end(void* user, const char* name) {
  Parse& parse = parse_of(user);
  if (parse.sink.stopped()) return;
  --parse.depth;
  parse.sink.end(local_name(name));
  parse.stop_if_wanted();
}

void on_text(void* user, const char* text, int length) {
  Parse& parse = parse_of(user);
  if (parse.sink.stopped()) return;
  parse.sink.text(std::string_view(text, static_cast<std::size_t>(length)));
  parse.stop_if_wanted();
}

void on_doctype(void* user, const char*, const char*, const char*, int) {
  parse_of(user).has_doctype = true;
  parse_of(user).stop_if_wanted();
}

}  // namespace

std::string_view Attributes::operator[](std::string_view name) const {
  for (const char** pair = pairs_; *pair; pair += 2) {
    if (local_name(pair[0]) == name) return pair[1];
  }
  return {};
}

Reason too_large(std::string_view limit) {
  return refuse("documents.too_large", Kind::too_large, {{"limit", std::string(limit)}});
}

Reason damaged(std::string_view part) {
  return refuse("documents.damaged", Kind::invalid, {{"part", std::string(part)}});
}

struct Package::State {
  std::unique_ptr<zip_t, ZipCloser> zip;
  TableLimits limits;
  std::size_t unpacked = 0;
};

Package::Package(std::unique_ptr<State> state) : state_(std::move(state)) {}
Package::Package(Package&&) noexcept = default;
Package& Package::operator=(Package&&) noexcept = default;
Package::~Package() = default;

Result<Package> Package::open(std::string_view bytes, const TableLimits& limits) {
  const Reason refused = refuse("documents.not_xlsx", Kind::invalid);
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (!source) return refused;
  zip_t* zip = zip_open_from_source(source, ZIP_RDONLY, &error);
  zip_error_fini(&error);
  if (!zip) {
    zip_source_free(source);
    return refused;
  }
  auto state = std::make_unique<State>(State{std::unique_ptr<zip_t, ZipCloser>(zip), limits, 0});
  if (zip_get_num_entries(zip, 0) > limits.entries) return too_large("entries");
  return Package(std::move(state));
}

bool Package::has(const std::string& part) const {
  return zip_name_locate(state_->zip.get(), part.c_str(), 0) >= 0;
}

Result<Done> Package::parse(const std::string& part, XmlSink& sink) {
  const std::unique_ptr<zip_file_t, ZipFileCloser> file(zip_fopen(state_->zip.get(), part.c_str(), 0));
  if (!file) return damaged(part);
  const Parser parser(XML_ParserCreate("UTF-8"));
  Parse parse{.sink = sink, .parser = parser.get(), .deepest = state_->limits.nesting};
  XML_SetUserData(parser.get(), &parse);
  XML_SetElementHandler(parser.get(), on_start, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
  std::array<char, 64 * 1024> buffer;
  for (bool last = false; !last;) {
    const zip_int64_t count = zip_fread(file.get(), buffer.data(), buffer.size());
    if (count < 0) return damaged(part);
    last = count == 0;
    state_->unpacked += static_cast<std::size_t>(count);
    if (state_->unpacked > state_->limits.unpacked_bytes) return too_large("unpacked_bytes");
    const bool fine = XML_Parse(parser.get(), buffer.data(), static_cast<int>(count), last) == XML_STATUS_OK;
    if (parse.too_deep) return too_large("nesting");
    if (sink.refusal()) return *sink.refusal();
    if (sink.stopped()) return Done{};
    if (!fine || parse.has_doctype) return damaged(part);
  }
  return Done{};
}

}  // namespace shuniu::documents
