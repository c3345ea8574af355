// SPDX-License-Identifier: Apache-2.0
// The one-shot methods by name.
#include <array>

#include <cellar/oneshot/darts.hpp>
#include <cellar/oneshot/enas.hpp>
#include <cellar/oneshot/gdas.hpp>
#include <cellar/oneshot/random_weight_sharing.hpp>

namespace cellar::oneshot {
namespace {

constexpr std::array<const MethodInfo*, 6> kMethods = {&kDarts,   &kDartsSecondOrder,    &kGdas,
                                                       &kPcDarts, &kRandomWeightSharing, &kEnas};

}  // namespace

std::span<const MethodInfo* const> methods() { return kMethods; }

base::Result<const MethodInfo*> find_method(std::string_view name) {
  std::string known;
  for (const MethodInfo* info : kMethods) {
    if (info->name == name) return info;
    known += " " + std::string(info->name);
  }
  return base::Error{base::ErrorCode::unknown_name,
                     "unknown one-shot method '" + std::string(name) + "'; known:" + known, ""};
}

}  // namespace cellar::oneshot
