// SPDX-License-Identifier: Apache-2.0
// Sampling, mutation and neighbours of NAS-Bench-101's cells; what they do is documented at nb101::space().
#include <algorithm>
#include <utility>
#include <vector>

#include <cellar/space/nb101_enumeration.hpp>
#include <cellar/space/nb101_graph.hpp>

namespace cellar::space::nb101 {
namespace {

Operation random_operation(base::Rng& rng) { return static_cast<Operation>(rng.below(kOperationCount)); }

Operation other_operation(Operation operation, base::Rng& rng) {
  const std::uint32_t step = 1 + rng.below(kOperationCount - 1);
  return static_cast<Operation>((static_cast<std::uint32_t>(operation) + step) % kOperationCount);
}

// Of the places 1 to 5, ascending, those that interior vertices 1, 2, ... take.
using Places = std::array<int, kMaxInterior>;

constexpr Places kFirstPlaces = {1, 2, 3, 4, 5};

// Every choice equally likely (Knuth, TAOCP 2, algorithm 3.4.2 S).
Places random_places(int interior, base::Rng& rng) {
  Places places{};
  int taken = 0;
  for (int place = 1; place <= kMaxInterior; ++place)
    if (rng.below(static_cast<std::uint32_t>(kMaxInterior + 1 - place)) < static_cast<std::uint32_t>(interior - taken))
      places[static_cast<std::size_t>(taken++)] = place;
  return places;
}

// The cell on seven vertices, those it does not use without edges and with operation 0.
Cell on_seven_vertices(const Cell& cell, const Places& places) {
  const auto place_of = [&](int vertex) {
    if (vertex == 0) return 0;
    return vertex == cell.vertices - 1 ? kMaxVertices - 1 : places[static_cast<std::size_t>(vertex - 1)];
  };
  Cell drawn;
  drawn.vertices = kMaxVertices;
  for (int target = 1; target < cell.vertices; ++target)
    for (int source = 0; source < target; ++source)
      if (cell.has_edge(source, target)) drawn.add_edge(place_of(source), place_of(target));
  for (int vertex = 1; vertex <= cell.interior(); ++vertex)
    drawn.set_operation(place_of(vertex), cell.operation(vertex));
  return drawn;
}

Cell with_random_unused_operations(Cell drawn, base::Rng& rng) {
  const std::uint32_t live = Graph(drawn).live();
  for (int vertex = 1; vertex <= kMaxInterior; ++vertex)
    if (!(live >> vertex & 1)) drawn.set_operation(vertex, random_operation(rng));
  return drawn;
}

// NASBench.ipynb, mutate_spec with mutation_rate = 1.
Cell with_random_flips(Cell drawn, base::Rng& rng) {
  for (int edge = 0; edge < edge_number(0, kMaxVertices); ++edge)
    if (rng.below(kMaxVertices) == 0) drawn.edges ^= 1u << edge;
  for (int vertex = 1; vertex <= kMaxInterior; ++vertex)
    if (rng.below(kMaxInterior) == 0) drawn.set_operation(vertex, other_operation(drawn.operation(vertex), rng));
  return drawn;
}

// Collects the cells one change away from a cell, in the documented order.
class Neighbourhood {
 public:
  explicit Neighbourhood(const Cell& cell) : graph_(cell), own_(number(cell)) {
    for (int vertex = 0; vertex < cell.vertices - 1; ++vertex) places_.push_back(vertex);
    spare_ = cell.vertices - 1;  // a place the cell leaves free, unless it is the output's
    places_.push_back(Graph::kOutput);
    for (const int place : places_) reached_[static_cast<std::size_t>(place)] = graph_.reached_from(place);
  }

  std::vector<Architecture> all() {
    change_operations();
    flip_edges(true);
    flip_edges(false);
    if (spare_ != Graph::kOutput) insert_vertex();
    return std::move(found_);
  }

 private:
  void change_operations() {
    for (std::size_t i = 1; i + 1 < places_.size(); ++i)
      for (const Operation operation : kOperations) {
        Graph graph = graph_;
        graph.set_operation(places_[i], operation);
        add(graph);
      }
  }

  void flip_edges(bool existing) {
    for (const int target : places_)
      for (const int source : places_)
        if (may_precede(source, target) && graph_.has_edge(source, target) == existing) {
          Graph graph = graph_;
          graph.flip_edge(source, target);
          add(graph);
        }
  }

