// SPDX-License-Identifier: Apache-2.0
#include "training/measures/test_figures.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include <cellar/space/darts.hpp>
#include <cellar/space/nb1shot1.hpp>
#include <cellar/study/statistics.hpp>

namespace cellar::training {
namespace {

constexpr std::size_t kFewestToAgree = 10;  // correlations of fewer say nothing

// What is compared: of each architecture of the test, or of some of them.
struct Compared {
  std::vector<double> truth, predicted;
};

std::vector<double> truths(const Dataset& data, const Split& split) {
  std::vector<double> values;
  for (const std::size_t row : split.test) values.push_back(data.val_accuracy[row]);
  return values;
}

std::vector<double> means(std::span<const Normal> normals) {
  std::vector<double> values;
  for (const Normal& normal : normals) values.push_back(normal.mean);
  return values;
}

double first_member_rmse(const TestPredictions& predictions, std::span<const double> truth) {
  double squares = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const double error = predictions.values[i * static_cast<std::size_t>(predictions.members)] - truth[i];
    squares += error * error;
  }
  return std::sqrt(squares / static_cast<double>(truth.size()));
}

void add_divergence(const Dataset& data, const Split& split, std::span<const Normal> normals, TestFigures& figures) {
  if (data.trainings.empty()) return;
  double sum = 0;
  for (std::size_t i = 0; i < normals.size(); ++i) {
    const auto& trainings = data.trainings[split.test[i]];
    if (trainings.size() < 2) continue;
    sum += kl_divergence(trainings_normal(trainings), normals[i]);
    ++figures.repeated;
  }
  if (figures.repeated > 0) figures.kl_divergence = sum / static_cast<double>(figures.repeated);
}

GroupFigures group_figures(std::string group, const Compared& compared) {
  GroupFigures figures{std::move(group), compared.truth.size(), study::mean_of(compared.truth), 0, 0, 0, {}};
  const auto count = static_cast<double>(figures.architectures);
  for (std::size_t i = 0; i < compared.truth.size(); ++i) {
    const double error = compared.predicted[i] - compared.truth[i];
    figures.bias += error / count;
    figures.mae += std::abs(error) / count;
    figures.rmse += error * error / count;
  }
  figures.rmse = std::sqrt(figures.rmse);
  if (figures.architectures >= kFewestToAgree) figures.agreement = agreement(compared.predicted, compared.truth);
  return figures;
}

// `key_of` gives what groups a row, in ascending order; `name_of` makes its name.
template <class KeyOf, class NameOf>
std::vector<GroupFigures> by_group(const Dataset& data, const Split& split, const TestPredictions& predictions,
                                   KeyOf key_of, NameOf name_of) {
  const auto predicted = means(ensemble_normals(predictions.values, predictions.members));
  std::map<decltype(key_of(std::size_t{})), Compared> groups;
  for (std::size_t i = 0; i < split.test.size(); ++i) {
    Compared& group = groups[key_of(split.test[i])];
    group.truth.push_back(data.val_accuracy[split.test[i]]);
    group.predicted.push_back(predicted[i]);
  }
  std::vector<GroupFigures> all;
  for (const auto& [key, compared] : groups) all.push_back(group_figures(name_of(key), compared));
  return all;
}

// Some of so many operations.
struct Share {
  int some = 0, all = 0;
  friend bool operator<(const Share& a, const Share& b) {  // by value, 0 of 0 first
    return std::tuple(a.some * b.all, a.all) < std::tuple(b.some * a.all, b.all);
  }
};

Share parameter_free(const space::darts::Cell& cell) {
  const auto count = std::count_if(cell.edges.begin(), cell.edges.end(),
                                   [](const auto& edge) { return !has_parameters(edge.operation); });
  return {static_cast<int>(count), space::darts::kEdgesPerCell};
}

Share parameter_free(const space::nb101::Cell& cell) {
  Share share{0, cell.interior()};
  for (int vertex = 1; vertex <= cell.interior(); ++vertex)
    if (cell.operation(vertex) == space::nb101::Operation::maxpool3x3) ++share.some;
  return share;
}

Share parameter_free(const space::Space& space, const space::Architecture& architecture) {
  if (&space == &space::darts::space()) return parameter_free(space::darts::unpack(architecture).normal);
  if (const auto* one_shot = dynamic_cast<const space::nb1shot1::OneShotSpace*>(&space))
    return parameter_free(space::nb101::cell_of(one_shot->key_of(architecture)));
  return parameter_free(space::nb101::unpack(architecture));
}

}  // namespace

std::vector<space::Architecture> test_architectures(const Dataset& data, const Split& split) {
  std::vector<space::Architecture> architectures;
  for (const std::size_t row : split.test) architectures.push_back(data.architectures[row]);
  return architectures;
}

TestFigures test_figures(const Dataset& data, const Split& split, const TestPredictions& predictions) {
  const auto normals = ensemble_normals(predictions.values, predictions.members);
  const auto truth = truths(data, split);
  TestFigures figures;
  figures.architectures = truth.size();
  figures.agreement = agreement(means(normals), truth);
  figures.member_rmse = first_member_rmse(predictions, truth);
  for (const Normal& normal : normals) figures.mean_sd += normal.sd / static_cast<double>(normals.size());
  figures.negative_log_likelihood = negative_log_likelihood(normals, truth);
  for (std::size_t i = 0; i < kCoverageLevels.size(); ++i)
    figures.coverage[i] = interval_coverage(normals, truth, kCoverageLevels[i]);
  figures.calibration = calibration_curve(normals, truth);
  figures.calibration_error = calibration_error(figures.calibration);
  add_divergence(data, split, normals, figures);
  return figures;
}

std::vector<GroupFigures> figures_by_source(const Dataset& data, const Split& split,
                                            const TestPredictions& predictions) {
  return by_group(data, split, predictions,
                  [&](std::size_t row) { return data.source.empty() ? std::string() : data.source[row]; },
                  [](const std::string& source) { return source; });
}

std::vector<GroupFigures> figures_by_parameter_free(const Dataset& data, const Split& split,
                                                    const TestPredictions& predictions) {
  return by_group(data, split, predictions,
                  [&](std::size_t row) { return parameter_free(*data.space, data.architectures[row]); },
                  [](const Share& share) { return std::to_string(share.some) + " of " + std::to_string(share.all); });
}

std::vector<GroupFigures> figures_by_depth(const Dataset& data, const Split& split,
                                           const TestPredictions& predictions) {
  if (data.space != &space::darts::space()) return {};
  return by_group(data, split, predictions,
                  [&](std::size_t row) { return depth(space::darts::unpack(data.architectures[row]).normal); },
                  [](int depth) { return std::to_string(depth); });
}

}  // namespace cellar::training
