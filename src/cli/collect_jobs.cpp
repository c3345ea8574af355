// SPDX-License-Identifier: Apache-2.0
#include <cli/collect_jobs.hpp>

#include <charconv>
#include <optional>
#include <set>

#include <cellar/io/architecture_text.hpp>
#include <cellar/io/shard_text.hpp>
#include <cli/line_reader.hpp>

namespace cellar::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using space::Architecture;

Result<std::vector<Architecture>> read_architectures(const std::string& file, const training::TrainedSpace& space) {
  auto lines = LineReader::open(file);
  if (!lines) return lines.error();
  std::vector<Architecture> architectures;
  std::set<Architecture> known;
  for (;;) {
    const auto line = lines->next();
    if (!line) return line.error();
    if (!*line) break;
    const std::string place = file + ", line " + std::to_string((*line)->number);
    if ((*line)->too_long) return Error{ErrorCode::parse_error, "too long for an architecture", place};
    if ((*line)->text.find_first_not_of(" \t") == std::string_view::npos) continue;
    const auto parsed = io::parse_architecture(space.searched(), (*line)->text);
    if (!parsed) return Error{parsed.error().code, parsed.error().text(), place};
    const Architecture trained = space.trained(*parsed);
    if (known.insert(trained).second) architectures.push_back(trained);
  }
  if (!architectures.empty()) return architectures;
  return Error{ErrorCode::invalid_argument,
               "holds no architecture; give one per line, for example from `cellar sample`", file};
}

Result<std::vector<Architecture>> wanted_architectures(const std::string& file, const training::TrainedSpace& space) {
  if (!file.empty()) return read_architectures(file, space);
  auto all = space.work_order();
  if (!all.empty()) return all;
  return Error{ErrorCode::invalid_argument, "is needed: " + space.benchmark() + " has too many to train them all",
               "--architectures"};
}

}  // namespace

Result<std::vector<std::uint16_t>> parse_seeds(std::string_view text) {
  const auto number = [](std::string_view digits) {
    std::uint16_t value = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return problem == std::errc() && end == digits.data() + digits.size() ? std::optional(value) : std::nullopt;
  };
  const auto dash = text.find('-');
  const auto first = number(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : number(text.substr(dash + 1));
  if (!first || !last || *first > *last)
    return Error{ErrorCode::invalid_argument,
                 "'" + std::string(text) + "' are no seeds; write one number or a range, for example 1-3, up to 65535",
                 "seeds"};
  std::vector<std::uint16_t> seeds;
  for (int seed = *first; seed <= *last; ++seed) seeds.push_back(static_cast<std::uint16_t>(seed));
  return seeds;
}

Result<std::vector<training::TrainingJob>> training_jobs(const training::TrainedSpace& space,
                                                         const WantedTrainings& wanted) {
  const auto seeds = parse_seeds(wanted.seeds);
  if (!seeds) return seeds.error();
  study::Shard shard{1, 1};
  if (!wanted.shard.empty()) {
    const auto parsed = io::parse_shard(wanted.shard);
    if (!parsed) return parsed.error();
    shard = *parsed;
  }
  const auto architectures = wanted_architectures(wanted.architectures, space);
  if (!architectures) return architectures.error();
  std::vector<training::TrainingJob> jobs;
  for (const std::uint16_t seed : *seeds)
    for (const Architecture& architecture : *architectures) jobs.push_back({architecture, seed});
  std::size_t place = 0;
  const auto count = static_cast<std::size_t>(shard.count), index = static_cast<std::size_t>(shard.index - 1);
  std::erase_if(jobs, [&](const auto&) { return place++ % count != index; });
  return jobs;
}

}  // namespace cellar::cli
