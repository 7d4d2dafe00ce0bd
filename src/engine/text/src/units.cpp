#include "units.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <vector>

namespace shuniu::text {

namespace {

struct UnitRow {
  Unit unit;
  std::vector<std::string_view> names;  // besides the symbol
};

Unit unit(std::string_view symbol, std::string_view dimension, std::int32_t exponent = 0,
          std::int64_t numerator = 1, std::int64_t denominator = 1, std::int64_t offset_hundredths = 0) {
  return {symbol, dimension, numerator, denominator, exponent, offset_hundredths};
}

// The base unit of a dimension is the one with factor 1. Where a symbol has a customary meaning in several
// fields, the one of engineering stands here.
std::vector<UnitRow> geometry_rows() {
  return {
      {unit("m", "length"), {"米", "公尺", "meter", "meters", "metre", "metres"}},
      {unit("km", "length", 3), {"千米", "公里", "kilometer", "kilometers", "kilometre", "kilometres"}},
      {unit("dm", "length", -1), {"分米"}},
      {unit("cm", "length", -2), {"厘米", "公分", "centimeter", "centimeters", "centimetre", "centimetres"}},
      {unit("mm", "length", -3), {"毫米", "millimeter", "millimeters", "millimetre", "millimetres"}},
      {unit("um", "length", -6), {"μm", "微米", "micron", "microns", "micrometer", "micrometers"}},
      {unit("nm", "length", -9), {"纳米", "nanometer", "nanometers", "nanometre", "nanometres"}},
      {unit("inch", "length", -4, 254), {"英寸", "inches", "吋"}},
      {unit("ft", "length", -4, 3048), {"英尺", "feet", "foot"}},
      {unit("mile", "length", -3, 1609344), {"miles", "英里"}},
      {unit("m2", "area"), {"m^2", "平方米", "平米", "sqm"}},
      {unit("cm2", "area", -4), {"cm^2", "平方厘米"}},
      {unit("mm2", "area", -6), {"mm^2", "平方毫米"}},
      {unit("km2", "area", 6), {"km^2", "平方公里", "平方千米"}},
      {unit("ha", "area", 4), {"公顷", "hectare", "hectares"}},
      {unit("mu", "area", 0, 2000, 3), {"亩"}},
      {unit("m3", "volume"), {"m^3", "立方米", "立方"}},
      {unit("L", "volume", -3), {"升", "公升", "liter", "liters", "litre", "litres"}},
      {unit("mL", "volume", -6), {"毫升", "cc", "milliliter", "milliliters"}},
      {unit("uL", "volume", -9), {"μL", "微升"}},
      {unit("cm3", "volume", -6), {"cm^3", "立方厘米"}},
      {unit("mm3", "volume", -9), {"mm^3", "立方毫米"}},
      {unit("degree", "angle"), {"°", "度", "degrees", "deg"}},
      {unit("rad", "angle_rad"), {"弧度"}},
  };
}

std::vector<UnitRow> mechanics_rows() {
  return {
      {unit("kg", "mass"), {"千克", "公斤", "kilogram", "kilograms"}},
      {unit("g", "mass", -3), {"克", "gram", "grams"}},
      {unit("mg", "mass", -6), {"毫克", "milligram", "milligrams"}},
      {unit("ug", "mass", -9), {"μg", "微克", "microgram", "micrograms"}},
      {unit("t", "mass", 3), {"吨", "公吨", "ton", "tons", "tonne", "tonnes"}},
      {unit("wan_t", "mass", 7), {"万吨"}},
      {unit("lb", "mass", -8, 45359237), {"lbs", "pound", "pounds", "磅"}},
      {unit("N", "force"), {"牛", "牛顿", "newton", "newtons"}},
      {unit("kN", "force", 3), {"千牛"}},
      {unit("N·m", "torque"), {"N*m", "Nm", "牛米", "N.m"}},
      {unit("Pa", "pressure"), {"帕", "帕斯卡", "pascal"}},
      {unit("kPa", "pressure", 3), {"千帕"}},
      {unit("MPa", "pressure", 6), {"兆帕"}},
      {unit("GPa", "pressure", 9), {"吉帕"}},
      {unit("bar", "pressure", 5), {"巴"}},
      {unit("mbar", "pressure", 2), {"毫巴"}},
      {unit("atm", "pressure", 0, 101325), {"大气压", "标准大气压"}},
      {unit("psi", "pressure", -6, 6894757293), {}},
      {unit("s", "time"), {"秒", "秒钟", "sec", "second", "seconds"}},
      {unit("ms", "time", -3), {"毫秒", "millisecond", "milliseconds"}},
      {unit("us", "time", -6), {"μs", "微秒", "microsecond", "microseconds"}},
      {unit("ns", "time", -9), {"纳秒", "nanosecond", "nanoseconds"}},
      {unit("min", "time", 0, 60), {"分钟", "minute", "minutes", "mins"}},
      {unit("h", "time", 0, 3600), {"小时", "hr", "hrs", "hour", "hours"}},
      {unit("d", "time", 0, 86400), {"天", "日", "day", "days"}},
      {unit("month", "months"), {"个月", "months"}},
      {unit("year", "months", 0, 12), {"年", "years"}},
      {unit("m/s", "speed"), {"米/秒", "米每秒"}},
      {unit("km/h", "speed", 0, 5, 18), {"公里/小时", "千米/小时", "kmh"}},
      {unit("mm/s", "speed", -3), {"毫米/秒"}},
      {unit("m/min", "speed", 0, 1, 60), {"米/分钟", "米/分"}},
      {unit("rpm", "rotation"), {"r/min", "转/分", "转/分钟", "转每分钟"}},
      {unit("g/cm3", "density", 3), {"g/cm^3", "克/立方厘米", "g/cc", "g/ml"}},
      {unit("kg/m3", "density"), {"kg/m^3", "千克/立方米"}},
      {unit("Pa·s", "viscosity"), {"Pa*s", "Pa.s"}},
      {unit("mPa·s", "viscosity", -3), {"mPa*s", "mPa.s", "cP"}},
      {unit("m3/h", "flow"), {"m^3/h", "立方米/小时", "方/小时"}},
      {unit("L/min", "flow", -3, 60), {"升/分钟", "升/分"}},
      {unit("HRC", "hardness_rockwell"), {}},
      {unit("HV", "hardness_vickers"), {}},
      {unit("HB", "hardness_brinell"), {"HBW"}},
  };
}

std::vector<UnitRow> electricity_rows() {
  return {
      {unit("V", "voltage"), {"伏", "伏特", "volt", "volts"}},
      {unit("mV", "voltage", -3), {"毫伏"}},
      {unit("kV", "voltage", 3), {"千伏"}},
      {unit("A", "current"), {"安培", "安", "amp", "amps", "ampere", "amperes"}},
      {unit("mA", "current", -3), {"毫安"}},
      {unit("uA", "current", -6), {"μA", "微安"}},
      {unit("kA", "current", 3), {"千安"}},
      {unit("ohm", "resistance"), {"Ω", "ω", "欧姆", "欧", "ohms"}},
      {unit("mohm", "resistance", -3), {"mΩ", "毫欧"}},
      {unit("kohm", "resistance", 3), {"kΩ", "千欧"}},
      {unit("Mohm", "resistance", 6), {"MΩ", "兆欧"}},
      {unit("F", "capacitance"), {"法拉"}},
      {unit("uF", "capacitance", -6), {"μF", "微法"}},
      {unit("nF", "capacitance", -9), {}},
      {unit("pF", "capacitance", -12), {"皮法"}},
      {unit("Hz", "frequency"), {"赫兹", "赫", "hertz"}},
      {unit("kHz", "frequency", 3), {"千赫", "千赫兹"}},
      {unit("MHz", "frequency", 6), {"兆赫", "兆赫兹"}},
      {unit("GHz", "frequency", 9), {"吉赫", "吉赫兹"}},
      {unit("THz", "frequency", 12), {"太赫兹", "太赫"}},
      {unit("W", "power"), {"瓦", "瓦特", "watt", "watts"}},
      {unit("mW", "power", -3), {"毫瓦"}},
      {unit("kW", "power", 3), {"千瓦", "kilowatt", "kilowatts"}},
      {unit("MW", "power", 6), {"兆瓦", "megawatt", "megawatts"}},
      {unit("GW", "power", 9), {"吉瓦"}},
      {unit("J", "energy"), {"焦耳", "焦", "joule", "joules"}},
      {unit("kJ", "energy", 3), {"千焦"}},
      {unit("MJ", "energy", 6), {"兆焦"}},
      {unit("Wh", "energy", 0, 3600), {"瓦时", "W·h", "W.h"}},
      {unit("kWh", "energy", 3, 3600), {"千瓦时", "kW·h", "kW.h", "度电"}},
      {unit("MWh", "energy", 6, 3600), {"兆瓦时", "MW·h"}},
      {unit("GWh", "energy", 9, 3600), {"吉瓦时"}},
      {unit("Ah", "charge", 0, 3600), {"安时", "A·h"}},
      {unit("mAh", "charge", -3, 3600), {"毫安时", "mA·h"}},
      {unit("Wh/kg", "specific_energy"), {"瓦时/公斤", "W·h/kg", "瓦时/千克"}},
      {unit("Wh/L", "energy_density"), {"W·h/L"}},
      {unit("mAh/g", "specific_charge"), {"mA·h/g"}},
      {unit("mA/cm2", "current_density"), {"mA/cm^2"}},
      {unit("W/(m·K)", "thermal_conductivity"),
       {"W/m·K", "W/mK", "W/(m*K)", "W/m.K", "W/(mK)", "W/(m.K)", "W/m*K"}},
      {unit("S/m", "conductivity"), {}},
      {unit("S/cm", "conductivity", 2), {}},
      {unit("mS/cm", "conductivity", -1), {}},
      {unit("T", "flux_density"), {"特斯拉", "tesla"}},
      {unit("mT", "flux_density", -3), {}},
      {unit("dB", "level"), {"分贝", "decibel", "decibels"}},
      {unit("dBm", "level_dbm"), {}},
      {unit("lm", "luminous_flux"), {"流明", "lumen", "lumens"}},
      {unit("lx", "illuminance"), {"勒克斯", "lux"}},
      {unit("lm/W", "efficacy"), {"流明/瓦"}},
  };
}

std::vector<UnitRow> other_rows() {
  return {
      {unit("K", "temperature"), {"开尔文", "kelvin"}},
      {unit("°C", "temperature", 0, 1, 1, 27315), {"℃", "摄氏度", "degC", "celsius"}},
      {unit("°F", "temperature", 0, 5, 9, 45967), {"℉", "华氏度", "degF", "fahrenheit"}},
      {unit("%", "ratio", -2), {"percent", "百分点"}},
      {unit("‰", "ratio", -3), {}},
      {unit("ppm", "ratio", -6), {}},
      {unit("ppb", "ratio", -9), {}},
      {unit("mol", "amount"), {"摩尔"}},
      {unit("mmol", "amount", -3), {"毫摩尔"}},
      {unit("mol/L", "molarity"), {"摩尔/升"}},
      {unit("mmol/L", "molarity", -3), {}},
      {unit("mg/L", "concentration"), {"毫克/升"}},
      {unit("g/L", "concentration", 3), {"克/升"}},
      {unit("ug/L", "concentration", -3), {"μg/L", "微克/升"}},
      {unit("mg/m3", "concentration", -3), {"mg/m^3", "毫克/立方米"}},
      {unit("ug/m3", "concentration", -6), {"μg/m3", "μg/m^3"}},
      {unit("mg/kg", "ratio", -6), {}},
      {unit("B", "data", 0, 8), {"字节", "bytes", "byte"}},
      {unit("KB", "data", 3, 8), {}},
      {unit("MB", "data", 6, 8), {}},
      {unit("GB", "data", 9, 8), {}},
      {unit("TB", "data", 12, 8), {}},
      {unit("PB", "data", 15, 8), {}},
      {unit("bit", "data"), {"比特", "bits"}},
      {unit("bps", "data_rate"), {"bit/s"}},
      {unit("kbps", "data_rate", 3), {"kbit/s"}},
      {unit("Mbps", "data_rate", 6), {"Mbit/s"}},
      {unit("Gbps", "data_rate", 9), {"Gbit/s"}},
      {unit("times", "count_times"), {"次"}},
      {unit("person", "count_people"), {"人"}},
      {unit("piece", "count_pieces"), {"个", "件", "台", "套", "只", "片", "pcs"}},
      {unit("yuan", "money_cny"), {"元", "人民币", "CNY", "RMB"}},
      {unit("wan_yuan", "money_cny", 4), {"万元", "万元人民币"}},
      {unit("yi_yuan", "money_cny", 8), {"亿元", "亿元人民币"}},
      {unit("USD", "money_usd"), {"美元"}},
      {unit("wan_USD", "money_usd", 4), {"万美元"}},
      {unit("EUR", "money_eur"), {"欧元"}},
  };
}

std::u32string key_of(std::string_view name, bool cased) {
  std::u32string key;
  for (const FoldedChar& c : fold(name)) key += cased ? c.cased : c.folded;
  return key;
}

struct UnitTable {
  std::vector<UnitRow> rows;
  std::vector<UnitName> names;
  std::unordered_map<std::u32string, const Unit*> exact;
  std::unordered_map<std::u32string, const Unit*> caseless;  // nullptr: several units differ by case alone
  std::size_t longest = 0;

