// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/run_news.hpp>


#include <cellar/io/optimizer_text.hpp>
#include <cellar/io/run_fields.hpp>

namespace cellar::io {
namespace {

constexpr int kOneLine = 0;

// Position in a whole record: runs by optimizer, then run.
std::size_t position(study::RunKey key, const study::StudySpec& spec) {
  return key.optimizer * static_cast<std::size_t>(spec.runs) + static_cast<std::size_t>(key.run);
}

}  // namespace

std::string RunNews::next(const study::Session& session, const space::Space& space) {
  const study::StudyRecord record = session.record();
  const std::vector<double> thinking = session.thinking_seconds();
  told_.resize(record.runs.size());
  Json news;
  news["runs"] = Json::array();
  for (std::size_t i = 0; i < record.runs.size(); ++i) {
    const study::RunRecord& run = record.runs[i];
    if (run.evaluations == told_[i].evaluations) continue;
    Json json = run_json(run, told_[i].incumbents, space);
    json["thinking_seconds"] = thinking[i];
    news["runs"].push_back(std::move(json));
    told_[i] = {run.evaluations, run.incumbents.size()};
  }
  return to_text(news, kOneLine);
}

GatheredStudy nothing_gathered(const study::StudySpec& spec, const benchmark::Benchmark& benchmark) {
  const study::Session not_begun(spec, study::all_runs(spec), benchmark, study::Session::Order::in_turn);
  return {not_begun.record(), not_begun.thinking_seconds()};
}

base::Result<base::Done> take_news(GatheredStudy& study, std::string_view news, const space::Space& space) {
  const auto document = parse_json(news);
  if (!document) return document.error();
  std::optional<base::Error> fault;
  struct Piece {
    std::size_t at;
    study::RunRecord run;
    double thinking_seconds;
  };
  std::vector<Piece> pieces;
  for (const auto& place : Place(*document, "", fault)["runs"].items()) {
    const std::size_t at = position(read_run_key(place, study.record.spec), study.record.spec);
    if (fault) return *fault;
    Piece& piece = pieces.emplace_back(Piece{at, study.record.runs[at], 0});
    read_run(place, study.record.spec, space, piece.run);
    piece.thinking_seconds = place["thinking_seconds"].amount();
  }
  if (fault) return *fault;
  for (auto& piece : pieces) {
    study.record.runs[piece.at] = std::move(piece.run);
    study.thinking_seconds[piece.at] = piece.thinking_seconds;
  }
  return base::Done{};
}

std::string thinking_json(const GatheredStudy& study) {
  const auto& optimizers = study.record.spec.optimizers;
  std::vector<double> seconds(optimizers.size());
  std::vector<std::int64_t> evaluations(optimizers.size());
  for (std::size_t i = 0; i < study.record.runs.size(); ++i) {
    const study::RunRecord& run = study.record.runs[i];
    seconds[run.optimizer] += study.thinking_seconds[i];
    evaluations[run.optimizer] += run.evaluations;
  }
  Json rows = Json::array();
  for (std::size_t i = 0; i < optimizers.size(); ++i)
    if (evaluations[i] > 0)
      rows.push_back({{"optimizer", format_optimizer(optimizers[i])},
                      {"seconds", seconds[i]},
                      {"evaluations", evaluations[i]}});
  return to_text(rows, kOneLine);
}

}  // namespace cellar::io
