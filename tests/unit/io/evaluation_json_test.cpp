// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/evaluation_json.hpp>

#include <doctest/doctest.h>

#include <cellar/io/report_csv.hpp>
#include <io/example_record.hpp>
#include <optimizer/additive_benchmark.hpp>

using namespace cellar;

TEST_CASE("flags are words in a fixed order") {
  CHECK(io::flag_words(0).empty());
  CHECK(io::flag_words(0xff) == std::vector<std::string_view>{"measured", "modelled", "fitted_to_surrogate",
                                                              "out_of_distribution", "noisy", "nominal_time"});
}

TEST_CASE("a line holds what is known, in the documented order, and nothing else") {
  const AdditiveBenchmark benchmark;
  auto answer = io::example_answer(0.95);
  answer.test_accuracy = 0.94;
  const std::string head = R"({"benchmark":"additive","architecture":"[[(0, 3), (1, 3), (0, 3), (1, 3), (0, 3), (1, 3), )"
                           R"((0, 3), (1, 3)], [(0, 3), (1, 3), (0, 3), (1, 3), (0, 3), (1, 3), (0, 3), (1, 3)]]",)";
  const std::string tail = R"("runtime_seconds":5000.0,"parameters":3000000,"macs":500000000,"fidelity":98,)"
                           R"("flags":["fitted_to_surrogate","noisy"],"model":"additive"})";
  CHECK(io::evaluation_line(benchmark, io::example_architecture(3), answer) ==
        head + R"("val_accuracy":0.95,"val_accuracy_sd":0.00125,"test_accuracy":0.94,)" + tail);
  answer.val_accuracy_sd.reset();
  answer.test_accuracy.reset();
  CHECK(io::evaluation_line(benchmark, io::example_architecture(3), answer) == head + R"("val_accuracy":0.95,)" + tail);
}

TEST_CASE("a CSV line has a field for every name in the header") {
  const AdditiveBenchmark benchmark;
  CHECK(io::evaluation_csv_header() ==
        "benchmark,architecture,val_accuracy,val_accuracy_sd,test_accuracy,runtime_seconds,parameters,macs,fidelity,flags,"
        "model\n");
  const std::string line = io::evaluation_csv(benchmark, io::example_architecture(3), io::example_answer(0.95));
  CHECK(line.starts_with("additive,\"[[(0, 3), "));
  CHECK(line.ends_with("]]\",0.95,0.00125,,5000,3000000,500000000,98,fitted_to_surrogate noisy,additive\n"));
}
