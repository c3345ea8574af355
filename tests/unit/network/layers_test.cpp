// SPDX-License-Identifier: Apache-2.0
// Every layer against finite differences in double precision, and against values worked out by hand.
#include <cellar/network/layers.hpp>

#include <network/finite_differences.hpp>

namespace cellar::network {
namespace {

using test::check_gradients;
using test::Doubles;
using test::kBatch;

TEST_CASE("gradients of convolutions") {
  const auto check = [](Shape input, const ConvolutionSpec& spec) {
    check_gradients(input, [&](Doubles& graph, Value value) { return convolution(graph, value, spec); });
  };
  SUBCASE("3 x 3") { check({2, 4}, {.outputs = 5}); }
  SUBCASE("3 x 3, one channel to another") { check({1, 3}, {.outputs = 1}); }
  SUBCASE("1 x 1") { check({3, 3}, {.outputs = 7, .kernel = 1}); }
  SUBCASE("1 x 1, stride 2") { check({2, 5}, {.outputs = 3, .kernel = 1, .stride = 2}); }
  const ConvolutionSpec further{.outputs = 2, .kernel = 1, .stride = 2, .offset = 1};
  SUBCASE("1 x 1, stride 2, a pixel further on, even side") { check({2, 4}, further); }
  SUBCASE("1 x 1, stride 2, a pixel further on, odd side") { check({2, 5}, further); }
  SUBCASE("3 x 3, stride 2") { check({2, 5}, {.outputs = 2, .stride = 2}); }
  SUBCASE("3 x 3, dilated") { check({1, 5}, {.outputs = 2, .dilation = 2}); }
  SUBCASE("depthwise 3 x 3") { check({3, 4}, {.depthwise = true}); }
  SUBCASE("depthwise 5 x 5") { check({2, 5}, {.kernel = 5, .depthwise = true}); }
  SUBCASE("depthwise 5 x 5, dilated") { check({2, 5}, {.kernel = 5, .dilation = 2, .depthwise = true}); }
  SUBCASE("depthwise 3 x 3, dilated, stride 2") { check({2, 5}, {.stride = 2, .dilation = 2, .depthwise = true}); }
  SUBCASE("depthwise 5 x 5, stride 2") { check({2, 4}, {.kernel = 5, .stride = 2, .depthwise = true}); }
}

TEST_CASE("gradients of batch norm") {
  const auto check = [](bool rectified) {
    check_gradients({2, 3}, [=](Doubles& graph, Value value) { return batch_norm(graph, value, rectified); });
  };
  SUBCASE("alone") { check(false); }
  SUBCASE("with ReLU") { check(true); }
}

TEST_CASE("gradients of ReLU") {
  check_gradients({2, 3}, [](Doubles& graph, Value value) { return relu(graph, value); });
}

TEST_CASE("gradients of poolings") {
  const auto maximum = [](Shape input, kernels::Window window) {
    check_gradients(input, [=](Doubles& graph, Value value) { return max_pool(graph, value, window); });
  };
  const auto average = [](Shape input, kernels::Window window) {
    check_gradients(input, [=](Doubles& graph, Value value) { return average_pool(graph, value, window); });
  };
  SUBCASE("maximum 3 x 3") { maximum({2, 4}, cell_window(1)); }
  SUBCASE("maximum 3 x 3, stride 2") { maximum({2, 5}, cell_window(2)); }
  SUBCASE("maximum 2 x 2, stride 2, odd side") { maximum({2, 5}, kHalving); }
  SUBCASE("average 3 x 3") { average({2, 4}, cell_window(1)); }
  SUBCASE("average 3 x 3, stride 2") { average({2, 5}, cell_window(2)); }
  SUBCASE("global average") {
    check_gradients({3, 3}, [](Doubles& graph, Value value) { return global_average(graph, value); });
  }
}

TEST_CASE("gradients of layers that combine values") {
  SUBCASE("sum of values of which one has more channels") {
    check_gradients({3, 2}, [](Doubles& graph, Value value) {
      const Value other = convolution(graph, value, {.outputs = 2, .kernel = 1});
      return sum(graph, {value, other}, 2);
    });
  }
  SUBCASE("concatenation, with an input used elsewhere too") {
    check_gradients({2, 2}, [](Doubles& graph, Value value) {
      const Value other = convolution(graph, value, {.outputs = 2, .kernel = 1});
      const Value joined = concatenate(graph, {value, other});
      return concatenate(graph, {joined, sum(graph, {value, other}, 2)});
    });
  }
  SUBCASE("channels split and joined again, one left out") {
    check_gradients({4, 2}, [](Doubles& graph, Value value) {
      return concatenate(graph, {channel_slice(graph, value, 2, 2), channel_slice(graph, value, 0, 1)});
    });
  }
  SUBCASE("shuffle") {
    check_gradients({6, 2}, [](Doubles& graph, Value value) { return channel_shuffle(graph, value, 2); });
  }
  SUBCASE("linear") { check_gradients({5, 1}, [](Doubles& graph, Value value) { return linear(graph, value, 3); }); }
}

TEST_CASE("a shuffle of two groups interleaves them") {
  Doubles graph(kBatch);
  const Value input = graph.add_input({6, 1});
  const Value output = channel_shuffle(graph, input, 2);
  for (std::size_t channel = 0; channel < 6; ++channel)
    graph.values(input)[channel * kBatch] = static_cast<double>(channel);
  graph.forward(Mode::training);
  std::vector<double> channels;
  for (std::size_t channel = 0; channel < 6; ++channel) channels.push_back(graph.values(output)[channel * kBatch]);
  CHECK(channels == std::vector<double>{0, 3, 1, 4, 2, 5});
}

TEST_CASE("a mixed operation's weights have gradients too") {
  Doubles graph(kBatch);
  Mixture<double> mixture{{0.2, -0.7, 1.5}, {0, 0, 0}};
  const Value input = graph.add_value({2, 3});
  const Value output = mixed_operation(
      graph, {input, relu(graph, input), convolution(graph, input, {.outputs = 2})}, mixture);
  base::Rng rng(3);
  graph.initialise(rng);
  for (std::size_t i = 0; i < graph.size(input); ++i) graph.values(input)[i] = rng.normal();
  test::Probe probe(graph, output, 4);
  probe.backward();
  const auto gradients = mixture.gradients;
  const std::vector<double> input_gradients(graph.gradients(input), graph.gradients(input) + graph.size(input));
  for (std::size_t i = 0; i < gradients.size(); ++i)
    test::check_close(gradients[i], probe.difference(mixture.weights[i]), "mixture weight " + std::to_string(i));
  for (std::size_t i = 0; i < input_gradients.size(); i += 7)
    test::check_close(input_gradients[i], probe.difference(graph.values(input)[i]), "input " + std::to_string(i));
}

TEST_CASE("running statistics move by a tenth towards the batch's, the variance unbiased") {
  Doubles graph(kBatch);
  const Value input = graph.add_input({1, 1});
  const Value output = batch_norm(graph, input, false);
  base::Rng rng(1);
  graph.initialise(rng);
  for (std::size_t i = 0; i < kBatch; ++i) graph.values(input)[i] = static_cast<double>(i);  // mean 7.5
  graph.forward(Mode::training);
  constexpr double kUnbiased = (kBatch * kBatch - 1) / 12.0 * kBatch / (kBatch - 1);  // of 0 to 15
  CHECK(graph.statistics()[0] == doctest::Approx(0.1 * 7.5));
  CHECK(graph.statistics()[1] == doctest::Approx(0.9 + 0.1 * kUnbiased));
  graph.forward(Mode::evaluation);
  const double deviation = std::sqrt(graph.statistics()[1] + 1e-5);
  CHECK(graph.values(output)[3] == doctest::Approx((3 - 0.75) / deviation));
}

TEST_CASE("an average at the border is over the pixels that there are") {
  Doubles graph(kBatch);
  const Value input = graph.add_input({1, 3});
  const Value output = average_pool(graph, input, cell_window(1));
  for (std::size_t pixel = 0; pixel < 9; ++pixel) graph.values(input)[pixel * kBatch] = static_cast<double>(pixel);
  graph.forward(Mode::training);
  CHECK(graph.values(output)[0] == doctest::Approx((0 + 1 + 3 + 4) / 4.0));
  CHECK(graph.values(output)[4 * kBatch] == doctest::Approx(4));
}

TEST_CASE("the gradient of a maximum goes to the first of equal pixels") {
  Doubles graph(kBatch);
  const Value input = graph.add_value({1, 2});
  const Value output = max_pool(graph, input, kHalving);
  graph.forward(Mode::training);  // all pixels are 0
  graph.begin_backward();
  std::fill_n(graph.gradient_target(output).gradients, kBatch, 1.0);
  graph.backward();
  for (std::size_t pixel = 0; pixel < 4; ++pixel) CHECK(graph.gradients(input)[pixel * kBatch] == (pixel == 0 ? 1 : 0));
}

}  // namespace
}  // namespace cellar::network
