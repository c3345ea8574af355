// SPDX-License-Identifier: Apache-2.0
// Networks with random weights and inputs for them.
#pragma once

#include <cmath>
#include <vector>

#include <cellar/base/rng.hpp>
#include <cellar/surrogate/network_specs.hpp>

namespace cellar::surrogate {

inline std::vector<float> random_weights(int count, double size, base::Rng& rng) {
  std::vector<float> weights(static_cast<std::size_t>(count));
  for (float& weight : weights) weight = static_cast<float>((2 * rng.uniform() - 1) * size);
  return weights;
}

inline DenseSpec random_dense(int inputs, int outputs, base::Rng& rng) {
  return {inputs, outputs, random_weights(inputs * outputs, 2 / std::sqrt(inputs), rng),
          random_weights(outputs, 0.5, rng)};
}

inline MlpSpec random_mlp(base::Rng& rng) {
  return {{random_dense(50, 31, rng), random_dense(31, 7, rng), random_dense(7, 1, rng)}, {0.8, 1}};
}

inline DeepSetsSpec random_deep_sets(const encoding::GraphVocabulary& vocabulary, base::Rng& rng) {
  return {{random_dense(encoding::edge_features(vocabulary), 10, rng), random_dense(10, 13, rng)},
          {random_dense(13, 9, rng), random_dense(9, 1, rng)},
          {0, 1}};
}

inline GraphNetworkSpec random_graph_network(const encoding::GraphVocabulary& vocabulary, int hidden, base::Rng& rng) {
  GraphNetworkSpec spec;
  spec.vocabulary = vocabulary;
  spec.degrees = 5;
  spec.hidden = hidden;
  spec.node_embedding = random_weights(vocabulary.node_types * hidden, 1, rng);
  spec.degree_embedding = random_weights(spec.degrees * hidden, 1, rng);
  spec.virtual_node = random_weights(hidden, 1, rng);
  for (int l = 0; l < 3; ++l)
    spec.layers.push_back({1 + 0.25f * static_cast<float>(l), random_weights(vocabulary.edge_types * hidden, 1, rng),
                           random_dense(hidden, 2 * hidden, rng), random_dense(2 * hidden, hidden, rng)});
  for (int l = 0; l < 2; ++l)
    spec.updates.push_back({random_dense(hidden, 2 * hidden, rng), random_dense(2 * hidden, hidden, rng)});
  spec.output = {hidden, 1, random_weights(hidden, 0.002, rng), {0.1f}};  // small: what is pooled is large
  spec.range = {0.9, 0.95};
  return spec;
}

}  // namespace cellar::surrogate
