// SPDX-License-Identifier: Apache-2.0
#include "training/xgboost_handles.hpp"

#include <limits>

namespace cellar::training {

base::Error xgboost_error(std::string_view call) {
  return {base::ErrorCode::internal, XGBGetLastError(), std::string(call)};
}

base::Result<MatrixOwner> make_matrix(std::span<const float> values, std::size_t columns, std::span<const float> labels) {
  DMatrixHandle handle = nullptr;
  constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();
  if (XGDMatrixCreateFromMat(values.data(), labels.size(), columns, kMissing, &handle) != 0)
    return xgboost_error("XGDMatrixCreateFromMat");
  MatrixOwner matrix(handle);
  if (XGDMatrixSetFloatInfo(handle, "label", labels.data(), labels.size()) != 0)
    return xgboost_error("XGDMatrixSetFloatInfo");
  return matrix;
}

base::Result<BoosterOwner> make_booster(DMatrixHandle matrix, std::span<const BoosterParameter> parameters) {
  BoosterHandle handle = nullptr;
  if (XGBoosterCreate(&matrix, 1, &handle) != 0) return xgboost_error("XGBoosterCreate");
  BoosterOwner booster(handle);
  for (const auto& [name, value] : parameters)
    if (XGBoosterSetParam(handle, name, value.c_str()) != 0) return xgboost_error("XGBoosterSetParam");
  return booster;
}

}  // namespace cellar::training
