// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/run_fields.hpp>

#include <cellar/io/architecture_text.hpp>
#include <cellar/io/evaluation_fields.hpp>

namespace cellar::io {
namespace {

using base::ErrorCode;
using study::Incumbent;
using study::RunRecord;

constexpr std::size_t kDigestDigits = 64;

base::Sha256Digest read_digest(const Place& place) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const std::string text = place.text();
  base::Sha256Digest digest{};
  if (text.size() != kDigestDigits || text.find_first_not_of(kDigits) != std::string::npos) {
    place.fail(ErrorCode::parse_error, "must be 64 lower-case hexadecimal digits");
    return digest;
  }
  for (std::size_t i = 0; i < digest.size(); ++i)
    digest[i] = static_cast<std::uint8_t>(kDigits.find(text[2 * i]) * 16 + kDigits.find(text[2 * i + 1]));
  return digest;
}

Incumbent read_incumbent(const Place& place, const space::Space& space, std::int64_t evaluations) {
  Incumbent incumbent{};
  incumbent.evaluation = place["evaluation"].integer(1, evaluations);
  incumbent.simulated_seconds = place["simulated_seconds"].amount();
  const Place architecture = place["architecture"];
  const std::string spelling = architecture.text();
  if (const auto parsed = parse_architecture(space, spelling)) {
    incumbent.architecture = *parsed;
    if (space.to_compact(*parsed) != spelling)
      architecture.fail(ErrorCode::parse_error, "is not in canonical compact form");
  } else {
    architecture.fail(parsed.error().code, parsed.error().text());
  }
  incumbent.answer = read_evaluation(place);
  incumbent.chosen_at = incumbent.answer.fidelity;
  incumbent.chosen_by_accuracy = incumbent.answer.val_accuracy;
  if (const auto chosen_by = place.find("chosen_by")) {
    incumbent.chosen_at = static_cast<int>((*chosen_by)["fidelity"].integer(1, incumbent.answer.fidelity - 1));
    incumbent.chosen_by_accuracy = (*chosen_by)["val_accuracy"].real(0, 1);
  }
  return incumbent;
}

bool replaces(const Incumbent& later, const Incumbent& earlier) {
  return later.chosen_at != earlier.chosen_at ? later.chosen_at > earlier.chosen_at
                                              : later.chosen_by_accuracy > earlier.chosen_by_accuracy;
}

}  // namespace

Json run_json(const RunRecord& run, std::size_t first, const space::Space& space) {
  Json json;
  json["optimizer"] = run.optimizer;
  json["run"] = run.run;
  json["evaluations"] = run.evaluations;
  json["simulated_seconds"] = run.simulated_seconds;
  json["incumbents"] = Json::array();
  for (std::size_t i = first; i < run.incumbents.size(); ++i) {
    const Incumbent& incumbent = run.incumbents[i];
    Json line;
    line["evaluation"] = incumbent.evaluation;
    line["simulated_seconds"] = incumbent.simulated_seconds;
    line["architecture"] = space.to_compact(incumbent.architecture);
    put_evaluation(line, incumbent.answer);
    if (incumbent.chosen_at != incumbent.answer.fidelity)
      line["chosen_by"] = {{"fidelity", incumbent.chosen_at}, {"val_accuracy", incumbent.chosen_by_accuracy}};
    json["incumbents"].push_back(std::move(line));
  }
  json["trials_sha256"] = base::to_hex(run.trials_digest);
  return json;
}

study::RunKey read_run_key(const Place& place, const study::StudySpec& spec) {
  const auto optimizers = static_cast<std::int64_t>(spec.optimizers.size());
  return {static_cast<std::size_t>(place["optimizer"].integer(0, optimizers - 1)),
          static_cast<int>(place["run"].integer(0, spec.runs - 1))};
}

void read_run(const Place& place, const study::StudySpec& spec, const space::Space& space, RunRecord& run) {
  run.evaluations = place["evaluations"].integer(0, spec.evaluations);
  run.simulated_seconds = place["simulated_seconds"].amount();
  for (const auto& item : place["incumbents"].items()) {
    Incumbent incumbent = read_incumbent(item, space, run.evaluations);
    if (!run.incumbents.empty() && incumbent.evaluation <= run.incumbents.back().evaluation)
      item["evaluation"].fail(ErrorCode::parse_error, "must be later than the incumbent before");
    if (!run.incumbents.empty() && !replaces(incumbent, run.incumbents.back()))
      item["val_accuracy"].fail(ErrorCode::parse_error, "must be better than the incumbent before");
    run.incumbents.push_back(incumbent);
  }
  run.trials_digest = read_digest(place["trials_sha256"]);
}

}  // namespace cellar::io
