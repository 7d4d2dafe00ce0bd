// import_preview.h - how a file would be read, from its first rows. Pure.
#pragma once

#include "import_file.h"

namespace shuniu::market {

Result<ImportPreview> preview_of(const ImportFile& file, const ImportWords& words,
                                 const std::string& language);

/// What a value of a content says, in a reader's words: codes with their names, money with its currency.
std::string in_words(const ImportWords& words, std::string_view member, const TypeInfo& type,
                     const void* value, const std::string& language);

}  // namespace shuniu::market
