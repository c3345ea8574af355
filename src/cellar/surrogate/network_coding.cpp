// SPDX-License-Identifier: Apache-2.0
#include <cellar/surrogate/network_coding.hpp>

#include <algorithm>
#include <bit>
#include <cmath>

#include <cellar/surrogate/byte_stream.hpp>
#include <cellar/surrogate/network_layout.hpp>

namespace cellar::surrogate {
namespace {

using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;

enum class Model : std::uint8_t { mlp = 1, deep_sets = 2, graph_network = 3 };

constexpr Model model_of(const MlpSpec*) { return Model::mlp; }
constexpr Model model_of(const DeepSetsSpec*) { return Model::deep_sets; }
constexpr Model model_of(const GraphNetworkSpec*) { return Model::graph_network; }

std::string out_of_range(std::string_view name, int least, int most) {
  return std::string(name) + " must be " + std::to_string(least) + " to " + std::to_string(most);
}

bool is_range(const OutputRange& range) {
  return std::isfinite(range.low) && std::isfinite(range.high) && range.low <= range.high;
}

bool finite(std::span<const float> values) {
  return std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); });
}

// Remembers the first thing that is wrong with a spec.
class Checker {
 public:
  void size(std::string_view name, int number, int least, int most) {
    if (number < least || number > most) fail(out_of_range(name, least, most));
  }
  template <class Part>
  void list(std::string_view name, const std::vector<Part>& parts, int count) {
    if (static_cast<int>(parts.size()) != count)
      fail("another number of " + std::string(name) + " than layers ask for");
  }
  void dense(std::string_view name, const DenseSpec& layer, int inputs, int outputs) {
    if (layer.inputs != inputs || layer.outputs != outputs) fail(std::string(name) + " does not fit its neighbours");
    weights(name, layer.weights, inputs * outputs);
    weights(name, layer.biases, outputs);
  }
  void weights(std::string_view name, const std::vector<float>& values, int count) {
    if (fault_.empty() && values.size() != static_cast<std::size_t>(count))
      fail(std::string(name) + " has another number of weights than its size");
    if (fault_.empty() && !finite(values)) fail(std::string(name) + " has weights that are not finite");
  }
  void weight(std::string_view name, float value) {
    if (!std::isfinite(value)) fail(std::string(name) + " is not finite");
  }
  void range(const OutputRange& range) {
    if (!is_range(range)) fail("the range of its answers is none");
  }
  const std::string& fault() const { return fault_; }

 private:
  void fail(std::string fault) {
    if (fault_.empty()) fault_ = std::move(fault);
  }
  std::string fault_;
};

class Writer {
 public:
  explicit Writer(ByteWriter& out) : out_(out) {}

  void size(std::string_view, int number, int, int) { out_.u32(static_cast<std::uint32_t>(number)); }
  template <class Part>
  void list(std::string_view, const std::vector<Part>&, int) {}
  void dense(std::string_view name, const DenseSpec& layer, int, int) {
    weights(name, layer.weights, 0);
    weights(name, layer.biases, 0);
  }
  void weights(std::string_view name, const std::vector<float>& values, int) {
    for (const float value : values) weight(name, value);
  }
  void weight(std::string_view, float value) { out_.u32(std::bit_cast<std::uint32_t>(value)); }
  void range(const OutputRange& range) {
    out_.f64(range.low);
    out_.f64(range.high);
  }

 private:
  ByteWriter& out_;
};

// After the first fault sizes read as their least, weights as none.
class Reader {
 public:
  explicit Reader(ByteReader& in) : in_(in) {}

  void size(std::string_view name, int& number, int least, int most) {
    const std::uint32_t read = in_.u32();
    if (in_.failed() || read < static_cast<std::uint32_t>(least) || read > static_cast<std::uint32_t>(most))
      fail(out_of_range(name, least, most));
    number = fault_.empty() ? static_cast<int>(read) : least;
  }
  template <class Part>
  void list(std::string_view, std::vector<Part>& parts, int count) {
    parts.resize(static_cast<std::size_t>(count));
  }
  void dense(std::string_view name, DenseSpec& layer, int inputs, int outputs) {
    layer.inputs = inputs;
    layer.outputs = outputs;
    weights(name, layer.weights, inputs * outputs);
    weights(name, layer.biases, outputs);
  }
  void weights(std::string_view name, std::vector<float>& values, int count) {
    if (static_cast<std::size_t>(count) > in_.remaining() / sizeof(float)) fail("ends within " + std::string(name));
    if (!fault_.empty()) return;
    values.resize(static_cast<std::size_t>(count));
    for (float& value : values) weight(name, value);
  }
  void weight(std::string_view name, float& value) {
    value = std::bit_cast<float>(in_.u32());
    if (!std::isfinite(value)) fail(std::string(name) + " has weights that are not finite");
  }
  void range(OutputRange& range) {
    range.low = in_.f64();
    range.high = in_.f64();
    if (!is_range(range)) fail("the range of its answers is none");
  }
  const std::string& fault() const { return fault_; }

