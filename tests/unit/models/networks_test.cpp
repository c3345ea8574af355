// SPDX-License-Identifier: Apache-2.0
// The networks that libtorch trains; every fit checks itself that our inference answers as libtorch does.
#include <doctest/doctest.h>

#include <cellar/space/darts.hpp>
#include <cellar/space/nb1shot1.hpp>
#include <training/data/splits.hpp>
#include <training/models/network_regressor.hpp>

#include <models/counting_dataset.hpp>
#include <models/small_request.hpp>

using namespace cellar;
using namespace cellar::training;

namespace {

struct SmallFit {
  const char* model;
  std::vector<optimizer::NamedOption> options;
};

const std::vector<SmallFit>& small_fits() {
  const optimizer::NamedOption range{"range", std::string("data")}, epochs{"epochs", std::int64_t{6}},
      batch{"batch", std::int64_t{20}}, layers{"layers", std::int64_t{2}}, rate{"learning_rate", 0.01};
  static const std::vector<SmallFit> fits = {
      {"gin", {range, epochs, batch, layers, rate, {"ranking", 0.1}}},
      {"deepsets", {range, epochs, batch, rate}},
      {"mlp", {range, epochs, batch, layers, rate}},
  };
  return fits;
}

// Nothing where the build is without libtorch.
const ModelKind* kind_of(const SmallFit& fit) {
  const auto kind = find_model_kind(fit.model);
  if (!kind) MESSAGE("without libtorch: " << fit.model << " is not tested");
  return kind ? *kind : nullptr;
}

base::Result<std::vector<std::uint8_t>> fitted_file(const ModelKind& kind, const SmallFit& fit, FitRequest request) {
  const auto options = optimizer::resolve_options(kind.name, kind.options, fit.options);
  REQUIRE(options);
  const auto ensemble = kind.fit(request, *options);
  if (!ensemble) return ensemble.error();
  return surrogate::serialize_model_file(*(*ensemble)->to_model_file("test", "1"));
}

}  // namespace

TEST_CASE("a network that was interrupted after any epoch is the same as one that was not, with any threads") {
  const Dataset data = counting_dataset(space::nb1shot1::space(1), 150, 1);
  const Split split = *make_split(data, "80/10/10", 1);
  for (const SmallFit& fit : small_fits()) {
    const ModelKind* kind = kind_of(fit);
    if (!kind) continue;
    CAPTURE(fit.model);
    FitRequest request = request_for(data, split);
    request.threads = 1;
    const auto whole = fitted_file(*kind, fit, request);
    REQUIRE(whole);
    request.threads = 2;
    MemoryCheckpoints checkpoints;
    request.checkpoints = &checkpoints;
    int steps = 0;
    request.keep_fitting = [&](const FitStep&) { return ++steps % 3 != 0; };
    auto resumed = fitted_file(*kind, fit, request);
    int interruptions = 0;
    for (; !resumed && interruptions < 20; ++interruptions) resumed = fitted_file(*kind, fit, request);
    REQUIRE(resumed);
    CHECK(interruptions > 1);
    CHECK(*resumed == *whole);
  }
}

TEST_CASE("networks learn to explain unseen architectures, and read back what they wrote") {
  const Dataset data = counting_dataset(space::darts::space(), 600, 1);
  const Split split = *make_split(data, "80/10/10", 1);
  for (const SmallFit& fit : small_fits()) {
    const ModelKind* kind = kind_of(fit);
    if (!kind) continue;
    CAPTURE(fit.model);
    const auto bytes = fitted_file(*kind, fit, request_for(data, split));
    REQUIRE(bytes);
    const auto read = read_network_regressor(*surrogate::parse_model_file(*bytes));
    REQUIRE(read);
    CHECK((*read)->model() == fit.model);
    REQUIRE((*read)->members() == 2);
    CHECK(*surrogate::serialize_model_file(*(*read)->to_model_file("test", "1")) == *bytes);
    std::vector<space::Architecture> unseen;
    double mean = 0;
    for (const std::size_t row : split.test) {
      unseen.push_back(data.architectures[row]);
      mean += data.val_accuracy[row] / static_cast<double>(split.test.size());
    }
    const auto answers = (*read)->predict(unseen);
    double error = 0, spread = 0;
    for (std::size_t i = 0; i < unseen.size(); ++i) {
      const double truth = data.val_accuracy[split.test[i]];
      error += (answers[2 * i] - truth) * (answers[2 * i] - truth);
      spread += (mean - truth) * (mean - truth);
    }
    CHECK(error < 0.9 * spread);
  }
}

TEST_CASE("a device that is not there is refused") {
  const Dataset data = counting_dataset(space::darts::space(), 100, 1);
  const Split split = *make_split(data, "80/10/10", 1);
  const ModelKind* kind = kind_of(small_fits()[0]);
  if (!kind) return;
  FitRequest request = request_for(data, split);
  request.device = "abacus";
  const auto fitted = fitted_file(*kind, small_fits()[0], request);
  REQUIRE_FALSE(fitted);
  CHECK(fitted.error().code == base::ErrorCode::invalid_argument);
}
