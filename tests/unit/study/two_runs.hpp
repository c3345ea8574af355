// SPDX-License-Identifier: Apache-2.0
// The smallest record with curves: two runs of one optimizer, of 10 evaluations that last a day each in the first run
// and two days in the second.
#pragma once

#include <cellar/study/record.hpp>

namespace cellar::study {

inline Incumbent incumbent(std::int64_t evaluation, double seconds, double val_accuracy) {
  benchmark::Evaluation answer;
  answer.val_accuracy = val_accuracy;
  return {evaluation, seconds, {}, answer, answer.fidelity, val_accuracy};
}

inline StudyRecord two_runs() {
  StudyRecord record;
  record.spec.optimizers = {{"rs", {}}};
  record.spec.runs = 2;
  record.spec.evaluations = 10;
  constexpr double day = 86400;
  record.runs = {{0, 0, 10, 10 * day, {incumbent(1, day, 0.5), incumbent(4, 4 * day, 0.8)}, {}},
                 {0, 1, 10, 20 * day, {incumbent(1, 2 * day, 0.6), incumbent(9, 18 * day, 0.7)}, {}}};
  return record;
}

}  // namespace cellar::study
