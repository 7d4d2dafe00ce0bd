#include "qr_code.h"

#include <qrencode.h>

#include <memory>
#include <stdexcept>

namespace shuniu::identity {

std::vector<std::string> qr_code(const std::string& text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), &QRcode_free);
  if (!code)
    throw std::runtime_error("libqrencode makes no code of " + std::to_string(text.size()) + " bytes");
  const auto width = static_cast<std::size_t>(code->width);
  std::vector<std::string> rows(width, std::string(width, '0'));
  for (std::size_t i = 0; i < width * width; ++i) {
    if ((code->data[i] & 1U) != 0) rows[i / width][i % width] = '1';
  }
  return rows;
}

}  // namespace shuniu::identity
