// SPDX-License-Identifier: Apache-2.0
// `cellar report`: what kept studies found, as a table, CSV or figure.
#include <memory>

#include <CLI/CLI.hpp>

#include <cellar/benchmark/registry.hpp>
#include <cellar/io/report_csv.hpp>
#include <cellar/io/report_svg.hpp>
#include <cli/files.hpp>
#include <cli/study_folder.hpp>
#include <cli/study_report.hpp>
#include <cli/verb.hpp>

namespace cellar::cli {
namespace {

enum class Subject { summary, curve, incumbents };

struct Options {
  std::vector<std::string> studies;
  std::string svg;
  Subject subject = Subject::summary;
  io::CurvePlot plot;
  OutputFormat format = OutputFormat::automatic;
};

bool wants_one_study(const Options& options) {
  return !options.svg.empty() || options.subject != Subject::summary || options.format == OutputFormat::csv ||
         options.format == OutputFormat::json;
}

void print_report(const Options& options, const study::StudyRecord& record, const space::Space& space,
                  const Console& console) {
  switch (options.subject) {
    case Subject::summary: print_summary(record, space, options.format, console); break;
    case Subject::curve: console.result(io::curve_csv(record, options.plot.axis)); break;
    case Subject::incumbents: console.result(io::incumbents_csv(record, space)); break;
  }
}

ExitCode run(const Options& options) {
  const Console console("report", false);
  if (options.studies.size() > 1 && wants_one_study(options)) {
    console.error("--json, --csv, --svg, --of curve and --of incumbents take one study, not " +
                  std::to_string(options.studies.size()) + "; --jsonl takes many");
    return ExitCode::usage;
  }
  for (const auto& study : options.studies) {
    const auto record = read_study(study);
    if (!record) return console.error(record.error());
    const auto info = benchmark::find_benchmark(record->spec.benchmark);
    if (!info) return console.error(info.error());
    if (options.svg == "-") {
      console.result(io::curve_svg(*record, options.plot));
      continue;
    }
    if (!options.svg.empty())
      if (const auto written = write_file(options.svg, io::curve_svg(*record, options.plot)); !written)
        return console.error(written.error());
    if (&study != &options.studies.front() && options.format != OutputFormat::json_lines) console.result("\n");
    print_report(options, *record, (*info)->space, console);
  }
  return ExitCode::done;
}

Action declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  using study::CurveAxis;
  const std::vector<std::pair<std::string, CurveAxis>> axes = {{"evaluations", CurveAxis::evaluations},
                                                               {"simulated-gpu-days", CurveAxis::simulated_gpu_days}};
  const std::vector<std::pair<std::string, io::Scale>> scales = {{"log", io::Scale::logarithmic},
                                                                 {"linear", io::Scale::linear}};
  const std::vector<std::pair<std::string, Subject>> subjects = {
      {"summary", Subject::summary}, {"curve", Subject::curve}, {"incumbents", Subject::incumbents}};
  app.add_option("STUDY", options->studies, "Folder written by search --out, or a record; - is standard input")
      ->required();
  app.add_option("--of", options->subject, "What to print: summary, or curve or incumbents as CSV")
      ->transform(CLI::Transformer(subjects).description("summary, curve, incumbents"));
  app.add_option("--svg", options->svg, "Draw the anytime curve into this file; - prints it instead of the summary");
  app.add_option("--axis", options->plot.axis, "Of the curve: by evaluations or by simulated time")
      ->transform(CLI::Transformer(axes).description("evaluations, simulated-gpu-days"));
  app.add_option("--scale", options->plot.scale, "Of the figure's horizontal axis")
      ->transform(CLI::Transformer(scales).description("log, linear"));
  add_format_options(app, options->format);
  return [options] { return run(*options); };
}

}  // namespace

const Verb kReport = {"report", "Show what a kept study found",
                      "  cellar report my-study\n"
                      "  cellar report my-study --csv > summary.csv\n"
                      "  cellar report my-study --svg curve.svg --axis simulated-gpu-days\n"
                      "  cellar report my-study --of incumbents > incumbents.csv\n",
                      declare};

}  // namespace cellar::cli