 private:
  void fail(std::string fault) {
    if (fault_.empty()) fault_ = std::move(fault);
  }
  ByteReader& in_;
  std::string fault_;
};

std::string member_name(std::size_t member) { return "member " + std::to_string(member); }

template <class Spec>
Result<Done> check(std::span<const Spec> members) {
  if (members.empty() || members.size() > kMaxMembers)
    return Error{ErrorCode::invalid_argument, "an ensemble needs 1 to " + std::to_string(kMaxMembers) + " members", {}};
  for (std::size_t m = 0; m < members.size(); ++m) {
    Checker checker;
    layout::visit(checker, members[m]);
    if (!checker.fault().empty()) return Error{ErrorCode::invalid_argument, checker.fault(), member_name(m)};
  }
  return Done{};
}

template <class Spec>
Result<Done> write(ModelFile& file, std::string name, std::span<const Spec> members) {
  if (const auto sound = check(members); !sound) return sound.error();
  ByteWriter out;
  out.u8(static_cast<std::uint8_t>(model_of(members.data())));
  out.u32(static_cast<std::uint32_t>(members.size()));
  Writer writer(out);
  for (const Spec& member : members) layout::visit(writer, member);
  write_bytes(file, std::move(name), out.written());
  return Done{};
}

template <class Spec>
Result<std::vector<Spec>> read(const ModelFile& file, std::string_view name) {
  const auto payload = read_bytes(file, name);
  if (!payload) return payload.error();
  const auto damaged = [&](std::string message, std::string_view where) {
    return Error{ErrorCode::model_damaged, std::move(message) + "; fetch the model file again",
                 "section '" + std::string(name) + "'" + std::string(where)};
  };
  ByteReader in(*payload);
  if (in.u8() != static_cast<std::uint8_t>(model_of(static_cast<const Spec*>(nullptr))))
    return damaged("holds another model than expected", "");
  const std::uint32_t count = in.u32();
  if (in.failed() || count < 1 || count > kMaxMembers) return damaged("needs 1 to 256 members", "");
  std::vector<Spec> members;
  for (std::uint32_t m = 0; m < count; ++m) {
    Reader reader(in);
    layout::visit(reader, members.emplace_back());
    if (!reader.fault().empty()) return damaged(reader.fault(), ", " + member_name(m));
  }
  if (in.remaining() != 0) return damaged("bytes follow after the last member", "");
  return members;
}

}  // namespace

Result<Done> check_networks(std::span<const MlpSpec> members) { return check(members); }
Result<Done> check_networks(std::span<const DeepSetsSpec> members) { return check(members); }
Result<Done> check_networks(std::span<const GraphNetworkSpec> members) { return check(members); }

Result<Done> write_networks(ModelFile& file, std::string name, std::span<const MlpSpec> members) {
  return write(file, std::move(name), members);
}
Result<Done> write_networks(ModelFile& file, std::string name, std::span<const DeepSetsSpec> members) {
  return write(file, std::move(name), members);
}
Result<Done> write_networks(ModelFile& file, std::string name, std::span<const GraphNetworkSpec> members) {
  return write(file, std::move(name), members);
}

Result<std::vector<MlpSpec>> read_mlps(const ModelFile& file, std::string_view name) {
  return read<MlpSpec>(file, name);
}
Result<std::vector<DeepSetsSpec>> read_deep_sets(const ModelFile& file, std::string_view name) {
  return read<DeepSetsSpec>(file, name);
}
Result<std::vector<GraphNetworkSpec>> read_graph_networks(const ModelFile& file, std::string_view name) {
  return read<GraphNetworkSpec>(file, name);
}

}  // namespace cellar::surrogate
