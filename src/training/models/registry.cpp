// SPDX-License-Identifier: Apache-2.0
#include "training/models/random_forest.hpp"
#include "training/models/regressor.hpp"
#include "training/models/xgb.hpp"
#ifdef CELLAR_WITH_LIBSVM
#include "training/models/support_vectors.hpp"
#endif
#ifdef CELLAR_WITH_TORCH
#include "training/models/torch_models.hpp"
#endif

namespace cellar::training {

std::span<const ModelKind> model_kinds() {
  static const std::vector<ModelKind> kinds = [] {
    std::vector<ModelKind> all = {xgb_kind(), xgb_light_kind(), random_forest_kind()};
#ifdef CELLAR_WITH_LIBSVM
    all.insert(all.end(), {svr_kind(), nusvr_kind()});
#endif
#ifdef CELLAR_WITH_TORCH
    const auto networks = torch_model_kinds();
    all.insert(all.end(), networks.begin(), networks.end());
#endif
    return all;
  }();
  return kinds;
}

base::Result<const ModelKind*> find_model_kind(std::string_view name) {
  std::string known;
  for (const ModelKind& kind : model_kinds()) {
    if (kind.name == name) return &kind;
    known += (known.empty() ? "" : ", ") + std::string(kind.name);
  }
  return base::Error{base::ErrorCode::unknown_name, "unknown regression model; known: " + known,
                     "'" + std::string(name) + "'"};
}

}  // namespace cellar::training
