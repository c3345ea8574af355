// SPDX-License-Identifier: Apache-2.0
// `cellar report`: what kept studies found, as tables, figures or one HTML page.
#include <memory>
#include <optional>
#include <span>

#include <CLI/CLI.hpp>

#include <cellar/benchmark/registry.hpp>
#include <cellar/io/comparison_csv.hpp>
#include <cellar/io/comparison_json.hpp>
#include <cellar/io/report_csv.hpp>
#include <cellar/io/report_html.hpp>
#include <cellar/io/report_markdown.hpp>
#include <cellar/io/report_svg.hpp>
#include <cellar/study/one_shot.hpp>
#include <cli/files.hpp>
#include <cli/models.hpp>
#include <cli/study_folder.hpp>
#include <cli/study_report.hpp>
#include <cli/verb.hpp>

namespace cellar::cli {
namespace {

enum class Subject { summary, curve, incumbents, comparison, ranks };

struct Options {
  std::vector<std::string> studies;
  std::string svg, html, markdown, models;
  bool together = false;
  Subject subject = Subject::summary;
  io::CurvePlot plot;
  std::optional<double> budget;
  OutputFormat format = OutputFormat::automatic;
};

// Several studies go into a page, Markdown, tables one after the other, and lines that name the study.
bool wants_one_study(const Options& options) {
  if (!options.svg.empty()) return true;
  switch (options.subject) {
    case Subject::summary: return options.format == OutputFormat::csv || options.format == OutputFormat::json;
    case Subject::comparison: return options.format != OutputFormat::csv;
    case Subject::ranks: return false;
    case Subject::curve:
    case Subject::incumbents: return true;
  }
  return true;
}

std::optional<study::Budget> budget_of(const Options& options) {
  if (!options.budget) return std::nullopt;
  return study::Budget{options.plot.axis, *options.budget};
}

std::string comparison_text(const Options& options, std::span<const study::StudyRecord> records) {
  return options.format == OutputFormat::csv ? io::pairs_csv(records, budget_of(options))
                                             : io::comparison_document(records.front(), budget_of(options));
}

ExitCode print_each(const Options& options, std::span<const study::StudyRecord> records, const Console& console) {
  for (const auto& record : records) {
    const auto space = benchmark::find_space(record.spec.benchmark);
    if (!space) return console.error(space.error());
    if (&record != &records.front() && options.format != OutputFormat::json_lines) console.result("\n");
    if (options.subject == Subject::curve)
      console.result(io::curve_csv(record, options.plot.axis));
    else if (options.subject == Subject::incumbents)
      console.result(io::incumbents_csv(record, **space));
    else
      print_summary(record, **space, options.format, console);
  }
  return ExitCode::done;
}

ExitCode print_records(const Options& options, std::span<const study::StudyRecord> records, const Console& console) {
  if (options.subject == Subject::comparison)
    console.result(comparison_text(options, records));
  else if (options.subject == Subject::ranks)
    console.result(io::scores_csv(records));
  else
    return print_each(options, records, console);
  return ExitCode::done;
}

base::Result<std::vector<study::StudyRecord>> read_studies(const std::vector<std::string>& paths) {
  std::vector<study::StudyRecord> records;
  for (const auto& path : paths) {
    auto record = read_study(path);
    if (!record) return record.error();
    records.push_back(*std::move(record));
  }
  return records;
}

// The optimum that the record knows, else the best known architecture of the record's model where that is at hand: a
// report without regret is better than none.
std::optional<study::RegretReference> reference_for(const study::StudyRecord& record, const std::string& models) {
  if (const auto optimum = study::known_optimum(record)) return optimum;
  const auto benchmark = load_benchmark(record.spec.benchmark, models);
  if (!benchmark || !((*benchmark)->model() == record.model)) return std::nullopt;
  const auto& best = (*benchmark)->best_known();
  return study::RegretReference{best.val_accuracy, best.test_accuracy, best.is_optimum};
}

// To the file, or for "-" to standard output; nothing for an empty path.
base::Result<base::Done> put(const std::string& path, const std::string& content, const Console& console) {
  if (path.empty()) return base::Done{};
  if (path != "-") return write_file(path, content);
  console.result(content);
  return base::Done{};
}

base::Result<base::Done> put_figure(const Options& options, const study::StudyRecord& record, const Console& console) {
  if (options.svg.empty()) return base::Done{};
  io::CurvePlot plot = options.plot;
  if (study::is_regret(plot.measure)) plot.reference = reference_for(record, options.models);
  return put(options.svg, io::curve_svg(record, plot), console);
}

base::Result<base::Done> put_documents(const Options& options, std::span<const study::StudyRecord> records,
                                       const Console& console) {
  if (options.html.empty() && options.markdown.empty()) return base::Done{};
  std::vector<io::ReportedStudy> studies;
  for (const auto& record : records) studies.push_back({record, reference_for(record, options.models)});
  const auto document = io::report_document(studies, options.plot.statistic);
  if (const auto written = put(options.html, io::report_html(document), console); !written) return written;
  return put(options.markdown, io::report_markdown(document), console);
}

bool printed_already(const Options& options) {
  return options.svg == "-" || options.html == "-" || options.markdown == "-";
}

ExitCode run(const Options& options) {
  const Console console("report", false);
  if (options.studies.size() > 1 && !options.together && wants_one_study(options)) {
    console.error("--svg, --json, --csv of the summary, and --of curve, incumbents or comparison take one study, not " +
                  std::to_string(options.studies.size()) +
                  "; --html, --markdown, --jsonl, --of ranks and --of comparison --csv take many, and --together makes one of "
                  "studies on one benchmark");
    return ExitCode::usage;
  }
  auto records = read_studies(options.studies);
  if (!records) return console.error(records.error());
  if (options.together) {
    auto joined = study::side_by_side(*records);
    if (!joined) return console.error(joined.error());
    *records = {*std::move(joined)};
  }
  if (const auto written = put_figure(options, records->front(), console); !written)
    return console.error(written.error());
  if (const auto written = put_documents(options, *records, console); !written) return console.error(written.error());
  return printed_already(options) ? ExitCode::done : print_records(options, *records, console);
}

Action declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  using study::CurveAxis;
  const std::vector<std::pair<std::string, CurveAxis>> axes = {{"evaluations", CurveAxis::evaluations},
                                                               {"simulated-gpu-days", CurveAxis::simulated_gpu_days}};
  const std::vector<std::pair<std::string, io::Scale>> scales = {{"log", io::Scale::logarithmic},
                                                                 {"linear", io::Scale::linear}};
  const std::vector<std::pair<std::string, Subject>> subjects = {
      {"summary", Subject::summary}, {"curve", Subject::curve}, {"incumbents", Subject::incumbents},
      {"comparison", Subject::comparison}, {"ranks", Subject::ranks}};
  const std::vector<std::pair<std::string, io::Statistic>> statistics = {
      {"median", io::Statistic::median}, {"mean", io::Statistic::mean}, {"runs", io::Statistic::runs}};
  using study::Measure;
  const std::vector<std::pair<std::string, Measure>> measures = {{"val-accuracy", Measure::val_accuracy},
                                                                 {"test-accuracy", Measure::test_accuracy},
                                                                 {"val-regret", Measure::val_regret},
                                                                 {"test-regret", Measure::test_regret}};
  app.add_option("STUDY", options->studies,
                 "Folder written by search --out or oneshot --out, or a record of a search; - is standard input")
      ->required();
  app.add_flag("--together", options->together,
               "Several studies on one benchmark as one: all their optimizers and one-shot methods side by side");
  app.add_option("--of", options->subject,
                 "What to print: summary; curve, incumbents or ranks (scores at several budgets) as CSV; comparison "
                 "(scores and tests) as JSON, or the tests with --csv")
      ->transform(CLI::Transformer(subjects).description("summary, curve, incumbents, comparison, ranks"));
  app.add_option("--budget", options->budget,
                 "Of the comparison: so much of --axis, of runs that got so far (default: runs as they ended)")
      ->check(CLI::PositiveNumber);
  app.add_option("--html", options->html,
                 "Write one page that needs nothing else: tables, figures, tests, commands, checksums, what to cite; "
                 "- prints it");
  app.add_option("--markdown", options->markdown, "Write the same without figures; - prints it");
  app.add_option("--svg", options->svg, "Draw the anytime curve into this file; - prints it instead of the summary");
  app.add_option("--axis", options->plot.axis, "Of curve and budget: evaluations or simulated time")
      ->transform(CLI::Transformer(axes).description("evaluations, simulated-gpu-days"));
  app.add_option("--statistic", options->plot.statistic,
                 "Lines and bands of figures: median and quartiles, mean and standard error, or all runs")
      ->transform(CLI::Transformer(statistics).description("median, mean, runs"));
  app.add_option("--measure", options->plot.measure,
                 "Of the figure, of incumbents chosen by validation accuracy; regret against the optimum, or on a "
                 "surrogate against the model's best known architecture")
      ->transform(CLI::Transformer(measures).description("val-accuracy, test-accuracy, val-regret, test-regret"));
  app.add_option("--scale", options->plot.scale, "Of the figure's horizontal axis")
      ->transform(CLI::Transformer(scales).description("log, linear"));
  add_format_options(app, options->format);
  add_models_option(app, options->models);
  return [options] { return run(*options); };
}

}  // namespace

const Verb kReport = {"report", "Show what a kept study found",
                      "  cellar report my-study\n"
                      "  cellar report my-study --csv > summary.csv\n"
                      "  cellar report my-study --svg curve.svg --axis simulated-gpu-days\n"
                      "  cellar report my-study --of incumbents > incumbents.csv\n"
                      "  cellar report my-study --of comparison --budget 100 --csv > tests.csv\n"
                      "  cellar report my-study other-study --html report.html\n"
                      "  cellar report my-study other-study --together --svg curve.svg\n",
                      declare};

}  // namespace cellar::cli
