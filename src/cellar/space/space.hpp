// SPDX-License-Identifier: Apache-2.0
// What optimizers and benchmarks need of a search space, whichever it is.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/base/rng.hpp>
#include <cellar/space/architecture.hpp>

namespace cellar::space {

/// The accepted spellings of an architecture (DESIGN glossary: "form").
enum class Form {
  genotype,  ///< DARTS `Genotype(normal=[('sep_conv_3x3', 0), …], …)`
  json,      ///< the genotype as JSON
  config,    ///< NAS-Bench-301's configspace dictionary as JSON
  compact,   ///< `[[(source, op) x 8], [(source, op) x 8]]`
  matrix,    ///< NAS-Bench-101 `{"matrix": …, "ops": …}`
};

/// One categorical choice: a value is 0 to size - 1.
struct Parameter {
  std::string name;
  int size;
};

class Space {
 public:
  virtual ~Space() = default;

  virtual std::string_view name() const = 0;

  /// Number of architectures as exact decimal digits; the DARTS space exceeds what a double holds exactly.
  virtual std::string size_text() const = 0;

  /// Uniform over the architectures.
  virtual Architecture sample(base::Rng& rng) const = 0;

  /// One random edit that changes the architecture; the kinds of edit are documented by the space.
  virtual Architecture mutate(const Architecture& architecture, base::Rng& rng) const = 0;

  /// Every architecture one edit away, in a fixed documented order, without duplicates and without itself.
  virtual std::vector<Architecture> neighbours(const Architecture& architecture) const = 0;

  /// Spelling in the space's compact form.
  virtual std::string to_compact(const Architecture& architecture) const = 0;

  /// The space as independent categorical parameters, for optimizers that know nothing of architectures. The space says
  /// what they are, and whether every combination is an architecture.
  virtual std::span<const Parameter> parameters() const = 0;

  /// One value for each parameter; from_parameters gives the architecture back.
  virtual std::vector<std::uint8_t> to_parameters(const Architecture& architecture) const = 0;

  /// Nothing where the combination is no architecture. There must be one value in range for each parameter.
  virtual std::optional<Architecture> from_parameters(std::span<const std::uint8_t> values) const = 0;
};

}  // namespace cellar::space
