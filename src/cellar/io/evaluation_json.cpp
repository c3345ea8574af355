// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/evaluation_json.hpp>

#include <algorithm>
#include <array>
#include <limits>

#include <cellar/io/evaluation_fields.hpp>

namespace cellar::io {
namespace {

using benchmark::Evaluation;

struct FlagWord {
  benchmark::Flag flag;
  std::string_view word;
};
constexpr std::array<FlagWord, 6> kFlagWords = {{
    {benchmark::kMeasured, "measured"},
    {benchmark::kModelled, "modelled"},
    {benchmark::kFittedToSurrogate, "fitted_to_surrogate"},
    {benchmark::kOutOfDistribution, "out_of_distribution"},
    {benchmark::kNoisy, "noisy"},
    {benchmark::kNominalTime, "nominal_time"},
}};

constexpr std::int64_t kMaxInteger = std::numeric_limits<std::int64_t>::max();

std::uint8_t read_flag(const Place& place) {
  const std::string word = place.text();
  const auto found = std::find_if(kFlagWords.begin(), kFlagWords.end(), [&](const auto& f) { return f.word == word; });
  if (found != kFlagWords.end()) return found->flag;
  place.fail(base::ErrorCode::parse_error, "unknown flag '" + word + "'");
  return 0;
}

}  // namespace

std::vector<std::string_view> flag_words(std::uint8_t flags) {
  std::vector<std::string_view> words;
  for (const auto& [flag, word] : kFlagWords)
    if (flags & flag) words.push_back(word);
  return words;
}

void put_evaluation(Json& object, const Evaluation& answer) {
  object["val_accuracy"] = answer.val_accuracy;
  if (answer.val_accuracy_sd) object["val_accuracy_sd"] = *answer.val_accuracy_sd;
  if (answer.test_accuracy) object["test_accuracy"] = *answer.test_accuracy;
  object["runtime_seconds"] = answer.runtime_seconds;
  object["parameters"] = answer.parameters;
  object["macs"] = answer.macs;
  object["fidelity"] = answer.fidelity;
  object["flags"] = flag_words(answer.flags);
}

Evaluation read_evaluation(const Place& object) {
  Evaluation answer;
  answer.val_accuracy = object["val_accuracy"].real(0, 1);
  if (const auto sd = object.find("val_accuracy_sd")) answer.val_accuracy_sd = sd->real(0, 1);
  if (const auto test = object.find("test_accuracy")) answer.test_accuracy = test->real(0, 1);
  answer.runtime_seconds = object["runtime_seconds"].amount();
  answer.parameters = object["parameters"].integer(0, kMaxInteger);
  answer.macs = object["macs"].integer(0, kMaxInteger);
  answer.fidelity = static_cast<int>(object["fidelity"].integer(0, std::numeric_limits<int>::max()));
  for (const auto& flag : object["flags"].items()) answer.flags |= read_flag(flag);
  return answer;
}

std::string evaluation_line(const benchmark::Benchmark& benchmark, const space::Architecture& architecture,
                            const Evaluation& answer) {
  Json line;
  line["benchmark"] = benchmark.name();
  line["architecture"] = benchmark.space().to_compact(architecture);
  put_evaluation(line, answer);
  line["model"] = benchmark.model().name;
  return to_text(line, 0);
}

std::string node_shares_line(const benchmark::Benchmark& benchmark, const space::Architecture& architecture,
                             const benchmark::NodeShares& shares) {
  using namespace space::darts;
  Json line;
  line["benchmark"] = benchmark.name();
  line["architecture"] = benchmark.space().to_compact(architecture);
  line["val_accuracy"] = shares.predicted;
  line["expected"] = shares.expected;
  line["nodes"] = Json::array();
  for (int player = 0; player < benchmark::kNodePlayers; ++player) {
    Json node;
    node["cell"] = kCellNames[static_cast<std::size_t>(player / kIntermediateNodes)];
    node["node"] = kInputNodes + player % kIntermediateNodes;
    node["share"] = shares.shares[static_cast<std::size_t>(player)];
    line["nodes"].push_back(node);
  }
  line["model"] = benchmark.model().name;
  return to_text(line, 0);
}

}  // namespace cellar::io
