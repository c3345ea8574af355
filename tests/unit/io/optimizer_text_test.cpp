// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/optimizer_text.hpp>

#include <doctest/doctest.h>

using namespace cellar;
using optimizer::NamedOption;
using study::OptimizerSpec;

TEST_CASE("lists of optimizers are read with the kinds of their options") {
  const auto read = io::parse_optimizers("rs,re:population=50;tournament=5,x:rate=0.5;kind=fast");
  REQUIRE(read);
  const std::vector<OptimizerSpec> expected = {
      {"rs", {}},
      {"re", {{"population", std::int64_t{50}}, {"tournament", std::int64_t{5}}}},
      {"x", {{"rate", 0.5}, {"kind", std::string("fast")}}}};
  CHECK(*read == expected);
}

TEST_CASE("what is no list is refused with the place") {
  const auto error_of = [](std::string_view text) {
    const auto read = io::parse_optimizers(text);
    REQUIRE(!read);
    CHECK(read.error().code == base::ErrorCode::parse_error);
    return read.error().where;
  };
  CHECK(error_of("") == "optimizer 1");
  CHECK(error_of("rs,") == "optimizer 2");
  CHECK(error_of("rs,,ls") == "optimizer 2");
  CHECK(error_of("re:population") == "optimizer 1");
  CHECK(error_of("re:population=") == "optimizer 1");
  CHECK(error_of("rs,re:=5") == "optimizer 2");
}

TEST_CASE("names are short, different, and read back") {
  const auto re = [](std::int64_t population, std::int64_t tournament) {
    return OptimizerSpec{"re", {{"population", population}, {"tournament", tournament}}};
  };
  CHECK(io::format_optimizer(re(100, 10)) == "re");  // the defaults
  CHECK(io::format_optimizer(re(50, 10)) == "re:population=50");
  CHECK(io::format_optimizer(re(50, 5)) == "re:population=50;tournament=5");
  CHECK(io::format_optimizer({"unheard-of", {{"rate", 0.25}}}) == "unheard-of:rate=0.25");
  const auto read = io::parse_optimizers(io::format_optimizer(re(50, 5)));
  REQUIRE(read);
  CHECK(read->front() == re(50, 5));
}
