// SPDX-License-Identifier: Apache-2.0
// The names under which JavaScript sees the trainer, a module of its own: a page that trains nothing does not load it.
#include <emscripten/bind.h>

#include <cellar/io/trainer_json.hpp>

#include "trainer_handle.hpp"

using namespace emscripten;
using namespace cellar::bindings;

EMSCRIPTEN_BINDINGS(cellar_trainer) {
  function("methods", &cellar::io::methods_json);
  function("openTrainer", &open_trainer);
  function("trainings", &trainings);

  class_<TrainerHandle>("Trainer")
      .function("startSearch", &TrainerHandle::start_search)
      .function("startCell", &TrainerHandle::start_cell);

  class_<SearchHandle>("OneShotSearch")
      .function("step", &SearchHandle::step)
      .function("weights", &SearchHandle::weights)
      .function("record", &SearchHandle::record);

  class_<CellTrainingHandle>("CellTraining").function("step", &CellTrainingHandle::step);
}
