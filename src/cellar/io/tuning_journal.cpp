// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/tuning_journal.hpp>

#include <limits>

#include <cellar/io/json_document.hpp>
#include <cellar/io/sealed_lines.hpp>

namespace cellar::io {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

constexpr std::string_view kSchema = "cellar.tuning/1";
constexpr int kOneLine = 0;
constexpr int kMostEpochs = 1'000'000;

TuningHeader read_header(const Place& root) {
  if (root["schema"].text() != kSchema)
    root["schema"].fail(ErrorCode::parse_error, "\"" + std::string(kSchema) + "\" is expected here");
  return {root["benchmark"].text(), root["model_sha256"].text(), root["data_sha256"].text(), root["version"].text(),
          root["training_images"].integer(1, std::numeric_limits<std::int64_t>::max())};
}

std::pair<TuningKey, oneshot::TuningOutcome> read_search(const Place& root) {
  oneshot::TuningOutcome outcome;
  outcome.val_accuracy = root["val_accuracy"].real(0, 1);
  if (const auto test = root.find("test_accuracy")) outcome.test_accuracy = test->real(0, 1);
  outcome.runtime_seconds = root["runtime_seconds"].amount();
  outcome.flags = static_cast<std::uint8_t>(root["flags"].integer(0, std::numeric_limits<std::uint8_t>::max()));
  return {{root["method"].text(), root["setting"].text(), static_cast<int>(root["epochs"].integer(1, kMostEpochs)),
           root["seed"].unsigned_integer()},
          outcome};
}

}  // namespace

std::string tuning_header(const TuningHeader& header) {
  Json line;
  line["schema"] = kSchema;
  line["benchmark"] = header.benchmark;
  line["model_sha256"] = header.model_sha256;
  line["data_sha256"] = header.data_sha256;
  line["version"] = header.version;
  line["training_images"] = header.training_images;
  return seal(to_text(line, kOneLine));
}

std::string tuning_line(const TuningKey& key, const oneshot::TuningOutcome& outcome) {
  const auto& [method, setting, epochs, seed] = key;
  Json line;
  line["method"] = method;
  line["setting"] = setting;
  line["epochs"] = epochs;
  line["seed"] = seed;
  line["val_accuracy"] = outcome.val_accuracy;
  if (outcome.test_accuracy) line["test_accuracy"] = *outcome.test_accuracy;
  line["runtime_seconds"] = outcome.runtime_seconds;
  line["flags"] = outcome.flags;
  return seal(to_text(line, kOneLine));
}

Result<TuningJournal> parse_tuning_journal(std::string_view text) {
  const auto split = split_sealed_lines(text);
  if (!split) return split.error();
  if (split->lines.empty())
    return Error{ErrorCode::parse_error, "no whole header of a journal; remove the file and begin again", "line 1"};
  const auto header = read_json(split->lines[0], read_header);
  if (!header) return at_line(1, header.error());
  TuningJournal journal{*header, {}, split->whole_bytes};
  for (std::size_t i = 1; i < split->lines.size(); ++i) {
    const auto search = read_json(split->lines[i], read_search);
    if (!search) return at_line(i + 1, search.error());
    journal.searches.insert(*search);
  }
  return journal;
}

}  // namespace cellar::io
