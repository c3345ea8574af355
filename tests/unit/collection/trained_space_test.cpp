// SPDX-License-Identifier: Apache-2.0
#include <training/trained_space.hpp>

#include <algorithm>

#include <doctest/doctest.h>

#include <cellar/base/rng.hpp>
#include <cellar/space/darts.hpp>
#include <cellar/space/nb1shot1.hpp>

namespace cellar::training {
namespace {

TEST_CASE("the cells of a space of NAS-Bench-1Shot1 are its rows, ascending by key") {
  const auto space = *find_trained_space("fashion-1shot1-1");
  const auto rows = space->rows();
  const auto keys = space::nb1shot1::space(1).keys();
  REQUIRE(rows.size() == 2685);
  for (std::size_t i = 0; i < rows.size(); ++i) CHECK(space::nb101::number(space::nb101::unpack(rows[i])) == keys[i]);
  CHECK(space->work_order() == rows);
}

TEST_CASE("configurations that are one cell are one network") {
  const auto space = *find_trained_space("fashion-1shot1-1");
  base::Rng rng(3);
  for (int i = 0; i < 20; ++i) {
    const auto searched = space->searched().sample(rng);
    const auto trained = space->trained(searched);
    CHECK(space->find(space->text(trained)) == trained);
    const auto again = space::nb1shot1::space(1).find(space::nb1shot1::space(1).key_of(searched));
    CHECK(space->trained(*again) == trained);
  }
}

TEST_CASE("the largest space is trained in a random order") {
  const auto space = *find_trained_space("fashion-1shot1-3");
  auto order = space->work_order();
  auto rows = space->rows();
  CHECK(order != rows);
  std::sort(order.begin(), order.end());
  std::sort(rows.begin(), rows.end());
  CHECK(order == rows);
}

TEST_CASE("DARTS cells have no rows, and text in any spelling is one architecture") {
  const auto space = *find_trained_space("fashion-darts");
  CHECK(space->rows().empty());
  base::Rng rng(3);
  const auto architecture = space->searched().sample(rng);
  CHECK(space->trained(architecture) == architecture);
  CHECK(space->find(space->text(architecture)) == architecture);
  CHECK_FALSE(space->find("[[(0, 9)], []]"));
  const auto network = space->network(architecture, space->recipe().shape);
  CHECK(network.graph->batch() == space->recipe().shape.batch);
}

TEST_CASE("unknown benchmarks and settings out of range are refused") {
  const auto unknown = find_trained_space("nb301");
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().message.find("fashion-1shot1-3, fashion-darts") != std::string::npos);
  for (const char* name : {"fashion-1shot1-1", "fashion-darts"}) CHECK(check((*find_trained_space(name))->recipe()));
  const auto complaint = [](auto change) {
    Recipe recipe;
    change(recipe);
    const auto checked = check(recipe);
    return checked ? "" : checked.error().where;
  };
  CHECK(complaint([](Recipe& r) { r.shape.batch = 20; }) == "batch");
  CHECK(complaint([](Recipe& r) { r.shape.channels = 0; }) == "channels");
  CHECK(complaint([](Recipe& r) { r.shape.reductions = 5; }) == "reductions");
  CHECK(complaint([](Recipe& r) { r.training.epochs = 0; }) == "epochs");
}

}  // namespace
}  // namespace cellar::training
