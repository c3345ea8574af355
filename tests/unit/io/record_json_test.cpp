// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/record_json.hpp>

#include <doctest/doctest.h>

#include <io/example_record.hpp>

using namespace cellar;

namespace {

std::string example_text() { return io::to_json(io::example_record(), space::darts::space()); }

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string error_of(const std::string& text) {
  const auto record = io::parse_record(text);
  REQUIRE(!record);
  return record.error().text();
}

}  // namespace

TEST_CASE("a record reads back as the same record, and writes the same bytes") {
  const std::string text = example_text();
  const auto record = io::parse_record(text);
  REQUIRE(record);
  CHECK(record->spec == io::example_record().spec);
  CHECK(record->model == io::example_record().model);
  REQUIRE(record->runs.size() == 6);
  CHECK(record->runs[2].incumbents[1].architecture == io::example_architecture(1));
  CHECK(record->runs[2].trials_digest == io::example_record().runs[2].trials_digest);
  CHECK(io::to_json(*record, space::darts::space()) == text);
}

TEST_CASE("a record holds one line per incumbent, in the documented order") {
  const std::string text = example_text();
  CHECK(text.starts_with("{\n  \"schema\": \"cellar.record/1\",\n  \"version\": "));
  CHECK(text.find(R"("options": {"population":50,"tournament":10})") != std::string::npos);
  CHECK(text.find(R"("seed": 18446744073709551615)") != std::string::npos);
  CHECK(text.find("\n        {\"evaluation\":3,\"simulated_seconds\":15000.25,\"architecture\":\"[[(0, 0), (1, 0), ") !=
        std::string::npos);
  CHECK(text.find(R"("val_accuracy":0.91,"val_accuracy_sd":0.00125,"runtime_seconds":5000.0,"parameters":3000000,)"
                  R"("macs":500000000,"fidelity":98,"flags":["fitted_to_surrogate","noisy"]})") != std::string::npos);
  CHECK(text.ends_with("}\n"));
}

TEST_CASE("what is unknown is absent") {
  auto record = io::example_record();
  record.spec.simulated_seconds.reset();
  record.runs = {record.runs[0]};
  record.runs[0].incumbents[0].answer.val_accuracy_sd.reset();
  const std::string text = io::to_json(record, space::darts::space());
  CHECK(text.find("null") == std::string::npos);
  const auto read = io::parse_record(text);
  REQUIRE(read);
  CHECK(!read->spec.simulated_seconds);
  CHECK(!read->runs[0].incumbents[0].answer.val_accuracy_sd);
  CHECK(read->runs[0].incumbents[1].answer.val_accuracy_sd);
}

TEST_CASE("a foreign or damaged record is refused with the place") {
  const std::string text = example_text();
  CHECK(error_of("") .starts_with("JSON: parse error"));
  CHECK(error_of("[]").starts_with("schema: not a record"));
  CHECK(error_of(replaced(text, "cellar.record/1", "cellar.record/2")).starts_with("schema: "));
  CHECK(error_of(replaced(text, "\"nb301\"", "\"nb999\"")).starts_with("benchmark: unknown benchmark 'nb999'"));
  CHECK(error_of(replaced(text, "\"rs\"", "\"xx\"")).starts_with("spec.optimizers[0].name: unknown optimizer 'xx'"));
  CHECK(error_of(replaced(text, "\"runs\": 2", "\"runs\": 0")).starts_with("spec.runs: must be"));
  CHECK(error_of(replaced(text, "\"optimizer\": 2", "\"optimizer\": 3")) == "runs[4].optimizer: must be a whole number from 0 to 2");
  CHECK(error_of(replaced(text, "\"run\": 1", "\"run\": 2")).starts_with("runs[1].run: "));
  CHECK(error_of(replaced(text, "\"run\": 1", "\"run\": 0")).starts_with("runs: run 1 is out of order"));
  CHECK(error_of(replaced(text, "\"evaluation\":6", "\"evaluation\":3")).starts_with("runs[0].incumbents[1].evaluation: "));
  CHECK(error_of(replaced(text, "\"evaluation\":6", "\"evaluation\":7")).starts_with("runs[0].incumbents[1].evaluation: "));
  CHECK(error_of(replaced(text, "0.92,", "0.91,")).starts_with("runs[0].incumbents[1].val_accuracy: must be better"));
  CHECK(error_of(replaced(text, "0.92,", "1.92,")).starts_with("runs[0].incumbents[1].val_accuracy: must be a number"));
  CHECK(error_of(replaced(text, "\"noisy\"", "\"loud\"")) == "runs[0].incumbents[0].flags[1]: unknown flag 'loud'");
  CHECK(error_of(replaced(text, "(0, 0), (1, 0)", "(0, 0), (0, 0)")).starts_with("runs[0].incumbents[0].architecture: "));
  CHECK(error_of(replaced(text, "(0, 0), (1, 0)", "(1, 0), (0, 0)")) ==
        "runs[0].incumbents[0].architecture: is not in canonical compact form");
  CHECK(error_of(replaced(text, "\"trials_sha256\": \"10", "\"trials_sha256\": \"1Z")).starts_with("runs[0].trials_sha256: "));
}

TEST_CASE("no cut of a record is taken for a whole one") {
  const std::string text = example_text();
  for (std::size_t length = 0; length + 1 < text.size(); length += 7) CHECK(!io::parse_record(text.substr(0, length)));
}
