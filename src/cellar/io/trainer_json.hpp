// SPDX-License-Identifier: Apache-2.0
// Requests and answers of the page's trainer: one-shot searches and trainings of single cells, as JSON texts.
#pragma once

#include <string>
#include <string_view>

#include <cellar/base/result.hpp>
#include <cellar/network/training.hpp>
#include <cellar/study/one_shot.hpp>
#include <cellar/table/training_results.hpp>

namespace cellar::io {

/// `[{"name","title","citation","options":[…]}, …]`: every one-shot method, its options as in info_json.
std::string methods_json();

/// `{"benchmark":"fashion-1shot1-1","method":{"name":"darts","options":{}},"seed":1}`: one run of one method, for
/// study::resolve. Errors: parse_error with the place.
base::Result<study::OneShotSpec> parse_search_request(std::string_view text);

/// How far a search is: `{"epoch","epochs","step","steps_per_epoch","loss","done","news":[…],"failure"}`. `epoch` is the
/// 0-based one under way, `loss` its mean so far; `news` are the epochs from the `told`-th on, as in records.
std::string search_progress_json(const study::OneShotRun& run, std::size_t told, const space::Space& space);

/// `{"architecture","operations","inputs"}`
std::string choice_json(const oneshot::Choice& choice, const space::Space& space);

struct CellRequest {
  std::string benchmark;
  std::string architecture;  ///< in any form of the benchmark's space
  std::uint16_t seed = 1;
  int epochs = 0;
};

/// `{"benchmark","architecture","seed":1,"epochs":8}`; without `seed` and `epochs`, 1 and the standard length.
base::Result<CellRequest> parse_cell_request(std::string_view text);

/// `{"step","steps","loss","done"}`, with `"outcome":{"training_correct",…}` where there is one.
std::string cell_training_json(const network::Training& training, double loss, const network::TrainingOutcome* outcome);

/// Every training that the table has of a row: `{"cell","images":{…},"trainings":[{"epochs","seed","val_accuracy",…}]}`.
std::string trainings_json(const table::TrainingResults& results, std::size_t row, std::string_view cell);

}  // namespace cellar::io
