// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/report_svg.hpp>

#include <doctest/doctest.h>

#include <cellar/io/figure_colours.hpp>
#include <cellar/io/series_style.hpp>
#include <cellar/io/svg_writer.hpp>
#include <io/example_record.hpp>

using namespace cellar;
using io::Axis;
using io::Scale;

namespace {

std::vector<std::string> tick_texts(const Axis& axis, int most) {
  std::vector<std::string> texts;
  for (const auto& tick : io::ticks(axis, most)) texts.push_back(tick.text);
  return texts;
}

using Texts = std::vector<std::string>;

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("linear ticks stand at steps of 1, 2 and 5 and are written without rests") {
  CHECK(tick_texts({92.13, 94.9, Scale::linear, 0, 1}, 6) == Texts{"92.5", "93.0", "93.5", "94.0", "94.5"});
  CHECK(tick_texts({0, 1000, Scale::linear, 0, 1}, 5) == Texts{"0", "200", "400", "600", "800", "1000"});
  CHECK(tick_texts({0, 0.07, Scale::linear, 0, 1}, 8) == Texts{"0.00", "0.01", "0.02", "0.03", "0.04", "0.05", "0.06", "0.07"});
  CHECK(tick_texts({5, 5, Scale::linear, 0, 1}, 8) == Texts{"5"});
}

TEST_CASE("logarithmic ticks thin out to decades") {
  CHECK(tick_texts({1, 1000, Scale::logarithmic, 0, 1}, 12) ==
        Texts{"1", "2", "5", "10", "20", "50", "100", "200", "500", "1000"});
  CHECK(tick_texts({1, 1000, Scale::logarithmic, 0, 1}, 6) == Texts{"1", "10", "100", "1000"});
  CHECK(tick_texts({0.03, 2, Scale::logarithmic, 0, 1}, 20) == Texts{"0.05", "0.1", "0.2", "0.5", "1", "2"});
}

TEST_CASE("positions run from end to end and stay there") {
  const Axis linear{0, 10, Scale::linear, 100, 300};
  CHECK(linear.position(0) == 100);
  CHECK(linear.position(5) == 200);
  CHECK(linear.position(99) == 300);
  const Axis logarithmic{1, 100, Scale::logarithmic, 0, 200};
  CHECK(logarithmic.position(10) == doctest::Approx(100));
  CHECK(logarithmic.position(0) == 0);
  CHECK(Axis{5, 5, Scale::logarithmic, 7, 9}.position(5) == 7);
}

TEST_CASE("no two series look alike, whatever they are called") {
  const std::vector<std::string_view> names = {"re", "re", "nobody", "ls", "rs", "re"};
  const auto styles = io::series_styles(names);
  CHECK(styles[0]->optimizer == "re");
  CHECK(styles[3]->optimizer == "ls");
  CHECK(styles[4]->optimizer == "rs");
  for (std::size_t i = 0; i < styles.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) CHECK(styles[i] != styles[j]);
}

TEST_CASE("more series than styles still get one each") {
  const std::vector<std::string_view> names(40, "re");
  for (const auto* style : io::series_styles(names)) CHECK(style != nullptr);
}

TEST_CASE("texts cannot break out of the figure") {
  CHECK(io::escaped("<a b=\"c\">&\n") == "&lt;a b=&quot;c&quot;&gt;&amp; ");
  auto record = io::example_record();
  record.model.name = "</svg><script>";
  CHECK(io::curve_svg(record, {}).find("<script>") == std::string::npos);
}

TEST_CASE("a figure names its series, axes, band and n, for eyes and for screen readers") {
  const std::string svg = io::curve_svg(io::example_record(), {});
  CHECK(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" "));
  CHECK(svg.ends_with("</svg>\n"));
  CHECK(svg.find("role=\"img\"") != std::string::npos);
  CHECK(svg.find("<title>Anytime validation accuracy</title>") != std::string::npos);
  for (const char* text : {">rs<", ">re<", ">re:population=50<", ">validation accuracy of the incumbent so far (%)<",
                           ">evaluations<"})
    CHECK(count(svg, text) == 1);
  CHECK(count(svg, "Line: median; band: quartiles; n = 1 to 2 runs per optimizer.") == 2);  // caption and description
  CHECK(count(svg, "fill-opacity=\"0.13\"") == 3);
  CHECK(count(svg, "stroke-width=\"2\" stroke-dasharray") == 1);  // rs; the second re got the free style of ls
}

