// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/trace_json.hpp>

#include <string_view>

#include <cellar/io/evaluation_fields.hpp>

namespace cellar::io {
namespace {

constexpr int kOneLine = 0;

std::string_view move_name(optimizer::Move move) {
  switch (move) {
    case optimizer::Move::random:
      return "random";
    case optimizer::Move::mutation:
      return "mutation";
    case optimizer::Move::neighbour:
      return "neighbour";
    case optimizer::Move::crossover:
      return "crossover";
    case optimizer::Move::model:
      return "model";
    case optimizer::Move::promotion:
      return "promotion";
  }
  return "";
}

}  // namespace

std::string trial_json(const study::TracedTrial& traced, const space::Space& space) {
  const optimizer::Suggestion& suggestion = traced.trial.suggestion;
  const optimizer::Reason& reason = suggestion.reason;
  Json json;
  json["architecture"] = space.to_compact(suggestion.architecture);
  put_evaluation(json, *traced.trial.evaluation);
  json["move"] = move_name(reason.move);
  if (reason.parent >= 0) json["parent"] = reason.parent;
  json["considered"] = reason.considered;
  if (reason.score) json["score"] = *reason.score;
  if (reason.bracket >= 0) json["bracket"] = reason.bracket;
  if (reason.rung >= 0) json["rung"] = reason.rung;
  json["members"] = traced.members;
  json["thinking_seconds"] = traced.thinking_seconds;
  return to_text(json, kOneLine);
}

}  // namespace cellar::io
