// SPDX-License-Identifier: Apache-2.0
#include <training/really_trained.hpp>

#include <atomic>

#include <doctest/doctest.h>

#include <cellar/base/rng.hpp>
#include <cellar/network/training.hpp>
#include <cellar/space/darts.hpp>
#include <cellar/study/parallel.hpp>
#include <network/random_task.hpp>

namespace cellar::training {
namespace {

using base::Done;
using base::Error;
using base::ErrorCode;
using space::Architecture;

constexpr std::size_t kTraining = 64, kValidation = 48, kTest = 32;

Recipe short_recipe() {
  Recipe recipe;
  recipe.shape = {.batch = 16, .channels = 2};
  recipe.training.epochs = 1;
  return recipe;
}

// A benchmark on a task made up, and what it kept.
struct Bench {
  std::vector<io::CollectedTraining> kept;
  std::vector<std::uint16_t> seeds = {1, 2};
  unsigned threads = 2;
  base::Result<Done> keeps = Done{}, goes_on = Done{};

  std::unique_ptr<ReallyTrained> make(std::string name = "fashion-darts", Collected known = {}) {
    const io::CollectionHeader header{name, 1, {kTraining, kValidation, kTest}, "{}"};
    ReallyTrainedOptions options{seeds, threads, "re",
                                 [this](const io::CollectedTraining& training) {
                                   if (keeps) kept.push_back(training);
                                   return keeps;
                                 },
                                 [this] { return goes_on; }};
    return std::make_unique<ReallyTrained>(*find_trained_space(name),
                                           network::test::random_task(kTraining, kValidation, kTest), short_recipe(),
                                           header, std::move(known), std::move(options));
  }

