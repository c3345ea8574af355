// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/record_difference.hpp>

#include <algorithm>

#include <cellar/io/number.hpp>
#include <cellar/io/optimizer_text.hpp>

namespace cellar::io {
namespace {

using benchmark::Evaluation;
using study::Incumbent;
using study::RunRecord;
using study::StudyRecord;

std::string text_of(const std::string& value) { return value; }
std::string text_of(double value) { return shortest(value); }
std::string text_of(const std::optional<double>& value) { return value ? shortest(*value) : "nothing"; }
std::string text_of(std::integral auto value) { return std::to_string(value); }
std::string text_of(const base::Sha256Digest& digest) { return base::to_hex(digest); }

// Keeps the first pair of values that differ; later ones are not looked at.
class Comparison {
 public:
  template <class T>
  void compare(const std::string& where, const T& recorded, const T& repeated) {
    if (!found_ && !(recorded == repeated))
      report(where, "recorded " + text_of(recorded) + ", now " + text_of(repeated));
  }
  void report(const StudyDifference& difference) {
    report(difference.place, "recorded " + difference.one + ", now " + difference.other);
  }
  void report(const std::string& where, std::string message) {
    if (!found_) found_ = base::Error{base::ErrorCode::mismatch, std::move(message), where};
  }
  const std::optional<base::Error>& found() const { return found_; }

 private:
  std::optional<base::Error> found_;
};

void compare_answers(Comparison& comparison, const std::string& place, const Evaluation& a, const Evaluation& b) {
  comparison.compare(place + "val_accuracy", a.val_accuracy, b.val_accuracy);
  comparison.compare(place + "val_accuracy_sd", a.val_accuracy_sd, b.val_accuracy_sd);
  comparison.compare(place + "test_accuracy", a.test_accuracy, b.test_accuracy);
  comparison.compare(place + "runtime_seconds", a.runtime_seconds, b.runtime_seconds);
  comparison.compare(place + "parameters", a.parameters, b.parameters);
  comparison.compare(place + "macs", a.macs, b.macs);
  comparison.compare(place + "fidelity", a.fidelity, b.fidelity);
  comparison.compare(place + "flags", a.flags, b.flags);
}

void compare_incumbents(Comparison& comparison, const std::string& place, const Incumbent& a, const Incumbent& b) {
  comparison.compare(place + "evaluation", a.evaluation, b.evaluation);
  if (a.architecture != b.architecture) comparison.report(place + "architecture", "is another one now");
  compare_answers(comparison, place, a.answer, b.answer);
  comparison.compare(place + "chosen_by fidelity", a.chosen_at, b.chosen_at);
  comparison.compare(place + "chosen_by val_accuracy", a.chosen_by_accuracy, b.chosen_by_accuracy);
  comparison.compare(place + "simulated_seconds", a.simulated_seconds, b.simulated_seconds);
}

void compare_runs(Comparison& comparison, const std::string& place, const RunRecord& a, const RunRecord& b) {
  for (std::size_t i = 0; i < std::min(a.incumbents.size(), b.incumbents.size()); ++i)
    compare_incumbents(comparison, place + "incumbent " + std::to_string(i + 1) + ", ", a.incumbents[i],
                       b.incumbents[i]);
  comparison.compare(place + "number of incumbents", a.incumbents.size(), b.incumbents.size());
  comparison.compare(place + "evaluations", a.evaluations, b.evaluations);
  comparison.compare(place + "simulated_seconds", a.simulated_seconds, b.simulated_seconds);
  comparison.compare(place + "trials_sha256", a.trials_digest, b.trials_digest);
}

std::string text_of(bool value) { return value ? "yes" : "no"; }

std::string text_of(const std::vector<study::OptimizerSpec>& optimizers) {
  std::string names;
  for (const auto& optimizer : optimizers) names += (names.empty() ? "" : ",") + format_optimizer(optimizer);
  return names;
}

template <class T>
std::optional<StudyDifference> between(const char* place, const T& one, const T& other) {
  if (one == other) return std::nullopt;
  return StudyDifference{place, text_of(one), text_of(other)};
}

std::optional<StudyDifference> spec_difference(const study::StudySpec& one, const study::StudySpec& other) {
  if (auto found = between("benchmark", one.benchmark, other.benchmark)) return found;
  if (auto found = between("optimizers", one.optimizers, other.optimizers)) return found;
  if (auto found = between("runs", one.runs, other.runs)) return found;
  if (auto found = between("evaluations", one.evaluations, other.evaluations)) return found;
  if (auto found = between("simulated_seconds", one.simulated_seconds, other.simulated_seconds)) return found;
  if (auto found = between("seed", one.seed, other.seed)) return found;
  if (auto found = between("noise", one.noise, other.noise)) return found;
  return between("continue_training", one.continue_training, other.continue_training);
}

std::optional<StudyDifference> model_difference(const StudyRecord& one, const StudyRecord& other) {
  const auto text = [](const auto& model) { return model.name + " " + model.sha256; };
  return between("model", text(one.model), text(other.model));
}

}  // namespace

std::optional<StudyDifference> study_difference(const StudyRecord& one, const StudyRecord& other) {
  if (auto found = spec_difference(one.spec, other.spec)) return found;
  if (auto found = model_difference(one, other)) return found;
  return between("version", one.version, other.version);
}

std::optional<base::Error> first_difference(const StudyRecord& recorded, const StudyRecord& repeated) {
  Comparison comparison;
  if (const auto other = model_difference(recorded, repeated)) comparison.report(*other);
  if (const auto other = spec_difference(recorded.spec, repeated.spec)) comparison.report(*other);
  if (!(recorded.optimum == repeated.optimum)) comparison.report("optimum", "is another one now");
  comparison.compare("number of runs", recorded.runs.size(), repeated.runs.size());
  for (std::size_t i = 0; i < std::min(recorded.runs.size(), repeated.runs.size()) && !comparison.found(); ++i) {
    const RunRecord& a = recorded.runs[i];
    const RunRecord& b = repeated.runs[i];
    if (a.optimizer != b.optimizer || a.run != b.run) {
      comparison.report("runs", "run " + std::to_string(i + 1) + " of the record is another one now");
      break;
    }
    const std::string name = format_optimizer(recorded.spec.optimizers[a.optimizer]);
    compare_runs(comparison, name + ", run " + std::to_string(a.run + 1) + ", ", a, b);
  }
  return comparison.found();
}

}  // namespace cellar::io
