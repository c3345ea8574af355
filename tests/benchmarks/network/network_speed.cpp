// SPDX-License-Identifier: Apache-2.0
// How fast the trainer is on one core: whole training steps and evaluations of networks, and forward and backward
// passes of single layers, at the shapes of the recipe. Goals for whole steps: 20 GFLOP/s with AVX2, 7 in WebAssembly.
// A multiply-add counts as 2 operations, backward as twice forward.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>

#include <cellar/network/layers.hpp>
#include <cellar/network/training.hpp>
#include <cellar/space/nb1shot1.hpp>
#include <network/random_task.hpp>

namespace {

using namespace cellar;
using namespace cellar::network;

constexpr int kBatch = 32;

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

// Seconds of one call: the best of some rounds, as whatever else the machine does only adds.
double seconds_of(const std::function<void()>& call) {
  constexpr int kRounds = 5;
  constexpr double kRoundSeconds = 0.05;
  double best = 1e9;
  for (int round = 0; round < kRounds; ++round) {
    const double begin = now();
    int calls = 0;
    double elapsed = 0;
    for (; elapsed < kRoundSeconds; elapsed = now() - begin, ++calls) call();
    best = std::min(best, elapsed / calls);
  }
  return best;
}

struct Total {
  double operations = 0, seconds = 0;
};

void print(const std::string& what, double operations, double seconds) {
  std::printf("  %-42s %9.1f us", what.c_str(), seconds * 1e6);
  if (operations > 0) std::printf(" %7.1f GFLOP/s", operations / seconds / 1e9);
  std::printf("\n");
}

double forward_operations(Graph<float>& graph) { return 2.0 * static_cast<double>(graph.macs()) * graph.batch(); }

void measure_network(const std::string& name, Network<float>& network, Total& total) {
  static const ImageTask task = network::test::random_task(kBatch);
  auto training = *Training::begin(network, task, {.epochs = 1}, 1);
  Graph<float>& graph = *network.graph;
  if (!training.step()) return;
  Sgd<float> descent(0.9, 5e-4);
  // What Training::step does, over and over on one batch.
  const double step = seconds_of([&] {
    graph.forward(Mode::training);
    graph.begin_backward();
    softmax_cross_entropy_gradient(graph, network.logits, task.training.labels);
    graph.backward();
    descent.step(graph, 1e-3);
  });
  const double evaluation = seconds_of([&] { evaluate(network, task.training); });
  print(name + ", training step", 3 * forward_operations(graph), step);
  print(name + ", evaluation", forward_operations(graph), evaluation);
  total.operations += 3 * forward_operations(graph);
  total.seconds += step;
}

void measure_networks() {
  std::printf("Networks, batch %d, 10 x 10 pixels, 4 channels\n", kBatch);
  const auto keys = space::nb1shot1::space(1).keys();
  constexpr std::size_t kCells = 9;  // spread over the space, which ascends in vertices and edges
  Total total;
  for (std::size_t i = 0; i < kCells; ++i) {
    const auto cell = space::nb101::cell_of(keys[(2 * i + 1) * keys.size() / (2 * kCells)]);
    auto network = make_nb101_network<float>(cell);
    measure_network("cell " + std::to_string(i + 1) + " of nb1shot1-1", network, total);
  }
  print("all training steps above", total.operations, total.seconds);
  Total darts;
  // Every operation occurs.
  auto network = make_darts_network<float>(*space::darts::parse_compact(
      "[[(0, 3), (1, 5), (0, 4), (2, 2), (1, 1), (3, 6), (2, 0), (4, 3)], "
      "[(0, 0), (1, 2), (1, 4), (2, 3), (0, 5), (2, 1), (0, 2), (1, 6)]]"));
  measure_network("a DARTS genotype", network, darts);
}

using Build = std::function<Value(Graph<float>&, Value)>;

void measure_layer(const std::string& name, Shape input_shape, const Build& build) {
  Graph<float> graph(kBatch);
  const Value input = graph.add_value(input_shape);
  const Value output = build(graph, input);
  base::Rng rng(1);
  graph.initialise(rng);
  for (std::size_t i = 0; i < graph.size(input); ++i) graph.values(input)[i] = static_cast<float>(rng.normal());
  const double forward = seconds_of([&] { graph.forward(Mode::training); });
  const double backward = seconds_of([&] {
    graph.begin_backward();
    std::fill_n(graph.gradient_target(output).gradients, graph.size(output), 1.0f);
    graph.backward();
  });
  const std::string shape = std::to_string(input_shape.channels) + " x " + std::to_string(input_shape.side) + " x " +
                            std::to_string(input_shape.side);
  print(name + ", " + shape + ", forward", forward_operations(graph), forward);
  print(name + ", " + shape + ", backward", 2 * forward_operations(graph), backward);
}

void measure_layers(Shape shape) {
  const auto convolved = [](const ConvolutionSpec& spec) {
    return [spec](Graph<float>& graph, Value value) { return convolution(graph, value, spec); };
  };
  measure_layer("conv 3 x 3", shape, convolved({.outputs = shape.channels}));
  measure_layer("conv 1 x 1", shape, convolved({.outputs = shape.channels, .kernel = 1}));
  measure_layer("depthwise 3 x 3", shape, convolved({.depthwise = true}));
  measure_layer("depthwise 5 x 5, dilated", shape, convolved({.kernel = 5, .dilation = 2, .depthwise = true}));
  measure_layer("batch norm, ReLU", shape, [](auto& graph, Value value) { return batch_norm(graph, value, true); });
  measure_layer("max pool 3 x 3", shape,
                [](auto& graph, Value value) { return max_pool(graph, value, cell_window(1)); });
  measure_layer("avg pool 3 x 3", shape,
                [](auto& graph, Value value) { return average_pool(graph, value, cell_window(1)); });
}

}  // namespace

int main() {
  const auto& kernels = kernels::widest<float>();
  std::printf("Kernels: %.*s\n", static_cast<int>(kernels.name.size()), kernels.name.data());
  measure_networks();
  std::printf("Layers, batch %d\n", kBatch);
  for (const Shape shape : {Shape{4, 10}, {8, 5}, {16, 3}}) measure_layers(shape);
}