  UnitTable() {
    for (auto part : {geometry_rows(), mechanics_rows(), electricity_rows(), other_rows()}) {
      rows.insert(rows.end(), part.begin(), part.end());
    }
    for (const UnitRow& row : rows) {
      add(row.unit.symbol, row.unit);
      for (const std::string_view name : row.names) add(name, row.unit);
    }
  }

  void add(std::string_view name, const Unit& meant) {
    names.push_back({name, &meant});
    const std::u32string cased = key_of(name, true);
    exact.emplace(cased, &meant);
    // A single letter says too little without its case: 5G is no mass, 4K no temperature.
    if (cased.size() == 1 && cased[0] < 0x80 && cased[0] != U'%') return note_length(cased);
    const auto [at, fresh] = caseless.emplace(key_of(name, false), &meant);
    if (!fresh && at->second != &meant) at->second = nullptr;
    note_length(cased);
  }

  void note_length(const std::u32string& name) { longest = std::max(longest, name.size()); }

  [[nodiscard]] const Unit* find(const std::u32string& cased, const std::u32string& folded) const {
    if (const auto found = exact.find(cased); found != exact.end()) return found->second;
    const auto found = caseless.find(folded);
    return found == caseless.end() ? nullptr : found->second;
  }
};

const UnitTable& table() {
  static const UnitTable units;
  return units;
}

bool continues_word(const FoldedText& text, std::size_t at) {
  if (at == 0 || at >= text.size()) return false;
  const CharKind before = kind_of(text[at - 1].folded);
  const CharKind here = kind_of(text[at].folded);
  const bool word_before = before == CharKind::letter || before == CharKind::digit;
  return word_before && (here == CharKind::letter || here == CharKind::digit || here == CharKind::mark);
}

}  // namespace

std::span<const UnitName> unit_names() {
  return table().names;
}

const Unit* find_unit(std::string_view name) {
  return table().find(key_of(name, true), key_of(name, false));
}

UnitMatch unit_at(const FoldedText& text, std::size_t at) {
  UnitMatch best;
  std::u32string cased;
  std::u32string folded;
  const std::size_t stop = std::min(text.size(), at + table().longest);
  for (std::size_t end = at; end < stop;) {
    cased += text[end].cased;
    folded += text[end].folded;
    ++end;
    if (continues_word(text, end)) continue;
    if (const Unit* found = table().find(cased, folded)) best = {found, end};
  }
  return best;
}

}  // namespace shuniu::text
