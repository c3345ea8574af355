// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/nb101_results.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

#include <cellar/base/sha256.hpp>
#include <cellar/io/number.hpp>
#include <cellar/surrogate/byte_stream.hpp>

namespace cellar::io {
namespace {

using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;

Error wrong(std::string message, std::string where) {
  return {ErrorCode::model_damaged, std::move(message), std::move(where)};
}

/// Nothing where `accuracy` is no count of images. A float32 is at most 3e-8 from the fraction it stands for.
std::optional<std::uint16_t> right_images(double accuracy) {
  constexpr double kRounding = 1e-7;
  const double images = std::floor(accuracy * table::kNb101Images + 0.5);
  if (std::abs(accuracy - images / table::kNb101Images) > kRounding) return std::nullopt;
  return static_cast<std::uint16_t>(images);
}

Result<Nb101Point> to_point(const Nb101Evaluation& evaluation, const RecordPosition& position) {
  Nb101Point point{.training_seconds = static_cast<float>(evaluation.training_seconds)};
  const struct {
    double accuracy;
    std::uint16_t& images;
  } counts[] = {{evaluation.train_accuracy, point.train},
                {evaluation.validation_accuracy, point.validation},
                {evaluation.test_accuracy, point.test}};
  for (const auto& [accuracy, images] : counts) {
    const auto right = right_images(accuracy);
    if (!right)
      return wrong("accuracy " + shortest(accuracy) + " is no whole number of 9,984 images, as it is in the original",
                   position.text());
    images = *right;
  }
  return point;
}

Result<Done> check_complete(const Nb101CellResults& cell, const Nb101CellResults& first) {
  for (std::size_t budget = 0; budget < table::kNb101Budgets.size(); ++budget) {
    const std::size_t repeats = cell.repeats[budget];
    const std::string epochs = std::to_string(table::kNb101Budgets[budget]) + " epochs";
    if (repeats != 0 && repeats != kNb101Repeats)
      return wrong("has " + std::to_string(repeats) + " of 3 trainings of " + epochs +
                       "; the file is cut short, download it again",
                   "cell " + base::to_hex(cell.hash));
    if (repeats != first.repeats[budget])
      return wrong("has no trainings of " + epochs + ", as others have; the file is cut short, download it again",
                   "cell " + base::to_hex(repeats == 0 ? cell.hash : first.hash));
  }
  return Done{};
}

}  // namespace

// The hash is an MD5 already.
std::size_t Nb101Collector::HashOfHash::operator()(const base::Md5Digest& hash) const {
  return static_cast<std::size_t>(surrogate::ByteReader(hash).u64());
}

Result<Nb101CellResults*> Nb101Collector::find_or_add(const Nb101Entry& entry) {
  const auto& [position, record] = entry;
  const std::string name = "cell " + base::to_hex(record.hash);
  if (const auto place = places_.find(record.hash); place != places_.end()) {
    Nb101CellResults& known = cells_[place->second];
    if (known.cell != record.cell)
      return wrong("matrix or operations of " + name + " differ from its earlier records", position.text());
    if (known.trainable_parameters != record.metrics.trainable_parameters)
      return wrong("trainable_parameters of " + name + " differ from its earlier records", position.text());
    return &known;
  }
  // Once a cell: a hash takes longer than all the rest of its records.
  if (space::nb101::prune(record.cell) != record.cell)
    return wrong("the matrix of " + name + " has vertices on no path from input to output", position.text());
  if (space::nb101::hash(record.cell) != record.hash)
    return wrong("the hash of the matrix and operations is not that of " + name, position.text());
  places_.emplace(record.hash, static_cast<std::uint32_t>(cells_.size()));
  Nb101CellResults& added = cells_.emplace_back();
  added.hash = record.hash;
  added.cell = record.cell;
  added.trainable_parameters = record.metrics.trainable_parameters;
  return &added;
}

Result<Done> Nb101Collector::add(const Nb101Entry& entry) {
  const auto& [position, record] = entry;
  const auto halfway = to_point(record.metrics.halfway, position);
  if (!halfway) return halfway.error();
  const auto final = to_point(record.metrics.final, position);
  if (!final) return final.error();
  const auto cell = find_or_add(entry);
  if (!cell) return cell.error();
  std::uint8_t& repeats = (*cell)->repeats[record.budget];
  if (repeats == kNb101Repeats)
    return wrong("a fourth training of cell " + base::to_hex(record.hash) + " over " +
                     std::to_string(record.epochs()) + " epochs",
                 position.text());
  (*cell)->runs[record.budget][repeats++] = {*halfway, *final};
  return Done{};
}

Result<std::vector<Nb101CellResults>> Nb101Collector::finish() && {
  places_.clear();
  if (cells_.empty()) return wrong("the file holds no records", "");
  for (const Nb101CellResults& cell : cells_)
    if (auto complete = check_complete(cell, cells_.front()); !complete) return complete.error();
  std::sort(cells_.begin(), cells_.end(),
            [](const Nb101CellResults& a, const Nb101CellResults& b) { return a.hash < b.hash; });
  return std::move(cells_);
}

}  // namespace cellar::io
