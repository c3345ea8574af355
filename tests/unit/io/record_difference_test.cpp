// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/record_difference.hpp>

#include <doctest/doctest.h>

#include <functional>

#include <io/example_record.hpp>

using namespace cellar;

namespace {

// What is reported of the example record against one that was changed.
std::string difference_after(const std::function<void(study::StudyRecord&)>& change) {
  auto changed = io::example_record();
  change(changed);
  const auto difference = io::first_difference(io::example_record(), changed);
  if (!difference) return "";
  CHECK(difference->code == base::ErrorCode::mismatch);
  return difference->text();
}

}  // namespace

TEST_CASE("equal records do not differ") {
  CHECK(difference_after([](auto&) {}) == "");
}

TEST_CASE("whatever differs is found and named") {
  CHECK(difference_after([](auto& r) { r.model.sha256 = "b"; }).starts_with("model: recorded nb301-example aaaa"));
  CHECK(difference_after([](auto& r) { r.spec.seed = 2; }) == "seed: recorded 18446744073709551615, now 2");
  CHECK(difference_after([](auto& r) { r.runs.pop_back(); }) == "number of runs: recorded 6, now 5");
  CHECK(difference_after([](auto& r) { std::swap(r.runs[0], r.runs[1]); }) == "runs: run 1 of the record is another one now");
  CHECK(difference_after([](auto& r) { r.runs[1].evaluations = 5; }) == "rs, run 2, evaluations: recorded 3, now 5");
  CHECK(difference_after([](auto& r) { r.runs[1].simulated_seconds = 5; }) ==
        "rs, run 2, simulated_seconds: recorded 15000.25, now 5");
  CHECK(difference_after([](auto& r) { r.runs[4].trials_digest[0] = 0xff; })
            .starts_with("re:population=50, run 1, trials_sha256: recorded 10000000"));
  CHECK(difference_after([](auto& r) { r.runs[2].incumbents.pop_back(); }) ==
        "re, run 1, number of incumbents: recorded 3, now 2");
}

TEST_CASE("every field of an incumbent counts") {
  const auto after = [](const std::function<void(study::Incumbent&)>& change) {
    return difference_after([&](study::StudyRecord& record) { change(record.runs[2].incumbents[1]); });
  };
  const std::string place = "re, run 1, incumbent 2, ";
  CHECK(after([](auto& i) { i.evaluation = 5; }) == place + "evaluation: recorded 6, now 5");
  CHECK(after([](auto& i) { i.simulated_seconds = 1; }).starts_with(place + "simulated_seconds: "));
  CHECK(after([](auto& i) { i.architecture = io::example_architecture(6); }) == place + "architecture: is another one now");
  CHECK(after([](auto& i) { i.answer.val_accuracy = 0.5; }) == place + "val_accuracy: recorded 0.93, now 0.5");
  CHECK(after([](auto& i) { i.answer.val_accuracy_sd.reset(); }) == place + "val_accuracy_sd: recorded 0.00125, now nothing");
  CHECK(after([](auto& i) { i.answer.test_accuracy = 0.5; }) == place + "test_accuracy: recorded nothing, now 0.5");
  CHECK(after([](auto& i) { i.answer.runtime_seconds = 1; }).starts_with(place + "runtime_seconds: "));
  CHECK(after([](auto& i) { i.answer.parameters = 1; }).starts_with(place + "parameters: "));
  CHECK(after([](auto& i) { i.answer.macs = 1; }).starts_with(place + "macs: "));
  CHECK(after([](auto& i) { i.answer.fidelity = 1; }).starts_with(place + "fidelity: "));
  CHECK(after([](auto& i) { i.answer.flags = 0; }).starts_with(place + "flags: "));
}

TEST_CASE("the first of several differences is the one reported") {
  CHECK(difference_after([](auto& r) {
          r.runs[3].evaluations = 1;
          r.runs[0].incumbents[1].answer.val_accuracy = 0.5;
        }).starts_with("rs, run 1, incumbent 2, val_accuracy"));
}
