// SPDX-License-Identifier: Apache-2.0
// What can be really trained: the architectures of a benchmark as networks, and the recipe they are trained by.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/network/image_task.hpp>
#include <cellar/network/network.hpp>
#include <cellar/network/training_options.hpp>
#include <cellar/space/space.hpp>

namespace cellar::training {

/// Task, network and training; `shape.side` is that of the task.
struct Recipe {
  network::TaskOptions task;
  network::NetworkShape shape;
  network::TrainingOptions training;
  int seeds = 1;  ///< so many trainings, with seeds from 1 on, make an answer of a search
};

/// Error invalid_argument names the setting and its range. The task is checked where it is made.
base::Result<base::Done> check(const Recipe& recipe);

/// Architectures go by what is trained: several that are searched may be one network, such as configurations of
/// NAS-Bench-1Shot1 that are one cell.
class TrainedSpace {
 public:
  virtual ~TrainedSpace() = default;

  const std::string& benchmark() const { return benchmark_; }

  /// Of the benchmark's searches.
  virtual const space::Space& searched() const = 0;
  /// What training an architecture of `searched` means.
  virtual space::Architecture trained(const space::Architecture& searched) const = 0;

  /// Compact form of what is trained.
  virtual std::string text(const space::Architecture& trained) const = 0;
  /// Inverse of text. Nothing where the benchmark has no such architecture.
  virtual std::optional<space::Architecture> find(std::string_view text) const = 0;
  virtual network::Network<float> network(const space::Architecture& trained,
                                          const network::NetworkShape& shape) const = 0;

  /// All that can be trained, in the order of a packed file's rows; nothing where they are too many to list, and rows
  /// are what was trained.
  virtual std::vector<space::Architecture> rows() const = 0;
  /// The rows in the order in which they are trained.
  virtual std::vector<space::Architecture> work_order() const = 0;

  virtual Recipe recipe() const = 0;

 protected:
  explicit TrainedSpace(std::string benchmark) : benchmark_(std::move(benchmark)) {}

 private:
  std::string benchmark_;
};

/// fashion-1shot1-1 to -3: the distinct cells of a space of NAS-Bench-1Shot1, ascending by key. fashion-darts: DARTS
/// genotypes. Error unknown_name.
base::Result<std::unique_ptr<TrainedSpace>> find_trained_space(std::string_view benchmark);

}  // namespace cellar::training
