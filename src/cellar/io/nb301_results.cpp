// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/nb301_results.hpp>

#include <cmath>
#include <string>
#include <vector>

#include <cellar/io/darts_fields.hpp>

namespace cellar::io {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

constexpr double kImages = 10'000;      // of CIFAR-10's validation and test
constexpr double kPerCent = 100;
constexpr double kNearlyWhole = 1e-4;   // of an image; the files also have accuracies that went through float32
constexpr double kLargestCount = 1e6;   // of epochs, layers, channels

// Where in a file an event is.
enum class Context { result, config, info, first_info, curves, val_curve, elsewhere };

// Keeps what is wanted as the events go by.
class ResultEvents final : public nlohmann::json_sax<Json> {
 public:
  Json config = Json::object();  // the choices of the architecture
  std::optional<double> epochs, layers, channels, val_accuracy, test_accuracy, runtime, curve_end;
  int curve_epochs = 0;

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t value) override { return number(static_cast<double>(value)); }
  bool number_unsigned(number_unsigned_t value) override { return number(static_cast<double>(value)); }
  bool number_float(number_float_t value, const string_t&) override { return number(value); }
  bool binary(binary_t&) override { return true; }

  bool string(string_t& value) override {
    if (context() == Context::config && key_.starts_with(kDartsConfigPrefix)) config[key_] = value;
    return true;
  }

  bool key(string_t& name) override {
    key_ = name;
    return true;
  }

  bool start_object(std::size_t) override {
    open(opened_object());
    return true;
  }
  bool start_array(std::size_t) override {
    open(opened_array());
    return true;
  }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

 private:
  Context context() const { return open_.empty() ? Context::elsewhere : open_.back(); }

  void open(Context context) { open_.push_back(context); }
  bool close() {
    open_.pop_back();
    return true;
  }

  Context opened_object() {
    if (open_.empty()) return Context::result;
    if (context() == Context::info && !had_info_) {
      had_info_ = true;
      return Context::first_info;
    }
    if (context() != Context::result) return Context::elsewhere;
    if (key_ == "optimized_hyperparamater_config" || key_ == "optimized_hyperparameter_config") return Context::config;
    return key_ == "learning_curves" ? Context::curves : Context::elsewhere;
  }

  Context opened_array() const {
    if (context() == Context::result && key_ == "info") return Context::info;
    return context() == Context::curves && key_ == "Train/val_accuracy" ? Context::val_curve : Context::elsewhere;
  }

  bool number(double value) {
    if (context() == Context::val_curve) {
      ++curve_epochs;
      curve_end = value;
    } else if (auto* wanted = wanted_number()) {
      *wanted = value;
    }
    return true;
  }

  std::optional<double>* wanted_number() {
    if (context() == Context::result) {
      if (key_ == "budget") return &epochs;
      if (key_ == "test_accuracy") return &test_accuracy;
      if (key_ == "runtime") return &runtime;
    } else if (context() == Context::first_info) {
      if (key_ == "val_accuracy") return &val_accuracy;
    } else if (context() == Context::config) {
      if (key_ == "NetworkSelectorDatasetInfo:darts:layers") return &layers;
      if (key_ == "NetworkSelectorDatasetInfo:darts:init_channels") return &channels;
    }
    return nullptr;
  }

  std::vector<Context> open_;
  std::string key_;
  bool had_info_ = false;
};

Error out_of_range(std::string what, std::string where) {
  return {ErrorCode::parse_error, "expected " + std::move(what), std::move(where)};
}

Result<double> fraction(double per_cent, const char* where) {
  if (!(per_cent >= 0 && per_cent <= kPerCent)) return out_of_range("an accuracy from 0 to 100 per cent", where);
  const double images = per_cent / kPerCent * kImages, whole = std::round(images);
  return std::abs(images - whole) < kNearlyWhole ? whole / kImages : per_cent / kPerCent;
}

Result<int> count(const std::optional<double>& value, const char* where) {
  if (!value) return 0;
  if (!(*value >= 0 && *value <= kLargestCount)) return out_of_range("a count", where);
  return static_cast<int>(*value);
}

Result<Nb301Fidelity> fidelity_of(const ResultEvents& found) {
  const auto epochs = count(found.epochs, "budget");
  if (!epochs) return epochs.error();
  const auto layers = count(found.layers, "layers");
  if (!layers) return layers.error();
  const auto channels = count(found.channels, "init_channels");
  if (!channels) return channels.error();
  return Nb301Fidelity{*epochs, *layers, *channels};
}

}  // namespace

Result<Nb301Result> parse_nb301_result(std::string_view text) {
  ResultEvents found;
  if (!Json::sax_parse(text, &found)) {
    const auto again = parse_json(text);  // says where
    return again ? Error{ErrorCode::internal, "events and document disagree", "JSON"} : again.error();
  }
  const auto genotype = read_darts_config(found.config);
  if (!genotype) return genotype.error();
  const auto fidelity = fidelity_of(found);
  if (!fidelity) return fidelity.error();
  const auto& per_cent = found.val_accuracy ? found.val_accuracy : found.curve_end;
  constexpr const char* kVal = "info[0].val_accuracy";
  if (!per_cent) return Error{ErrorCode::parse_error, "missing, and there is no learning curve either", kVal};
  const auto val = fraction(*per_cent, kVal);
  if (!val) return val.error();
  Nb301Result result{*genotype, *fidelity, *val, {}, {}, found.curve_epochs};
  if (found.test_accuracy) {
    const auto test = fraction(*found.test_accuracy, "test_accuracy");
    if (!test) return test.error();
    result.test_accuracy = *test;
  }
  if (found.runtime && !(*found.runtime >= 0 && std::isfinite(*found.runtime)))
    return out_of_range("seconds", "runtime");
  result.runtime_seconds = found.runtime;
  return result;
}

}  // namespace cellar::io
