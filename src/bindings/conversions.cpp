// SPDX-License-Identifier: Apache-2.0
#include "conversions.hpp"

#include <cmath>

#include <cellar/io/engine_json.hpp>

namespace cellar::bindings {

std::vector<std::uint8_t> to_bytes(const emscripten::val& array) {
  return emscripten::convertJSArrayToNumberVector<std::uint8_t>(array);
}

base::Result<std::uint64_t> to_seed(double number, const std::string& where) {
  constexpr double kMaxSafeInteger = 9007199254740991.0;  // 2^53 - 1
  if (number >= 0 && number <= kMaxSafeInteger && number == std::floor(number))
    return static_cast<std::uint64_t>(number);
  return base::Error{base::ErrorCode::invalid_argument, "must be a whole number from 0 to 9007199254740991", where};
}

base::Result<benchmark::QueryOptions> to_query_options(const emscripten::val& seed) {
  if (seed.isUndefined()) return benchmark::QueryOptions{};
  const auto number = to_seed(seed.as<double>(), "noise seed");
  if (!number) return number.error();
  return benchmark::QueryOptions{*number};
}

base::Result<study::CurveAxis> to_axis(const std::string& name) {
  if (name == "evaluations") return study::CurveAxis::evaluations;
  if (name == "simulated_gpu_days") return study::CurveAxis::simulated_gpu_days;
  return base::Error{base::ErrorCode::unknown_name, "known axes: evaluations, simulated_gpu_days", "axis"};
}

std::string to_answer(base::Result<std::string> result) {
  return result ? *std::move(result) : io::error_json(result.error());
}

emscripten::val to_failure(const base::Error& error) {
  auto description = emscripten::val::object();
  description.set("code", std::string(base::to_string(error.code)));
  description.set("message", error.message);
  description.set("where", error.where);
  auto answer = emscripten::val::object();
  answer.set("error", description);
  return answer;
}

}  // namespace cellar::bindings
