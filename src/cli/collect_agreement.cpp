// SPDX-License-Identifier: Apache-2.0
#include <cli/collect_agreement.hpp>

#include <functional>
#include <map>
#include <set>

#include <cellar/benchmark/trained_answer.hpp>
#include <cellar/io/number.hpp>
#include <cli/text_table.hpp>
#include <training/seed_agreement.hpp>

namespace cellar::cli {
namespace {

using table::TrainedNetwork;
using training::SeedAgreement;

constexpr double kWanted = 0.8;  // of a ranking that is to be used; the collections are planned for it

// The trainings of each architecture that has all seeds, by seed.
std::vector<std::vector<const io::CollectedTraining*>> whole_architectures(const Collected& trainings) {
  std::set<std::uint16_t> seeds;
  std::map<space::Architecture, std::vector<const io::CollectedTraining*>> by_architecture;
  for (const auto& [place, training] : trainings) {
    seeds.insert(place.second);
    if (!training.trained.has_diverged()) by_architecture[place.first].push_back(&training);
  }
  std::vector<std::vector<const io::CollectedTraining*>> whole;
  for (auto& [architecture, found] : by_architecture)
    if (found.size() == seeds.size()) whole.push_back(std::move(found));
  return whole;
}

struct Measure {
  const char* name;
  std::function<double(const TrainedNetwork&)> value;
  int digits;
};

Row row_of(const Measure& measure, const SeedAgreement& agreement) {
  Row row = {measure.name, io::fixed(agreement.mean, measure.digits),
             io::fixed(agreement.sd_of_architectures, measure.digits),
             io::fixed(agreement.sd_of_seeds, measure.digits)};
  for (const double spearman : agreement.spearman) row.push_back(io::fixed(spearman, 3));
  const int needed = agreement.seeds_for(kWanted);
  row.push_back(needed > 0 ? std::to_string(needed) : "none");
  return row;
}

Row heading(std::size_t spearmans) {
  Row row = {"", "mean", "sd of architectures", "sd of seeds"};
  for (std::size_t k = 1; k <= spearmans; ++k) row.push_back("rho of " + std::to_string(k));
  row.push_back("seeds for " + io::fixed(kWanted, 1));
  return row;
}

}  // namespace

base::Result<std::string> agreement_table(const Collection& collection) {
  const auto whole = whole_architectures(collection.trainings);
  if (whole.size() < 2 || whole.front().size() < 2)
    return base::Error{base::ErrorCode::invalid_argument,
                       "has not two architectures that were trained with every seed, and two seeds", "--agreement"};
  const table::ImageCounts& images = collection.header.images;
  const Measure measures[] = {
      {"validation accuracy", [&](const auto& t) { return 100.0 * t.val_correct / images.validation; }, 2},
      {"test accuracy", [&](const auto& t) { return 100.0 * t.test_correct / images.test; }, 2},
      {"validation loss", [](const auto& t) { return static_cast<double>(t.val_loss); }, 4}};
  std::vector<Row> rows;
  for (const Measure& measure : measures) {
    std::vector<std::vector<double>> values;
    for (const auto& trainings : whole) {
      values.emplace_back();
      for (const auto* training : trainings) values.back().push_back(measure.value(training->trained));
    }
    const SeedAgreement agreement = training::seed_agreement(values);
    if (rows.empty()) rows.push_back(heading(agreement.spearman.size()));
    rows.push_back(row_of(measure, agreement));
  }
  double operations = 0, seconds = 0;
  for (const auto& trainings : whole)
    for (const auto* training : trainings) {
      operations += benchmark::training_operations(training->macs, images.training, collection.header.epochs);
      seconds += training->seconds;
    }
  const auto count = static_cast<double>(whole.size() * whole.front().size());
  return std::to_string(whole.size()) + " architectures with " + std::to_string(whole.front().size()) + " seeds, " +
         io::fixed(operations / count / 1e9, 1) + " billion operations and " + io::fixed(seconds / count, 2) +
         " s a training\n\n" + text_table(rows, 1);
}

}  // namespace cellar::cli
