// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/collection_journal.hpp>

#include <optional>

#include <cellar/io/json_document.hpp>
#include <cellar/io/sealed_lines.hpp>

namespace cellar::io {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

constexpr std::string_view kSchema = "cellar.collection/1";
constexpr int kOneLine = 0;
constexpr std::int64_t kMaxCount = UINT16_MAX;
constexpr double kMaxLoss = 1e30;  // a float that is finite

table::ImageCounts read_images(const Place& place) {
  const auto count = [&](std::string_view name) {
    return static_cast<std::uint16_t>(place[name].integer(1, kMaxCount));
  };
  return {count("training"), count("validation"), count("test")};
}

Json images_json(const table::ImageCounts& images) {
  return {{"training", images.training}, {"validation", images.validation}, {"test", images.test}};
}

CollectionHeader read_header(const Place& root) {
  if (root["schema"].text() != kSchema)
    root["schema"].fail(ErrorCode::parse_error, "\"" + std::string(kSchema) + "\" is expected here");
  return {root["benchmark"].text(), static_cast<int>(root["epochs"].integer(1, 1000)), read_images(root["images"]),
          root["recipe"].text()};
}

table::TrainedNetwork read_trained(const Place& root) {
  const auto count = [&](std::string_view name) {
    return static_cast<std::uint16_t>(root[name].integer(0, kMaxCount));
  };
  const auto loss = [&](std::string_view name) { return static_cast<float>(root[name].real(0, kMaxLoss)); };
  return {count("training_correct"), count("val_correct"), count("test_correct"), loss("val_loss"), loss("test_loss")};
}

CollectedTraining read_training(const Place& root) {
  CollectedTraining training;
  training.architecture = root["architecture"].text();
  training.seed = static_cast<std::uint16_t>(root["seed"].integer(0, UINT16_MAX));
  const auto diverged = root.find("diverged_step");
  training.trained = diverged ? table::TrainedNetwork::diverged() : read_trained(root);
  if (diverged) training.diverged_step = static_cast<int>(diverged->integer(0, INT32_MAX));
  training.macs = static_cast<std::uint32_t>(root["macs"].integer(1, UINT32_MAX));
  training.seconds = root["seconds"].amount();
  if (const auto source = root.find("source")) training.source = source->text();
  return training;
}

}  // namespace

std::string CollectionRecipe::text() const {
  Json recipe;
  recipe["trainer"] = network::kTrainerVersion;
  recipe["data_sha256"] = data_sha256;
  recipe["images"] = images_json(images);
  recipe["grey_levels"] = network::kGreyLevels;
  recipe["side"] = shape.side;
  recipe["channels"] = shape.channels;
  recipe["batch"] = shape.batch;
  if (shape.reductions != network::NetworkShape{}.reductions) recipe["reductions"] = shape.reductions;
  for (const auto& option : network::training_options()) recipe[std::string(option.name)] = option.get(training);
  recipe["flip"] = training.augmentation.flip;
  return to_text(recipe, kOneLine);
}

std::string collection_header(const CollectionHeader& header) {
  Json line;
  line["schema"] = kSchema;
  line["benchmark"] = header.benchmark;
  line["epochs"] = header.epochs;
  line["images"] = images_json(header.images);
  line["recipe"] = header.recipe;
  return seal(to_text(line, kOneLine));
}

std::string collection_line(const CollectedTraining& training) {
  Json line;
  line["architecture"] = training.architecture;
  line["seed"] = training.seed;
  if (training.trained.has_diverged()) {
    line["diverged_step"] = training.diverged_step;
  } else {
    line["training_correct"] = training.trained.training_correct;
    line["val_correct"] = training.trained.val_correct;
    line["test_correct"] = training.trained.test_correct;
    line["val_loss"] = static_cast<double>(training.trained.val_loss);
    line["test_loss"] = static_cast<double>(training.trained.test_loss);
  }
  line["macs"] = training.macs;
  line["seconds"] = training.seconds;
  if (!training.source.empty()) line["source"] = training.source;
  return seal(to_text(line, kOneLine));
}

Result<CollectionJournal> parse_collection_journal(std::string_view text) {
  const auto split = split_sealed_lines(text);
  if (!split) return split.error();
  if (split->lines.empty())
    return Error{ErrorCode::parse_error, "no whole header of a journal; remove the file and collect again", "line 1"};
  auto header = read_json(split->lines[0], read_header);
  if (!header) return at_line(1, header.error());
  CollectionJournal journal{*std::move(header), {}, split->whole_bytes, split->torn};
  for (std::size_t i = 1; i < split->lines.size(); ++i) {
    auto training = read_json(split->lines[i], read_training);
    if (!training) return at_line(i + 1, training.error());
    journal.trainings.push_back(*std::move(training));
  }
  return journal;
}

}  // namespace cellar::io
