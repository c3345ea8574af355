// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/nb101_metrics.hpp>

#include <bit>
#include <limits>
#include <string>

#include <cellar/io/number.hpp>
#include <cellar/io/protobuf_reader.hpp>

namespace cellar::io {
namespace {

using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;
using Bytes = std::span<const std::uint8_t>;

constexpr double kMost = 1e9;  // epochs and seconds; the latter are thirty years

/// A double of a message: field number, the proto's name for it, the largest value it can have (the least is 0).
struct DoubleField {
  std::uint32_t number;
  const char* name;
  double max;
  double Nb101Evaluation::*member;
};

// Field 6, checkpoint_path, is skipped: it names a file on the machine of the training.
constexpr std::array<DoubleField, 5> kEvaluationFields = {{
    {1, "current_epoch", kMost, &Nb101Evaluation::epoch},
    {2, "training_time", kMost, &Nb101Evaluation::training_seconds},
    {3, "train_accuracy", 1, &Nb101Evaluation::train_accuracy},
    {4, "validation_accuracy", 1, &Nb101Evaluation::validation_accuracy},
    {5, "test_accuracy", 1, &Nb101Evaluation::test_accuracy},
}};

constexpr std::array<const char*, 3> kEvaluationNames = {"start", "halfway", "final"};

Error parse_error(std::string message) { return {ErrorCode::parse_error, std::move(message), ""}; }

Error missing(const char* name) { return parse_error(std::string("field ") + name + " is missing"); }

Error wrong_kind(const char* name) { return parse_error(std::string("field ") + name + " has another type"); }

Result<double> read_double(const ProtobufField& field, const char* name, double max) {
  if (field.wire != ProtobufWire::fixed64) return wrong_kind(name);
  const auto value = std::bit_cast<double>(field.value);
  if (value >= 0 && value <= max) return value;  // NaN is not
  return parse_error(std::string(name) + " is " + shortest(value) + ", which is not between 0 and " + shortest(max));
}

Result<Nb101Evaluation> parse_evaluation(Bytes message) {
  Nb101Evaluation evaluation;
  std::array<bool, kEvaluationFields.size()> found{};
  ProtobufReader reader(message);
  while (true) {
    const auto field = reader.next();
    if (!field) return field.error();
    if (!*field) break;
    for (std::size_t i = 0; i < kEvaluationFields.size(); ++i) {
      const DoubleField& known = kEvaluationFields[i];
      if ((*field)->number != known.number) continue;
      const auto value = read_double(**field, known.name, known.max);
      if (!value) return value.error();
      evaluation.*known.member = *value;
      found[i] = true;
    }
  }
  for (std::size_t i = 0; i < found.size(); ++i)
    if (!found[i]) return missing(kEvaluationFields[i].name);
  return evaluation;
}

class MetricsBuilder {
 public:
  Result<Done> add(const ProtobufField& field) {
    switch (field.number) {
      case 1: return add_evaluation(field);
      case 2: return set_parameters(field);
      case 3: return set_total_time(field);
      default: return Done{};
    }
  }

  Result<Nb101Metrics> finish() const {
    if (evaluations_ != kEvaluationNames.size())
      return parse_error("has " + std::to_string(evaluations_) + " evaluations instead of 3 (start, halfway, final)");
    if (!has_parameters_) return missing("trainable_parameters");
    if (!has_total_time_) return missing("total_time");
    const bool ascending =
        metrics_.start.epoch < metrics_.halfway.epoch && metrics_.halfway.epoch < metrics_.final.epoch;
    if (!ascending) return parse_error("the current_epoch of its three evaluations does not ascend");
    return metrics_;
  }

 private:
  Result<Done> add_evaluation(const ProtobufField& field) {
    if (field.wire != ProtobufWire::bytes) return wrong_kind("evaluation_data");
    if (evaluations_ == kEvaluationNames.size())
      return parse_error("has more than 3 evaluations (start, halfway, final)");
    const auto evaluation = parse_evaluation(field.bytes);
    if (!evaluation) {
      const std::string name = std::string(kEvaluationNames[evaluations_]) + " evaluation";
      return Error{evaluation.error().code, evaluation.error().text(), name};
    }
    Nb101Evaluation* const places[] = {&metrics_.start, &metrics_.halfway, &metrics_.final};
    *places[evaluations_++] = *evaluation;
    return Done{};
  }

  Result<Done> set_parameters(const ProtobufField& field) {
    if (field.wire != ProtobufWire::varint) return wrong_kind("trainable_parameters");
    if (field.value == 0 || field.value > std::uint64_t{std::numeric_limits<std::int32_t>::max()})
      return parse_error("trainable_parameters is " + std::to_string(static_cast<std::int64_t>(field.value)) +
                         ", which is not between 1 and 2147483647");
    metrics_.trainable_parameters = static_cast<std::int32_t>(field.value);
    has_parameters_ = true;
    return Done{};
  }

  Result<Done> set_total_time(const ProtobufField& field) {
    const auto value = read_double(field, "total_time", kMost);
    if (!value) return value.error();
    metrics_.total_seconds = *value;
    has_total_time_ = true;
    return Done{};
  }

  Nb101Metrics metrics_;
  std::size_t evaluations_ = 0;
  bool has_parameters_ = false;
  bool has_total_time_ = false;
};

}  // namespace

Result<Nb101Metrics> parse_nb101_metrics(Bytes message) {
  MetricsBuilder builder;
  ProtobufReader reader(message);
  while (true) {
    const auto field = reader.next();
    if (!field) return field.error();
    if (!*field) return builder.finish();
    if (auto added = builder.add(**field); !added) return added.error();
  }
}

}  // namespace cellar::io
