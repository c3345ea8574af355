// SPDX-License-Identifier: Apache-2.0
#include <training/trained_space.hpp>

#include <algorithm>
#include <cstdint>

#include <cellar/base/rng.hpp>
#include <cellar/benchmark/fashion.hpp>
#include <cellar/space/darts.hpp>
#include <cellar/space/nb1shot1.hpp>

namespace cellar::training {
namespace {

namespace kernels = network::kernels;
using space::Architecture;

// Far above any use; they keep a mistyped number from filling the memory.
constexpr int kMostBatch = 512, kMostChannels = 64, kMostReductions = 4;

class OneShotCells final : public TrainedSpace {
 public:
  OneShotCells(std::string benchmark, int number)
      : TrainedSpace(std::move(benchmark)), space_(space::nb1shot1::space(number)), keys_(space_.keys()) {}

  const space::Space& searched() const override { return space_; }

  Architecture trained(const Architecture& searched) const override { return architecture(space_.key_of(searched)); }

  std::string text(const Architecture& trained) const override {
    return space::nb101::to_compact(space::nb101::unpack(trained));
  }

  std::optional<Architecture> find(std::string_view text) const override {
    const auto cell = space::nb101::parse_compact(text);
    if (!cell) return std::nullopt;
    const auto key = space::nb101::find_key(*cell);
    if (!key || !std::binary_search(keys_.begin(), keys_.end(), *key)) return std::nullopt;
    return architecture(*key);
  }

  network::Network<float> network(const Architecture& trained, const network::NetworkShape& shape) const override {
    return network::make_nb101_network<float>(space::nb101::unpack(trained), shape);
  }

  std::vector<Architecture> rows() const override {
    std::vector<Architecture> rows;
    for (const auto key : keys_) rows.push_back(architecture(key));
    return rows;
  }

  // That of the largest space, which may never be finished, is random, so that whatever is done is a random sample.
  std::vector<Architecture> work_order() const override {
    constexpr std::uint64_t kOrderSeed = 1;
    std::vector<Architecture> order = rows();
    auto rng = base::Rng::derive(kOrderSeed, benchmark(), 0);
    if (space_.number() == space::nb1shot1::kSpaces) rng.shuffle(std::span(order));
    return order;
  }

  Recipe recipe() const override { return {}; }

 private:
  static Architecture architecture(space::nb101::Key key) { return space::nb101::pack(space::nb101::cell_of(key)); }

  const space::nb1shot1::OneShotSpace& space_;
  std::vector<space::nb101::Key> keys_;  // ascending
};

class DartsCells final : public TrainedSpace {
 public:
  DartsCells() : TrainedSpace(std::string(benchmark::kFashionDarts)) {}

  const space::Space& searched() const override { return space::darts::space(); }
  Architecture trained(const Architecture& searched) const override { return searched; }

  std::string text(const Architecture& trained) const override {
    return space::darts::to_compact(space::darts::unpack(trained));
  }

  std::optional<Architecture> find(std::string_view text) const override {
    const auto genotype = space::darts::parse_compact(text);
    if (!genotype) return std::nullopt;
    return space::darts::pack(*genotype);
  }

  network::Network<float> network(const Architecture& trained, const network::NetworkShape& shape) const override {
    return network::make_darts_network<float>(space::darts::unpack(trained), shape);
  }

  std::vector<Architecture> rows() const override { return {}; }
  std::vector<Architecture> work_order() const override { return {}; }

  // What the pilot in docs/fashion.md chose.
  Recipe recipe() const override {
    Recipe recipe;
    recipe.task.side = recipe.shape.side = 7;
    recipe.training.epochs = 2;
    recipe.seeds = 4;
    return recipe;
  }
};

}  // namespace

base::Result<base::Done> check(const Recipe& recipe) {
  const auto outside = [](const char* setting, const char* range, int value) {
    return base::Error{base::ErrorCode::invalid_argument,
                       std::string("must be ") + range + ", not " + std::to_string(value), setting};
  };
  const auto& [batch, side, classes, channels, reductions] = recipe.shape;
  if (batch < kernels::kLanes || batch > kMostBatch || batch % kernels::kLanes != 0)
    return outside("batch", "a multiple of 16 up to 512", batch);
  if (channels < 1 || channels > kMostChannels) return outside("channels", "1 to 64", channels);
  if (reductions < 0 || reductions > kMostReductions) return outside("reductions", "0 to 4", reductions);
  return network::check(recipe.training);
}

base::Result<std::unique_ptr<TrainedSpace>> find_trained_space(std::string_view benchmark) {
  std::string known;
  for (int number = 1; number <= space::nb1shot1::kSpaces; ++number) {
    std::string name = benchmark::fashion_one_shot_name(number);
    known += name + ", ";
    if (name == benchmark)
      return std::unique_ptr<TrainedSpace>(std::make_unique<OneShotCells>(std::move(name), number));
  }
  if (benchmark == benchmark::kFashionDarts) return std::unique_ptr<TrainedSpace>(std::make_unique<DartsCells>());
  return base::Error{base::ErrorCode::unknown_name,
                     "networks of '" + std::string(benchmark) + "' are not trained; known: " + known +
                         std::string(benchmark::kFashionDarts),
                     "benchmark"};
}

}  // namespace cellar::training
