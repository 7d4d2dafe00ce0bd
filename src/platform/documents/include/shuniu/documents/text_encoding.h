// text_encoding.h - the text of a file as UTF-8, whatever a spreadsheet program saved it as.
//
//   auto text = to_utf8(bytes);
//   if (!text) return text.error();               // documents.unknown_encoding, line 12, bytes FF FE
//   show(text->encoding);                         // gb18030: what Excel and WPS write on a Chinese system
//
// Promises
//   - A byte order mark decides: UTF-8, UTF-16 of either order, GB 18030; it is left out.
//   - Without one it is UTF-8 where all of it is valid UTF-8, else GB 18030 where every byte converts.
//   - Refused otherwise, with the line and the bytes that fit neither (documents.unknown_encoding); a zero
//     character is no text (documents.not_text).
//   - Line ends of CR alone become LF.
// Does not tell the two-byte encodings of other languages from GB 18030: what they say then reads wrong, so a
// person should see some of it before it is used.
// Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "shuniu/base/describe.h"
#include "shuniu/base/result.h"

namespace shuniu::documents {

enum class Encoding { utf8, utf16, gb18030 };
SHUNIU_DESCRIBE_ENUM(Encoding, utf8, utf16, gb18030)

struct DecodedText {
  Encoding encoding = Encoding::utf8;
  std::string text;
};

Result<DecodedText> to_utf8(std::string_view bytes);

}  // namespace shuniu::documents
