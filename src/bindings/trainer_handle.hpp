// SPDX-License-Identifier: Apache-2.0
// What JavaScript holds of the trainer: the images, one-shot searches on them, and trainings of single cells. Lifetimes
// end with delete(); each handle keeps what it needs alive.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <emscripten/val.h>

#include <cellar/io/image_task_file.hpp>

namespace cellar::bindings {

/// Images as the trainer needs them, and which they are.
struct TrainerTask {
  network::ImageTask images;
  std::string data_sha256;
};

class SearchHandle {
 public:
  struct State;
  explicit SearchHandle(std::shared_ptr<State> state) : state_(std::move(state)) {}

  /// Does up to `steps` small steps; the answer is io::search_progress_json with the epochs that are new.
  std::string step(int steps);
  /// io::choice_json of now.
  std::string weights() const;
  /// The bytes that `cellar oneshot --json` prints of this run.
  std::string record() const;

 private:
  std::shared_ptr<State> state_;
};

class CellTrainingHandle {
 public:
  struct State;
  explicit CellTrainingHandle(std::shared_ptr<State> state) : state_(std::move(state)) {}

  /// Up to `steps` batches, and once these are done the outcome; the answer is io::cell_training_json.
  std::string step(int steps);

 private:
  std::shared_ptr<State> state_;
};

class TrainerHandle {
 public:
  explicit TrainerHandle(std::shared_ptr<const TrainerTask> task) : task_(std::move(task)) {}

  /// `table`: bytes of the file that choices are looked up in; `request`: io::parse_search_request. Answer:
  /// {ok: true, search} or {error}.
  emscripten::val start_search(const emscripten::val& table, const std::string& request) const;

  /// `request`: io::parse_cell_request. Answer: {ok: true, training} or {error}.
  emscripten::val start_cell(const std::string& request) const;

 private:
  std::shared_ptr<const TrainerTask> task_;
};

/// Bytes of the packed image file. Answer: {ok: true, trainer} or {error}.
emscripten::val open_trainer(const emscripten::val& images);

/// io::trainings_json of a cell; `table`: bytes of a file of trainings, `request`: io::parse_cell_request.
std::string trainings(const emscripten::val& table, const std::string& request);

}  // namespace cellar::bindings
