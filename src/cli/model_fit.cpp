// SPDX-License-Identifier: Apache-2.0
#include <cli/model_fit.hpp>

#include <cellar/io/optimizer_text.hpp>
#include <cli/checkpoint_folder.hpp>
#include <cli/interrupt.hpp>
#include <cli/minute_notes.hpp>
#include <cli/phase_line.hpp>
#include <cli/text_table.hpp>

namespace cellar::cli {
namespace {

using base::Result;

// With all options as they are written.
std::string choice_text(const study::OptimizerSpec& spec) {
  std::string text = spec.name;
  for (std::size_t i = 0; i < spec.options.size(); ++i)
    text += (i == 0 ? ":" : ";") + spec.options[i].name + "=" + io::option_text(spec.options[i].value);
  return text;
}

}  // namespace

Result<std::vector<ModelChoice>> parse_models(const std::string& text) {
  const auto specs = io::parse_optimizers(text);
  if (!specs) return base::Error{specs.error().code, specs.error().message, "--model"};
  std::vector<ModelChoice> choices;
  for (const auto& spec : *specs) {
    const auto kind = training::find_model_kind(spec.name);
    if (!kind) return kind.error();
    auto options = optimizer::resolve_options((*kind)->name, (*kind)->options, spec.options);
    if (!options) return options.error();
    choices.push_back({*kind, *std::move(options), choice_text(spec)});
  }
  return choices;
}

Result<std::unique_ptr<training::FittedEnsemble>> fit_model(const ModelChoice& choice, training::FitRequest request,
                                                            const std::filesystem::path& checkpoints,
                                                            const Console& console) {
  std::unique_ptr<CheckpointFolder> folder;
  if (!checkpoints.empty()) {
    auto opened = CheckpointFolder::open(checkpoints, fit_text(choice.kind->name, choice.options, request));
    if (!opened) return opened.error();
    folder = *std::move(opened);
    request.checkpoints = folder.get();
  }
  PhaseLine line(errors_are_terminal() && !console.quiet());
  MinuteNotes notes(console);
  const auto show = line.progress();
  request.keep_fitting = [&](const training::FitStep& step) {
    const std::string phase =
        choice.text + ", member " + std::to_string(step.member + 1) + " of " + std::to_string(step.members);
    show(phase, step.done, step.total);
    notes.show(phase + ": " + std::to_string(step.done) + " of " + std::to_string(step.total));
    return !interrupted();
  };
  return choice.kind->fit(request, choice.options);
}

std::string models_table() {
  std::vector<Row> rows = {{"model", "option", "default", "meaning"}};
  for (const auto& kind : training::model_kinds()) {
    rows.push_back({std::string(kind.name), "", "", std::string(kind.title)});
    for (const auto& option : kind.options)
      rows.push_back({"", std::string(option.name), io::option_text(option.standard), std::string(option.description)});
  }
  return text_table(rows, 4);
}

}  // namespace cellar::cli
