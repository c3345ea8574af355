// SPDX-License-Identifier: Apache-2.0
// `cellar report`: what kept studies found, as tables, figures or one HTML page.
#include <memory>

#include <CLI/CLI.hpp>

#include <cellar/benchmark/registry.hpp>
#include <cellar/io/comparison_json.hpp>
#include <cellar/io/report_csv.hpp>
#include <cellar/io/report_html.hpp>
#include <cellar/io/report_markdown.hpp>
#include <cellar/io/report_svg.hpp>
#include <cli/files.hpp>
#include <cli/study_folder.hpp>
#include <cli/study_report.hpp>
#include <cli/verb.hpp>

namespace cellar::cli {
namespace {

enum class Subject { summary, curve, incumbents, comparison };

struct Options {
  std::vector<std::string> studies;
  std::string svg, html, markdown;
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
    case Subject::comparison: console.result(io::comparison_document(record)); break;
  }
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

// To the file, or for "-" to standard output; nothing for an empty path.
base::Result<base::Done> put(const std::string& path, const std::string& content, const Console& console) {
  if (path.empty()) return base::Done{};
  if (path != "-") return write_file(path, content);
  console.result(content);
  return base::Done{};
}

base::Result<base::Done> put_documents(const Options& options, std::span<const study::StudyRecord> records,
                                       const Console& console) {
  if (!options.svg.empty())
    if (const auto written = put(options.svg, io::curve_svg(records.front(), options.plot), console); !written)
      return written;
  if (options.html.empty() && options.markdown.empty()) return base::Done{};
  const auto document = io::report_document(records);
  if (const auto written = put(options.html, io::report_html(document), console); !written) return written;
  return put(options.markdown, io::report_markdown(document), console);
}

bool printed_already(const Options& options) {
  return options.svg == "-" || options.html == "-" || options.markdown == "-";
}

ExitCode run(const Options& options) {
  const Console console("report", false);
  if (options.studies.size() > 1 && wants_one_study(options)) {
    console.error("--json, --csv, --svg and --of take one study, not " + std::to_string(options.studies.size()) +
                  "; --html, --markdown and --jsonl take many");
    return ExitCode::usage;
  }
  const auto records = read_studies(options.studies);
  if (!records) return console.error(records.error());
  if (const auto written = put_documents(options, *records, console); !written) return console.error(written.error());
  if (printed_already(options)) return ExitCode::done;
  for (const auto& record : *records) {
    const auto info = benchmark::find_benchmark(record.spec.benchmark);
    if (!info) return console.error(info.error());
    if (&record != &records->front() && options.format != OutputFormat::json_lines) console.result("\n");
    print_report(options, record, (*info)->space, console);
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
      {"summary", Subject::summary}, {"curve", Subject::curve}, {"incumbents", Subject::incumbents},
      {"comparison", Subject::comparison}};
  const std::vector<std::pair<std::string, io::Statistic>> statistics = {
      {"median", io::Statistic::median}, {"mean", io::Statistic::mean}, {"runs", io::Statistic::runs}};
  using study::Measure;
  const std::vector<std::pair<std::string, Measure>> measures = {{"val-accuracy", Measure::val_accuracy},
                                                                 {"test-accuracy", Measure::test_accuracy},
                                                                 {"val-regret", Measure::val_regret},
                                                                 {"test-regret", Measure::test_regret}};
  app.add_option("STUDY", options->studies, "Folder written by search --out, or a record; - is standard input")
      ->required();
  app.add_option("--of", options->subject, "What to print: summary, curve or incumbents as CSV, comparison (scores, ranks, tests) as JSON")
      ->transform(CLI::Transformer(subjects).description("summary, curve, incumbents, comparison"));
  app.add_option("--html", options->html,
                 "Write one self-contained page: tables, figures, tests, commands, checksums, what to cite; - prints it");
  app.add_option("--markdown", options->markdown, "Write the same without figures; - prints it");
  app.add_option("--svg", options->svg, "Draw the anytime curve into this file; - prints it instead of the summary");
  app.add_option("--axis", options->plot.axis, "Of the curve: by evaluations or by simulated time")
      ->transform(CLI::Transformer(axes).description("evaluations, simulated-gpu-days"));
  app.add_option("--statistic", options->plot.statistic,
                 "Lines and bands of the figure: median and quartiles, mean and standard error, or all runs")
      ->transform(CLI::Transformer(statistics).description("median, mean, runs"));
  app.add_option("--measure", options->plot.measure,
                 "Of the figure; regret where the optimum is known, of incumbents chosen by validation accuracy")
      ->transform(CLI::Transformer(measures).description("val-accuracy, test-accuracy, val-regret, test-regret"));
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
                      "  cellar report my-study --of incumbents > incumbents.csv\n"
                      "  cellar report my-study other-study --html report.html\n",
                      declare};

}  // namespace cellar::cli
