// SPDX-License-Identifier: Apache-2.0
// JavaScript values to C++ and back.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <emscripten/val.h>

#include <cellar/base/result.hpp>
#include <cellar/benchmark/benchmark.hpp>
#include <cellar/study/summary.hpp>

namespace cellar::bindings {

/// Content of a Uint8Array.
std::vector<std::uint8_t> to_bytes(const emscripten::val& array);

/// JavaScript's numbers hold whole numbers exactly up to 2^53 - 1. Error invalid_argument elsewhere; `where` names it.
base::Result<std::uint64_t> to_seed(double number, const std::string& where);

/// `seed`: undefined (no noise) or a whole number.
base::Result<benchmark::QueryOptions> to_query_options(const emscripten::val& seed);

base::Result<study::CurveAxis> to_axis(const std::string& name);

/// The text, or the error as JSON.
std::string to_answer(base::Result<std::string> result);

/// {error: {code, message, where}}
emscripten::val to_failure(const base::Error& error);

/// {ok: true, [name]: handle}
template <class Handle>
emscripten::val to_success(const char* name, Handle handle) {
  auto answer = emscripten::val::object();
  answer.set("ok", true);
  answer.set(name, std::move(handle));
  return answer;
}

}  // namespace cellar::bindings
