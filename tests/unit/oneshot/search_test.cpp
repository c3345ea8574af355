// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <bit>
#include <cmath>

#include <network/random_task.hpp>

#include <cellar/base/sha256.hpp>
#include <cellar/oneshot/search.hpp>

using namespace cellar;
using namespace cellar::oneshot;

namespace {

const network::ImageTask& task() {
  static const network::ImageTask task = network::test::random_task(160, 48, 16);
  return task;
}

// Small enough for the sanitizers.
MethodSpec small_method(std::string_view name, std::int64_t epochs = 2) {
  MethodSpec spec{std::string(name), {{"epochs", epochs}, {"batch", std::int64_t{16}}, {"validation_images", std::int64_t{48}}}};
  const auto info = find_method(name);
  for (const auto& option : (*info)->options) {
    if (option.name == "candidates") spec.options.push_back({"candidates", std::int64_t{3}});
    if (option.name == "finalists") spec.options.push_back({"finalists", std::int64_t{2}});
    if (option.name == "controller_steps") spec.options.push_back({"controller_steps", std::int64_t{3}});
  }
  return *resolve(spec);
}

Search begin(std::string_view name, int number, std::uint64_t seed, std::int64_t epochs = 2) {
  return *Search::begin(space::nb1shot1::space(number), task(), small_method(name, epochs), seed);
}

void finish(Search& search) {
  while (!search.done()) REQUIRE(search.step());
}

std::string digest(const Search& search) {
  base::Sha256 hash;
  const auto add = [&](double value) {
    const auto bits = std::bit_cast<std::array<std::uint8_t, sizeof value>>(value);
    hash.update(bits);
  };
  for (const EpochReport& report : search.reports()) {
    for (const double value : {report.train_loss, report.one_shot_accuracy, report.entropy, report.operations}) add(value);
    hash.update(report.choice.architecture.choices());
    for (const auto& row : report.choice.weights.operations)
      for (const double weight : row) add(weight);
    for (const auto& row : report.choice.weights.inputs)
      for (const double weight : row) add(weight);
  }
  return base::to_hex(hash.digest());
}

}  // namespace

TEST_CASE("every method reports every epoch, with a choice of the space") {
  for (const MethodInfo* info : methods())
    for (const int number : {1, 2, 3}) {
      CAPTURE(info->name);
      CAPTURE(number);
      Search search = begin(info->name, number, 1);
      finish(search);
      const auto& space = space::nb1shot1::space(number);
      REQUIRE(search.reports().size() == 2);
      double operations = 0;
      for (std::size_t i = 0; i < search.reports().size(); ++i) {
        const EpochReport& report = search.reports()[i];
        CHECK(report.epoch == static_cast<int>(i) + 1);
        CHECK(std::isfinite(report.train_loss));
        CHECK(report.one_shot_accuracy >= 0);
        CHECK(report.one_shot_accuracy <= 1);
        CHECK(report.entropy >= 0);
        CHECK(report.entropy <= 1.000001);
        CHECK(report.operations > operations);
        operations = report.operations;
        CHECK(space.pack(space.unpack(report.choice.architecture)));
      }
    }
}

TEST_CASE("the same seed gives the same bits, another one others, whatever ran before") {
  for (const MethodInfo* info : methods()) {
    CAPTURE(info->name);
    Search first = begin(info->name, 1, 7, 1);
    finish(first);
    Search other = begin(info->name, 1, 8, 1);
    Search again = begin(info->name, 1, 7, 1);
    while (!again.done() || !other.done()) {  // side by side
      if (!other.done()) REQUIRE(other.step());
      if (!again.done()) REQUIRE(again.step());
    }
    CHECK(digest(again) == digest(first));
    CHECK(digest(other) != digest(first));
  }
}

TEST_CASE("supernets learn the task") {
  for (const std::string_view name : {"darts", "gdas", "pc-darts"}) {
    CAPTURE(name);
    Search search = begin(name, 1, 3, 6);
    finish(search);
    CHECK(search.reports().back().train_loss < search.reports().front().train_loss);
  }
}

TEST_CASE("the choices wait for the end of a warm start") {
  MethodSpec spec = small_method("darts", 2);
  for (auto& option : spec.options)
    if (option.name == "warm_start") option.value = std::int64_t{1};
  auto search = Search::begin(space::nb1shot1::space(1), task(), spec, 1);
  REQUIRE(search);
  const auto before = search->choice().weights;
  while (search->reports().empty()) REQUIRE(search->step());
  CHECK(search->choice().weights.operations == before.operations);
  finish(*search);
  CHECK(search->choice().weights.operations != before.operations);
}

TEST_CASE("looking on changes nothing") {
  Search watched = begin("darts", 1, 1, 2), alone = begin("darts", 1, 1, 2);
  base::Rng rng(1);
  while (watched.reports().empty()) REQUIRE(watched.step());
  for (int i = 0; i < 3; ++i) (void)watched.survey(space::nb1shot1::space(1).sample(rng));
  finish(watched);
  finish(alone);
  CHECK(digest(watched) == digest(alone));
}

TEST_CASE("a loss that is no number ends the search, which keeps its epochs and says where") {
  MethodSpec spec = small_method("darts", 3);
  for (auto& option : spec.options)
    if (option.name == "learning_rate") option.value = 1e30;
  auto search = Search::begin(space::nb1shot1::space(1), task(), spec, 1);
  REQUIRE(search);
  base::Result<base::Done> step = base::Done{};
  while (!search->done() && step) step = search->step();
  REQUIRE(!step);
  CHECK(step.error().code == base::ErrorCode::internal);
  CHECK(step.error().where.find("epoch ") == 0);
  CHECK(step.error().where.find("step ") != std::string::npos);
  CHECK(search->done());
}

TEST_CASE("options out of range are named") {
  CHECK(resolve({"darts", {{"epochs", std::int64_t{0}}}}).error().where == "darts:epochs");
  CHECK(resolve({"darts", {{"candidates", std::int64_t{5}}}}).error().code == base::ErrorCode::unknown_name);
  CHECK(resolve({"dart", {}}).error().message.find("random-ws") != std::string::npos);
  const auto refused = [](std::string_view method, const char* option, std::int64_t value) {
    const auto spec = resolve({std::string(method), {{option, value}}});
    REQUIRE(spec);
    const auto search = Search::begin(space::nb1shot1::space(1), task(), *spec, 1);
    REQUIRE(!search);
    return search.error().where;
  };
  CHECK(refused("darts", "batch", 40) == "batch");
  CHECK(refused("darts", "batch", 96) == "batch");  // more than half of 160 images
  CHECK(refused("pc-darts", "partial", 3) == "partial");
}

TEST_CASE("the same bits on every build") {
  base::Sha256 all;
  for (const MethodInfo* info : methods()) {
    Search search = begin(info->name, 2, 5, 1);
    finish(search);
    const std::string bits = digest(search);
    all.update({reinterpret_cast<const std::uint8_t*>(bits.data()), bits.size()});
  }
  CHECK(base::to_hex(all.digest()) == "403e822eee4e0d067e0203ec602506e1b4b351155fe9989c72d8eba4b84c059b");
}