TEST_CASE("axes and scales change the figure") {
  using study::CurveAxis;
  const auto record = io::example_record();
  const std::string days = io::curve_svg(record, {CurveAxis::simulated_gpu_days, Scale::linear});
  CHECK(count(days, ">simulated GPU days of training<") == 1);
  CHECK(days != io::curve_svg(record, {CurveAxis::simulated_gpu_days, Scale::logarithmic}));
}

TEST_CASE("above five series only the baseline and the best keep a band") {
  auto record = io::example_record();
  for (int i = 0; i < 3; ++i) {
    record.spec.optimizers.push_back({"re", {{"population", std::int64_t{20 + i}}, {"tournament", std::int64_t{10}}}});
    record.runs.push_back(io::example_run(3 + static_cast<std::size_t>(i), 0, {0.9, 0.92}));
  }
  const std::string svg = io::curve_svg(record, {});
  CHECK(count(svg, "fill-opacity=\"0.13\"") == 2);
  CHECK(count(svg, "(baseline and best only)") == 2);
}

TEST_CASE("a study without an answer, or with a single one, still gives a figure") {
  auto record = io::example_record();
  record.runs = {io::example_run(0, 0, {})};
  CHECK(io::curve_svg(record, {}).find("holds no validation accuracy yet") != std::string::npos);
  record.runs = {io::example_run(0, 0, {0.9})};
  const std::string svg = io::curve_svg(record, {});
  CHECK(svg.find("nan") == std::string::npos);
  CHECK(svg.find("inf\"") == std::string::npos);
}

TEST_CASE("what lines and bands show is named, and regret needs an optimum") {
  auto record = io::example_record();
  const std::string mean = io::curve_svg(record, {.statistic = io::Statistic::mean});
  CHECK(count(mean, "Line: mean; band: standard error") == 2);
  const std::string runs = io::curve_svg(record, {.statistic = io::Statistic::runs});
  CHECK(count(runs, "stroke-opacity=\"0.4\"") == 5);  // every run that has an answer
  CHECK(io::curve_svg(record, {.measure = study::Measure::val_regret}).find("holds no validation regret") !=
        std::string::npos);
  record.optimum = study::Optimum{0.96, 0.95};
  CHECK(count(io::curve_svg(record, {.measure = study::Measure::val_regret}),
              ">validation regret of the incumbent so far (%)<") == 1);
}

TEST_CASE("regret stands on a logarithmic axis, against what the caption says") {
  auto record = io::example_record();
  const study::RegretReference best_known{0.96, {}, false};
  const io::CurvePlot plot = {.measure = study::Measure::val_regret, .reference = best_known};
  const std::string svg = io::curve_svg(record, plot);
  for (const char* tick : {">2<", ">5<"}) CHECK(count(svg, tick) >= 1);  // 2 and 5 are evenly spaced on no other axis
  CHECK(count(svg, ">Regret against the best known architecture of model nb301-example. ") == 1);
  record.optimum = study::Optimum{0.94, 0.93};  // reached by two optimizers: their regret is zero
  const std::string reached = io::curve_svg(record, {.measure = study::Measure::val_regret});
  CHECK(count(reached, ">Regret against the optimum of the space. ") == 1);
  CHECK(reached.find("nan") == std::string::npos);
  CHECK(reached.find("inf") == std::string::npos);
}

TEST_CASE("a line ends where the first of its runs ends, and the figure says so") {
  auto record = io::example_record();
  record.runs = {io::example_run(0, 0, {0.91, 0.92, 0.93}), io::example_run(0, 1, {0.91, 0.92, 0.93})};
  const std::string whole = io::curve_svg(record, {});
  CHECK(count(whole, "A line ends where the first of its runs ends.") == 0);
  record.runs[1] = io::example_run(0, 1, {0.91});
  CHECK(count(io::curve_svg(record, {}), "A line ends where the first of its runs ends.") == 2);
}

TEST_CASE("inside a page a figure has the page's colours") {
  const std::string svg = io::coloured_by_page(io::curve_svg(io::example_record(), {}));
  CHECK(svg.find("\"#") == std::string::npos);
  for (const auto& style : io::all_series_styles()) {
    const std::string property = "--c" + std::string(style.colour.substr(1)) + ":";
    CHECK(count(io::light_colour_properties(), property) == 1);
    CHECK(count(io::dark_colour_properties(), property + std::string(style.dark_colour) + ";") == 1);
  }
}