  void insert_vertex() {
    for (const int target : places_)
      for (const int source : places_) {
        if (!may_precede(source, target)) continue;
        for (const Operation operation : kOperations) {
          Graph graph = graph_;
          graph.set_operation(spare_, operation);
          graph.flip_edge(source, spare_);
          graph.flip_edge(spare_, target);
          add(graph);
        }
      }
  }

  // A path from source to target closes no cycle.
  bool may_precede(int source, int target) const { return !(reached_[static_cast<std::size_t>(target)] >> source & 1); }

  void add(const Graph& graph) {
    const auto key = find_key(graph);
    if (!key || *key == own_ || std::find(keys_.begin(), keys_.end(), *key) != keys_.end()) return;
    keys_.push_back(*key);
    found_.push_back(pack(cell_of(*key)));
  }

  static constexpr std::array kOperations = {Operation::conv3x3_bn_relu, Operation::conv1x1_bn_relu,
                                             Operation::maxpool3x3};

  Graph graph_;
  Key own_;
  int spare_;
  std::vector<int> places_;  // of the cell's vertices
  std::array<std::uint32_t, kMaxVertices> reached_{};
  std::vector<Key> keys_;
  std::vector<Architecture> found_;
};

std::vector<Parameter> seven_vertex_parameters() {
  std::vector<Parameter> parameters;
  for (int target = 1; target < kMaxVertices; ++target)
    for (int source = 0; source < target; ++source)
      parameters.push_back({"edge_" + std::to_string(source) + "_" + std::to_string(target), 2});
  for (int vertex = 1; vertex <= kMaxInterior; ++vertex)
    parameters.push_back({"op_" + std::to_string(vertex), kOperationCount});
  return parameters;
}

class Nb101Space final : public Space {
 public:
  std::string_view name() const override { return "nb101"; }

  std::string size_text() const override { return std::to_string(kCellCount); }

  // Each class has one representative among the labelled cells, so those that are one are uniform over the classes.
  Architecture sample(base::Rng& rng) const override {
    for (;;) {
      const Cell cell = labelled_cell(rng.below(kLabelledCount));
      if (find_key(cell) == number(cell)) return pack(cell);
    }
  }

  Architecture mutate(const Architecture& architecture, base::Rng& rng) const override {
    const Cell cell = unpack(architecture);
    const Key own = number(cell);
    for (;;) {
      const Cell drawn = on_seven_vertices(cell, random_places(cell.interior(), rng));
      const auto key = find_key(with_random_flips(with_random_unused_operations(drawn, rng), rng));
      if (key && *key != own) return pack(cell_of(*key));
    }
  }

  std::vector<Architecture> neighbours(const Architecture& architecture) const override {
    return Neighbourhood(unpack(architecture)).all();
  }

  std::string to_compact(const Architecture& architecture) const override {
    return nb101::to_compact(unpack(architecture));
  }

  std::span<const Parameter> parameters() const override {
    static const std::vector<Parameter> parameters = seven_vertex_parameters();
    return parameters;
  }

  std::vector<std::uint8_t> to_parameters(const Architecture& architecture) const override {
    const Architecture drawn = pack(on_seven_vertices(unpack(architecture), kFirstPlaces));
    return {drawn.choices().begin() + 1, drawn.choices().end()};  // after the number of vertices
  }

  std::optional<Architecture> from_parameters(std::span<const std::uint8_t> values) const override {
    std::vector<std::uint8_t> choices = {kMaxVertices};
    choices.insert(choices.end(), values.begin(), values.end());
    const auto key = find_key(unpack(Architecture(choices)));
    return key ? std::optional(pack(cell_of(*key))) : std::nullopt;
  }
};

}  // namespace

Cell sample_labelled(base::Rng& rng) {
  for (;;) {
    Cell cell{kMaxVertices, rng.below(1u << edge_number(0, kMaxVertices)), {}};
    for (int vertex = 1; vertex <= kMaxInterior; ++vertex) cell.set_operation(vertex, random_operation(rng));
    if (const auto key = find_key(cell)) return cell_of(*key);
  }
}

const Space& space() {
  static const Nb101Space instance;
  return instance;
}

}  // namespace cellar::space::nb101
