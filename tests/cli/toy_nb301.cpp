// SPDX-License-Identifier: Apache-2.0
// Writes a model file for nb301 with a handful of small trees: the tests of the command line need answers that differ
// between architectures, not good ones. Usage: toy_nb301 FOLDER; other.cellar there is the same model, another version.
#include <filesystem>
#include <fstream>

#include <cellar/benchmark/nb301.hpp>
#include <cellar/space/darts.hpp>

namespace {

using cellar::surrogate::Tree;
using cellar::surrogate::TreeEnsembleSpec;

// "feature > threshold" is worth `gain` quanta.
Tree stump(std::uint8_t feature, std::uint8_t threshold, std::int32_t gain) {
  return {{{feature, threshold, false, 0}, {0, 0, true, 0}, {0, 0, true, gain}}};
}

// A convolution on an edge is worth something, on some edges more than on others; members agree but for a constant.
TreeEnsembleSpec accuracy() {
  constexpr std::uint8_t kCandidateEdges = 28, kLastWithoutParameters = 3;
  std::vector<Tree> trees;
  for (std::uint8_t edge = 0; edge < kCandidateEdges; ++edge) {
    trees.push_back(stump(edge, kLastWithoutParameters, 100 + 37 * edge % 50));
    trees.push_back(stump(edge, kLastWithoutParameters + 1, 7 * edge % 30));
  }
  return {"val_accuracy", 1e-5, {0.9100, 0.9120}, {trees, trees}};
}

TreeEnsembleSpec one_member(const char* name, double quantum, double base, std::vector<Tree> trees) {
  return {name, quantum, {base}, {std::move(trees)}};
}

cellar::benchmark::Nb301Model toy() {
  constexpr std::uint8_t kConvolutionsOfNormalCell = 52;
  cellar::benchmark::Nb301Model model;
  model.val_accuracy = accuracy();
  std::vector<Tree> runtime;
  for (std::uint8_t count = 0; count < 8; ++count) runtime.push_back(stump(kConvolutionsOfNormalCell, count, 500));
  model.runtime = one_member("runtime", 1, 3000, runtime);
  model.curve_weights = {one_member("curve 0", 1e-4, 0.2, {stump(0, 3, 10)})};
  for (int epoch = 1; epoch <= cellar::benchmark::kNb301Epochs; ++epoch)
    model.curve_shapes.push_back((cellar::benchmark::kNb301Epochs - epoch) / 98.0);
  model.noise_sd = 0.0008;
  model.best_known = cellar::space::darts::pack(*cellar::space::darts::parse_compact(
      "[[(0, 3), (1, 3), (0, 3), (1, 3), (0, 3), (1, 3), (0, 3), (1, 3)], "
      "[(0, 3), (1, 3), (0, 3), (1, 3), (0, 3), (1, 3), (0, 3), (1, 3)]]"));
  return model;
}

bool write(const std::filesystem::path& path, const cellar::benchmark::Nb301Model& model, const char* version) {
  const auto file = cellar::benchmark::to_model_file(model, "nb301-toy", version);
  if (!file) return false;
  const auto bytes = cellar::surrogate::serialize_model_file(*file);
  if (!bytes) return false;
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes->data()), static_cast<std::streamsize>(bytes->size()));
  return out.good();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::filesystem::path folder = argv[1];
  return write(folder / "nb301-trees-v1.cellar", toy(), "1") && write(folder / "other.cellar", toy(), "2") ? 0 : 1;
}
