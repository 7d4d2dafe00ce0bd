// qr_code.h - a text as a QR code (ISO/IEC 18004), by libqrencode.
#pragma once

#include <string>
#include <vector>

namespace shuniu::identity {

/// A row of modules each, "1" dark and "0" light, without the quiet zone; error correction of level M.
std::vector<std::string> qr_code(const std::string& text);

}  // namespace shuniu::identity
