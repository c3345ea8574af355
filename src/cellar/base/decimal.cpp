// SPDX-License-Identifier: Apache-2.0
#include <cellar/base/decimal.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <compare>
#include <cstdint>
#include <cstdlib>

namespace cellar::base {
namespace {

// A whole number up to 2^1280, above all that occurs here; in limbs of 32 bits, the least significant first, without
// leading zeros. On the stack, since a figure needs thousands of numbers.
class Natural {
 public:
  explicit Natural(std::uint64_t value)
      : limbs_{static_cast<std::uint32_t>(value), static_cast<std::uint32_t>(value >> 32)}, size_(2) {
    trim();
  }
  Natural(const Natural& other) : size_(other.size_) { std::copy_n(other.limbs_.begin(), size_, limbs_.begin()); }

  bool is_zero() const { return size_ == 0; }
  bool is_odd() const { return size_ > 0 && limbs_[0] % 2; }

  void multiply(std::uint32_t factor) {
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < size_; ++i) {
      carry += std::uint64_t{limbs_[i]} * factor;
      limbs_[i] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    if (carry) push(static_cast<std::uint32_t>(carry));
  }

  void multiply_by_power_of_ten(int exponent) {
    for (; exponent >= 9; exponent -= 9) multiply(1'000'000'000);
    for (; exponent > 0; --exponent) multiply(10);
  }

  void shift_left(int bits) {
    const auto whole = static_cast<std::size_t>(bits / 32);
    if (is_zero()) return;
    assert(size_ + whole <= kLimbs);
    std::copy_backward(limbs_.begin(), limbs_.begin() + size_, limbs_.begin() + size_ + whole);
    std::fill_n(limbs_.begin(), whole, 0);
    size_ += whole;
    if (bits % 32) multiply(std::uint32_t{1} << (bits % 32));
  }

  // The rest that falls off at the right is returned.
  Natural shift_right(int bits) {
    const auto whole = std::min(static_cast<std::size_t>(bits / 32), size_);
    const int part = bits % 32;
    Natural rest(*this);
    rest.size_ = std::min(size_, whole + 1);
    if (rest.size_ > whole) rest.limbs_[whole] &= (std::uint32_t{1} << part) - 1;
    rest.trim();
    for (std::size_t i = whole; i < size_; ++i) {
      const std::uint64_t above = i + 1 < size_ ? limbs_[i + 1] : 0;
      limbs_[i - whole] = static_cast<std::uint32_t>((above << 32 | limbs_[i]) >> part);
    }
    size_ -= whole;
    trim();
    return rest;
  }

  void add(const Natural& other) {
    for (std::size_t i = size_; i < other.size_; ++i) push(0);
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < size_; ++i) {
      carry += std::uint64_t{limbs_[i]} + (i < other.size_ ? other.limbs_[i] : 0);
      limbs_[i] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    if (carry) push(static_cast<std::uint32_t>(carry));
  }

  // `other` is not greater.
  void subtract(const Natural& other) {
    std::int64_t borrow = 0;
    for (std::size_t i = 0; i < size_; ++i) {
      borrow += std::int64_t{limbs_[i]} - (i < other.size_ ? other.limbs_[i] : 0);
      limbs_[i] = static_cast<std::uint32_t>(borrow);
      borrow >>= 32;
    }
    trim();
  }

  std::uint32_t divide(std::uint32_t divisor) {
    std::uint64_t rest = 0;
    for (std::size_t i = size_; i-- > 0;) {
      rest = rest << 32 | limbs_[i];
      limbs_[i] = static_cast<std::uint32_t>(rest / divisor);
      rest %= divisor;
    }
    trim();
    return static_cast<std::uint32_t>(rest);
  }

  std::string text() const {
    Natural left = *this;
    std::string digits;
    do digits += static_cast<char>('0' + left.divide(10));
    while (!left.is_zero());
    std::reverse(digits.begin(), digits.end());
    return digits;
  }

  friend std::strong_ordering operator<=>(const Natural& a, const Natural& b) {
    if (a.size_ != b.size_) return a.size_ <=> b.size_;
    for (std::size_t i = a.size_; i-- > 0;)
      if (a.limbs_[i] != b.limbs_[i]) return a.limbs_[i] <=> b.limbs_[i];
    return std::strong_ordering::equal;
  }
  friend bool operator==(const Natural& a, const Natural& b) { return a <=> b == 0; }

 private:
  // The smallest double scaled to its first digit takes 1,130 bits, the largest with 20 decimals 1,091.
  static constexpr std::size_t kLimbs = 40;

  void push(std::uint32_t limb) {
    assert(size_ < kLimbs);
    limbs_[size_++] = limb;
  }
  void trim() {
    while (size_ > 0 && limbs_[size_ - 1] == 0) --size_;
  }

  std::array<std::uint32_t, kLimbs> limbs_;
  std::size_t size_;
};

// value = mantissa 2^exponent, not negative.
struct Binary {
  std::uint64_t mantissa;
  int exponent;
  bool lower_gap_is_half;  // the number below is nearer than the one above
};

Binary take_apart(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  const std::uint64_t fraction = bits & ((std::uint64_t{1} << 52) - 1);
  const int biased = static_cast<int>(bits >> 52 & 0x7ff);
  if (biased == 0) return {fraction, -1074, false};
  return {fraction | std::uint64_t{1} << 52, biased - 1075, fraction == 0 && biased > 1};
}

// 0.DIGITS 10^point
struct Decimal {
  std::string digits;
  int point;
};

// `value` is positive. The names are Burger and Dybvig's: value = r/s, and m_plus/s and m_minus/s are half the gaps to
// its neighbours.
Decimal shortest_digits(double value) {
  const auto [mantissa, exponent, lower_gap_is_half] = take_apart(value);
  const bool even = mantissa % 2 == 0;  // then the ends of the interval round to the value too
  Natural r(mantissa), s(1), m_plus(1), m_minus(1);
  const int spare = lower_gap_is_half ? 2 : 1;
  r.shift_left(std::max(exponent, 0) + spare);
  s.shift_left(std::max(-exponent, 0) + spare);
  m_plus.shift_left(std::max(exponent, 0) + spare - 1);
  m_minus.shift_left(std::max(exponent, 0));

  const auto reaches_above = [&] {
    Natural high = r;
    high.add(m_plus);
    return even ? high >= s : high > s;
  };
  // log10 of the value, from its binary exponent, at most one too low; put right below.
  constexpr double kLog10Of2 = 0.30102999566398120;
  const int width = static_cast<int>(std::bit_width(mantissa)) + exponent;
  int point = static_cast<int>(std::ceil((width - 1) * kLog10Of2 - 1e-10));
  if (point >= 0) {
    s.multiply_by_power_of_ten(point);
  } else {
    for (auto* number : {&r, &m_plus, &m_minus}) number->multiply_by_power_of_ten(-point);
  }
  if (reaches_above()) {
    ++point;
  } else {
    for (auto* number : {&r, &m_plus, &m_minus}) number->multiply(10);
  }

  std::string digits;
  while (true) {
    char digit = '0';
    for (; r >= s; r.subtract(s)) ++digit;
    const bool low = even ? r <= m_minus : r < m_minus;
    const bool high = reaches_above();
    if (low || high) {
      Natural twice = r;
      twice.add(r);
      const bool nearer_above = twice > s || (twice == s && (digit - '0') % 2);
      digits += static_cast<char>(high && (!low || nearer_above) ? digit + 1 : digit);
      return {digits, point};
    }
    digits += digit;
    for (auto* number : {&r, &m_plus, &m_minus}) number->multiply(10);
  }
}

std::string with_exponent(const Decimal& decimal) {
  std::string text = decimal.digits.substr(0, 1);
  if (decimal.digits.size() > 1) text += '.' + decimal.digits.substr(1);
  const int exponent = decimal.point - 1;
  const std::string number = std::to_string(std::abs(exponent));
  return text + (exponent < 0 ? "e-" : "e+") + (number.size() < 2 ? "0" : "") + number;
}

// Not for numbers with zeros between their last digit and the point.
std::string plain(const Decimal& decimal) {
  const auto point = static_cast<std::size_t>(std::max(decimal.point, 0));
  if (decimal.point <= 0) return "0." + std::string(static_cast<std::size_t>(-decimal.point), '0') + decimal.digits;
  if (point == decimal.digits.size()) return decimal.digits;
  return decimal.digits.substr(0, point) + '.' + decimal.digits.substr(point);
}

std::size_t plain_length(const Decimal& decimal) {
  const int size = static_cast<int>(decimal.digits.size());
  if (decimal.point <= 0) return static_cast<std::size_t>(2 - decimal.point + size);
  return static_cast<std::size_t>(decimal.point >= size ? decimal.point : size + 1);
}

std::string with_sign(double value, std::string magnitude) { return std::signbit(value) ? '-' + magnitude : magnitude; }

}  // namespace

std::string shortest_decimal(double value) {
  if (std::isnan(value)) return with_sign(value, "nan");
  if (std::isinf(value)) return with_sign(value, "inf");
  if (value == 0) return with_sign(value, "0");
  const Decimal decimal = shortest_digits(std::fabs(value));
  const std::string scientific = with_exponent(decimal);
  if (plain_length(decimal) > scientific.size()) return with_sign(value, scientific);
  // A whole number with zeros at its end is written exactly, as its plain form promises more digits than there are.
  if (decimal.point > static_cast<int>(decimal.digits.size())) return fixed_decimal(value, 0);
  return with_sign(value, plain(decimal));
}

std::string fixed_decimal(double value, int decimals) {
  if (!std::isfinite(value)) return shortest_decimal(value);
  const auto [mantissa, exponent, unused] = take_apart(std::fabs(value));
  Natural scaled(mantissa);
  scaled.multiply_by_power_of_ten(decimals);
  if (exponent >= 0) {
    scaled.shift_left(exponent);
  } else {
    Natural rest = scaled.shift_right(-exponent);
    Natural half(1);
    half.shift_left(-exponent - 1);
    if (rest > half || (rest == half && scaled.is_odd())) scaled.add(Natural(1));
  }
  std::string digits = scaled.text();
  const auto places = static_cast<std::size_t>(decimals);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  if (places > 0) digits.insert(digits.size() - places, ".");
  return with_sign(value, digits);
}

}  // namespace cellar::base
