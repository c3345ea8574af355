// SPDX-License-Identifier: Apache-2.0
// A space of one architecture, which hides among more combinations of values than anybody draws.
#pragma once

#include <cellar/space/nb1shot1.hpp>

class RareSpace final : public cellar::space::Space {
 public:
  std::string_view name() const override { return "rare"; }
  std::string size_text() const override { return "1"; }
  cellar::space::Architecture sample(cellar::base::Rng&) const override { return all_.architecture(0); }
  cellar::space::Architecture mutate(const cellar::space::Architecture& only, cellar::base::Rng&) const override {
    return only;
  }
  std::vector<cellar::space::Architecture> neighbours(const cellar::space::Architecture&) const override { return {}; }
  std::string to_compact(const cellar::space::Architecture& only) const override { return all_.to_compact(only); }
  std::span<const cellar::space::Parameter> parameters() const override { return all_.parameters(); }
  std::vector<std::uint8_t> to_parameters(const cellar::space::Architecture& only) const override {
    return all_.to_parameters(only);
  }
  std::optional<cellar::space::Architecture> from_parameters(std::span<const std::uint8_t> values) const override {
    const cellar::space::Architecture architecture(values);
    if (architecture != all_.architecture(0)) return std::nullopt;
    return architecture;
  }

 private:
  const cellar::space::nb1shot1::OneShotSpace& all_ = cellar::space::nb1shot1::space(3);
};
