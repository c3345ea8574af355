// SPDX-License-Identifier: Apache-2.0
#include <training/models/seed_study.hpp>

#include <doctest/doctest.h>

#include <cellar/space/darts.hpp>

#include <models/counting_dataset.hpp>

using namespace cellar;
using namespace cellar::training;

namespace {

// Answers the same for every architecture.
class Constant final : public FittedEnsemble {
 public:
  explicit Constant(double value) : value_(value) {}
  std::string_view model() const override { return "constant"; }
  int members() const override { return 2; }
  std::vector<double> predict(std::span<const space::Architecture> architectures) const override {
    return std::vector<double>(2 * architectures.size(), value_);
  }
  base::Result<surrogate::ModelFile> to_model_file(std::string, std::string) const override {
    return surrogate::ModelFile{};
  }

 private:
  double value_;
};

}  // namespace

TEST_CASE("one training and a model of it against the mean of the others, each training in turn") {
  Dataset data = counting_dataset(space::darts::space(), 3, 1);
  data.trainings = {{0.5, 0.5, 0.8}, {0.9, 0.6, 0.6}, {0.7}};
  const Dataset whole = with_all_trainings(data);
  REQUIRE(whole.size() == 2);
  const Split split{"all", {}, {}, {0, 1}};
  int fits = 0;
  const auto figures = surrogate_against_table(whole, split, [&](const Dataset& one, const Split&) {
    CHECK(one.val_accuracy[0] == data.trainings[0][static_cast<std::size_t>(fits++)]);
    CHECK(one.trainings.empty());
    return base::Result<std::unique_ptr<FittedEnsemble>>(std::make_unique<Constant>(0.6));
  });
  REQUIRE(figures);
  CHECK(fits == 3);
  // Means of the others: 0.65, 0.65, 0.5 and 0.6, 0.75, 0.75.
  CHECK(figures->table_mae == doctest::Approx((0.15 + 0.15 + 0.3 + 0.3 + 0.15 + 0.15) / 6));
  CHECK(figures->surrogate_mae == doctest::Approx((0.05 + 0.05 + 0.1 + 0.0 + 0.15 + 0.15) / 6));
  CHECK(figures->difference == doctest::Approx(figures->surrogate_mae - figures->table_mae));
  CHECK(figures->standard_error == doctest::Approx(0.1 / 6));

  data.trainings = {{0.5}, {0.6}, {0.7}};
  const auto refused = surrogate_against_table(with_all_trainings(data), split, nullptr);
  REQUIRE(!refused);
  CHECK(refused.error().code == base::ErrorCode::invalid_argument);
}