  Collected collected() const {
    Collected known;
    const auto space = *find_trained_space("fashion-darts");
    for (const auto& training : kept)
      known.emplace(std::pair(*space->find(training.architecture), training.seed), training);
    return known;
  }
};

std::vector<Architecture> samples(std::size_t count) {
  base::Rng rng(5);
  std::vector<Architecture> architectures;
  for (std::size_t i = 0; i < count; ++i) architectures.push_back(space::darts::space().sample(rng));
  return architectures;
}

TEST_CASE("an answer is the mean over trainings with the seeds") {
  Bench bench;
  const auto trained = bench.make();
  const Architecture architecture = samples(1)[0];
  const auto answer = trained->query(architecture, 1, {});
  REQUIRE(answer);
  const auto task = network::test::random_task(kTraining, kValidation, kTest);
  double val = 0, test = 0;
  std::int64_t macs = 0, parameters = 0;
  for (const std::uint64_t seed : {1, 2}) {
    auto network = network::make_darts_network<float>(space::darts::unpack(architecture), short_recipe().shape);
    const auto outcome = network::train(network, task, short_recipe().training, seed);
    val += static_cast<double>(outcome->validation.correct);
    test += static_cast<double>(outcome->test.correct);
    macs = outcome->macs;
    parameters = outcome->parameters;
  }
  CHECK(answer->val_accuracy == val / 2 / kValidation);
  CHECK(*answer->test_accuracy == test / 2 / kTest);
  CHECK(answer->val_accuracy_sd);
  CHECK(answer->macs == macs);
  CHECK(answer->parameters == parameters);
  CHECK(answer->fidelity == 1);
  CHECK(answer->flags == (benchmark::kMeasured | benchmark::kNominalTime));
  CHECK(answer->runtime_seconds == doctest::Approx(2 * 6.0 * static_cast<double>(macs) * kTraining / 20e9));
  REQUIRE(bench.kept.size() == 2);
  CHECK(bench.kept[0].source == "re");
}

TEST_CASE("each network is trained once, and one that is known not at all") {
  Bench bench;
  const auto trained = bench.make();
  auto architectures = samples(3);
  architectures.push_back(architectures[0]);
  const auto answers = trained->query_batch(architectures, 1, {});
  REQUIRE(answers);
  CHECK(bench.kept.size() == 6);
  CHECK((*answers)[3].val_accuracy == (*answers)[0].val_accuracy);
  CHECK(trained->query(architectures[1], 1, {}));
  CHECK(bench.kept.size() == 6);

  Bench other;
  other.threads = 1;
  const auto again = other.make("fashion-darts", bench.collected())->query_batch(architectures, 1, {});
  REQUIRE(again);
  CHECK(other.kept.empty());
  for (std::size_t i = 0; i < answers->size(); ++i) CHECK((*again)[i].val_accuracy == (*answers)[i].val_accuracy);
}

TEST_CASE("a search on many threads has the record of one thread, trained or read") {
  const auto search = [](const ReallyTrained& trained, unsigned threads) {
    study::StudySpec spec;
    spec.benchmark = trained.name();
    spec.optimizers = {{"rs", {}}, {"re", {{"population", std::int64_t{3}}, {"tournament", std::int64_t{2}}}}};
    spec.runs = 2;
    spec.evaluations = 5;
    const auto resolved = study::resolve(spec, trained);
    REQUIRE(resolved);
    return *study::run_study(*resolved, trained, {.threads = threads});
  };
  Bench one;
  one.threads = 1;
  Bench four;
  four.threads = 4;
  const auto record = search(*one.make(), 1), other = search(*four.make(), 4);
  const auto read = search(*one.make("fashion-darts", four.collected()), 2);
  REQUIRE(record.runs.size() == 4);
  for (std::size_t i = 0; i < record.runs.size(); ++i) {
    CHECK(other.runs[i].trials_digest == record.runs[i].trials_digest);
    CHECK(read.runs[i].trials_digest == record.runs[i].trials_digest);
  }
  CHECK(one.kept.size() == four.kept.size());
}

TEST_CASE("with noise asked for one of the seeds answers") {
  Bench bench;
  bench.seeds = {1, 2, 3};
  const auto trained = bench.make();
  const Architecture architecture = samples(1)[0];
  std::set<double> answers;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto answer = trained->query(architecture, 1, {seed});
    REQUIRE(answer);
    CHECK((answer->flags & benchmark::kNoisy) != 0);
    answers.insert(answer->val_accuracy);
  }
  std::set<double> measured;
  for (const auto& training : bench.kept)
    measured.insert(training.trained.val_correct / static_cast<double>(kValidation));
  CHECK(answers == measured);
}

TEST_CASE("configurations of NAS-Bench-1Shot1 that are one cell share its trainings") {
  Bench bench;
  const auto trained = bench.make("fashion-1shot1-1");
  base::Rng rng(1);
  std::vector<Architecture> architectures;
  for (int i = 0; i < 4; ++i) architectures.push_back(trained->space().sample(rng));
  CHECK(trained->query_batch(architectures, 1, {}));
  std::set<std::string> cells;
  for (const auto& training : bench.kept) cells.insert(training.architecture);
  CHECK(bench.kept.size() == 2 * cells.size());
}

TEST_CASE("the identity says recipe and seeds") {
  Bench bench;
  const auto identity = bench.make()->model();
  CHECK(identity.name == "fashion-darts-really-trained");
  bench.seeds = {1};
  CHECK(bench.make()->model().sha256 != identity.sha256);
}

TEST_CASE("faults end all queries") {
  const auto architectures = samples(4);
  Bench full;
  full.keeps = Error{ErrorCode::io_error, "no space left", "collection.jsonl"};
  const auto trained = full.make();
  for (int i = 0; i < 2; ++i) {
    const auto answer = trained->query_batch(architectures, 1, {});
    REQUIRE_FALSE(answer);
    CHECK(answer.error().message == "no space left");
  }
  Bench stopped;
  stopped.goes_on = Error{ErrorCode::internal, "interrupted", ""};
  stopped.seeds.clear();
  for (std::uint16_t seed = 1; seed <= 400; ++seed) stopped.seeds.push_back(seed);  // far longer than the wait
  const auto interrupted = stopped.make()->query(architectures[0], 1, {});
  REQUIRE_FALSE(interrupted);
  CHECK(interrupted.error().message == "interrupted");
  CHECK(full.make()->query(architectures[0], 2, {}).error().code == ErrorCode::unsupported_fidelity);
}

}  // namespace
}  // namespace cellar::training
