// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/figure_table.hpp>

#include <array>
#include <cmath>

#include <doctest/doctest.h>

using namespace cellar;

TEST_CASE("a table of figures as JSON, CSV and text; what is not defined is left out") {
  const std::array tables = {io::FigureTable{
      "models", {{"model", "model"}, {"rmse", "RMSE pp", 100, 2}, {"kl", "KL"}}, {{"a,b", 0.0125, {}}, {"c", std::nan(""), 2.0}}}};
  CHECK(io::figures_json(tables) == R"({
  "schema": "cellar.figures/1",
  "tables": {
    "models": [
      {"model":"a,b","rmse":0.0125},
      {"model":"c","kl":2.0}
    ]
  }
}
)");
  CHECK(io::figures_csv(tables) == "table,model,rmse,kl\nmodels,\"a,b\",0.0125,\nmodels,c,,2\n");
  CHECK(io::figure_texts(tables[0]) ==
        std::vector<std::vector<std::string>>{{"model", "RMSE pp", "KL"}, {"a,b", "1.25", ""}, {"c", "", "2.000"}});
}
