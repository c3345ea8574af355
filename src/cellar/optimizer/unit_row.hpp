// SPDX-License-Identifier: Apache-2.0
// One value for each unit of a layer, as vectors of four lanes (GCC manual, "Vector Extensions"): elementwise IEEE
// arithmetic, so the same bits on every build, whatever the machine's vectors are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace cellar::optimizer {

template <class Real>
struct UnitRow {
  static constexpr std::size_t kUnits = 20;
  static constexpr std::size_t kLanes = 4;
  static constexpr std::size_t kVectors = kUnits / kLanes;
  typedef Real Vector __attribute__((vector_size(kLanes * sizeof(Real))));

  Vector part[kVectors];

  Real operator[](std::size_t unit) const { return part[unit / kLanes][unit % kLanes]; }
  void set(std::size_t unit, Real value) { part[unit / kLanes][unit % kLanes] = value; }

  void add(const UnitRow& row) {
    for (std::size_t p = 0; p < kVectors; ++p) part[p] += row.part[p];
  }
  void add_scaled(const UnitRow& row, Real scale) {
    for (std::size_t p = 0; p < kVectors; ++p) part[p] += scale * row.part[p];
  }
  UnitRow scaled(Real scale) const {
    UnitRow out;
    for (std::size_t p = 0; p < kVectors; ++p) out.part[p] = scale * part[p];
    return out;
  }
  /// Where `mask` is above 0, else 0.
  UnitRow where_positive(const UnitRow& mask) const {
    UnitRow out;
    for (std::size_t p = 0; p < kVectors; ++p) out.part[p] = mask.part[p] > 0 ? part[p] : Vector{};
    return out;
  }
  /// Bit u: unit u is above 0.
  std::uint32_t positive() const {
    using Mask = decltype(part[0] > 0);
    using Bits = std::remove_reference_t<decltype(Mask{}[0])>;
    Mask any{};
    for (std::size_t p = 0; p < kVectors; ++p)
      any |= (part[p] > 0) & (Mask{1, 2, 4, 8} << static_cast<Bits>(kLanes * p));
    return static_cast<std::uint32_t>((any[0] | any[2]) | (any[1] | any[3]));
  }
  /// One sum for each lane, then the four of them: the order is part of the result.
  Real dot(const UnitRow& row) const {
    Vector sum = part[0] * row.part[0];
    for (std::size_t p = 1; p < kVectors; ++p) sum += part[p] * row.part[p];
    return (sum[0] + sum[2]) + (sum[1] + sum[3]);
  }
};

}  // namespace cellar::optimizer
