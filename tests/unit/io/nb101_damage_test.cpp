// SPDX-License-Identifier: Apache-2.0
// What a NAS-Bench-101 file can have wrong: each named damage is refused by name, record and byte; random damage is
// refused always, and where the checksums were repaired, so that only the inner checks stand, it never crashes.
#include <cellar/io/nb101_results.hpp>

#include <functional>
#include <limits>

#include <doctest/doctest.h>

#include "io/nb101_file_writer.hpp"

using namespace cellar;
using namespace cellar::io;
using namespace cellar::io::testing;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// A chain of five vertices with a shortcut from input to output, and all budgets.
Nb101CellResults sample_cell() {
  space::nb101::Cell cell{.vertices = 5, .operations = {space::nb101::Operation::maxpool3x3}};
  for (int vertex = 1; vertex < 5; ++vertex) cell.add_edge(vertex - 1, vertex);
  cell.add_edge(0, 4);
  base::Rng rng(30);
  return random_results(cell, true, rng);
}

Nb101Record sample_record() { return record_of(sample_cell(), 3, 0); }

/// A sound record, then the given one: its place is known.
base::Error refusal_of_second(const std::string& payload) {
  const Bytes sound = framed(json_text(record_texts(sample_record())));
  const Bytes parts[] = {sound, framed(payload)};
  const auto results = read_results(joined(parts), 1000);
  REQUIRE_MESSAGE(!results, "the file was accepted");
  CHECK(results.error().code == base::ErrorCode::parse_error);
  CHECK(results.error().where == "record 2 at byte " + std::to_string(sound.size()));
  CHECK(results.error().message.find("take one of google-research/nasbench's own") != std::string::npos);
  return results.error();
}

void check_message(const base::Error& error, const std::string& start) {
  CHECK_MESSAGE(error.message.find(start) == 0, error.message);
}

}  // namespace

TEST_CASE("payloads that are no record are refused") {
  const std::string sound = json_text(record_texts(sample_record()));
  check_message(refusal_of_second(""), "JSON: ");
  check_message(refusal_of_second("no JSON"), "JSON: ");
  check_message(refusal_of_second(sound.substr(0, sound.size() - 1)), "JSON: ");
  check_message(refusal_of_second(sound + "]"), "JSON: ");
  check_message(refusal_of_second("[\"\xc3\x28\"]"), "JSON: ");
  check_message(refusal_of_second(std::string(500'000, '[')), "JSON: ");
  const std::string expected = "JSON: expected an array of hash, epochs, matrix, operations and metrics, found ";
  check_message(refusal_of_second("{}"), expected + "object");
  check_message(refusal_of_second("[]"), expected + "0 items");
  check_message(refusal_of_second("[1,2,3,4]"), expected + "4 items");
  check_message(refusal_of_second(sound.substr(0, sound.size() - 1) + ", 1]"), expected + "6 items");
  check_message(refusal_of_second("[1,4,\"\",\"\",\"\"]"), "hash: expected a text, found number");
  check_message(refusal_of_second("[\"\",4,null,\"\",\"\"]"), "matrix: expected a text, found null");
  check_message(refusal_of_second("[\"\",4,\"\",[],\"\"]"), "operations: expected a text, found array");
  check_message(refusal_of_second("[\"\",4,\"\",\"\",{}]"), "metrics: expected a text, found object");
}

TEST_CASE("items that are not of the benchmark are refused by name") {
  const struct {
    const char* message;
    std::function<void(RecordTexts&)> edit;
  } defects[] = {
      {"hash: expected 32 digits", [](RecordTexts& r) { r.hash.pop_back(); }},
      {"hash: expected 32 digits", [](RecordTexts& r) { r.hash += '0'; }},
      {"hash: expected 32 digits", [](RecordTexts& r) { r.hash[5] = 'g'; }},
      {"hash: expected 32 digits", [](RecordTexts& r) { r.hash[5] = 'A'; }},
      {"epochs: expected 4, 12, 36 or 108, found 5", [](RecordTexts& r) { r.epochs = "5"; }},
      {"epochs: expected 4, 12, 36 or 108, found -4", [](RecordTexts& r) { r.epochs = "-4"; }},
      {"epochs: expected 4, 12, 36 or 108, found 4", [](RecordTexts& r) { r.epochs = "4.0"; }},
      {"epochs: expected 4, 12, 36 or 108, found 4294967300", [](RecordTexts& r) { r.epochs = "4294967300"; }},
      {"epochs: expected 4, 12, 36 or 108, found string", [](RecordTexts& r) { r.epochs = "\"4\""; }},
      {"operations: vertex 1: unknown operation 'conv5x5'",
       [](RecordTexts& r) { r.operations = "input,conv5x5,maxpool3x3,maxpool3x3,output"; }},
      {"operations: vertex 2: unknown operation ''",
       [](RecordTexts& r) { r.operations = "input,maxpool3x3,,output"; }},
      {"operations: vertex 1: unknown operation 'input'",
       [](RecordTexts& r) { r.operations = "input,input,output"; }},
      {"operations: the first must be input", [](RecordTexts& r) { r.operations = "maxpool3x3,output"; }},
      {"operations: the first must be input", [](RecordTexts& r) { r.operations = "input,maxpool3x3"; }},
      {"operations: expected 2 to 7 operations, found 1", [](RecordTexts& r) { r.operations = ""; }},
      {"operations: expected 2 to 7 operations, found 8", [](RecordTexts& r) { r.operations = "input,,,,,,,output"; }},
      {"matrix: expected 25 digits for 5 operations, found 24", [](RecordTexts& r) { r.matrix.pop_back(); }},
      {"matrix: expected 25 digits for 5 operations, found 26", [](RecordTexts& r) { r.matrix += '0'; }},
      {"matrix: expected 25 digits for 5 operations, found 0", [](RecordTexts& r) { r.matrix.clear(); }},
      {"matrix: expected 9 digits for 3 operations, found 25",
       [](RecordTexts& r) { r.operations = "input,maxpool3x3,output"; }},
      {"matrix: expected 0 or 1, found '2' as digit 4", [](RecordTexts& r) { r.matrix[3] = '2'; }},
      {"matrix: not upper triangular: edge from vertex 1 to 0", [](RecordTexts& r) { r.matrix[5] = '1'; }},
      {"matrix: not upper triangular: edge from vertex 4 to 4", [](RecordTexts& r) { r.matrix[24] = '1'; }},
      {"matrix: has 10 edges, more than the 9", [](RecordTexts& r) { r.matrix = "0111100111000110000100000"; }},
      {"metrics: base64, character 10: '!' is no character", [](RecordTexts& r) { r.metrics[9] = '!'; }},
      {"metrics: base64, character ", [](RecordTexts& r) { r.metrics.resize(r.metrics.size() - 3); }},
      {"metrics: has 0 evaluations instead of 3", [](RecordTexts& r) { r.metrics.clear(); }},
      {"metrics: the final evaluation is at epoch 108 of a training of 36", [](RecordTexts& r) { r.epochs = "36"; }},
  };
  for (const auto& [message, edit] : defects) {
    CAPTURE(message);
    RecordTexts record = record_texts(sample_record());
    edit(record);
    check_message(refusal_of_second(json_text(record)), message);
  }
}

TEST_CASE("values out of their range are refused by name") {
  const struct {
    const char* message;
    std::function<void(Nb101Metrics&)> edit;
  } defects[] = {
      {"start evaluation: train_accuracy is nan, which is not between 0 and 1",
       [](auto& m) { m.start.train_accuracy = kNan; }},
      {"halfway evaluation: validation_accuracy is 1.001", [](auto& m) { m.halfway.validation_accuracy = 1.001; }},
      {"final evaluation: test_accuracy is -0.01", [](auto& m) { m.final.test_accuracy = -0.01; }},
      {"final evaluation: test_accuracy is inf", [](auto& m) { m.final.test_accuracy = kInfinity; }},
      {"final evaluation: training_time is nan", [](auto& m) { m.final.training_seconds = kNan; }},
      {"final evaluation: training_time is -1", [](auto& m) { m.final.training_seconds = -1; }},
      {"final evaluation: training_time is 1e+300", [](auto& m) { m.final.training_seconds = 1e300; }},
      {"halfway evaluation: current_epoch is inf", [](auto& m) { m.halfway.epoch = kInfinity; }},
      {"the current_epoch of its three evaluations does not ascend", [](auto& m) { m.halfway.epoch = 0; }},
      {"the current_epoch of its three evaluations does not ascend", [](auto& m) { std::swap(m.halfway, m.final); }},
      {"trainable_parameters is 0, which", [](auto& m) { m.trainable_parameters = 0; }},
      {"trainable_parameters is -5, which", [](auto& m) { m.trainable_parameters = -5; }},
      {"total_time is nan", [](auto& m) { m.total_seconds = kNan; }},
  };
  for (const auto& [message, edit] : defects) {
    CAPTURE(message);
    Nb101Record record = sample_record();
    edit(record.metrics);
    check_message(refusal_of_second(json_text(record_texts(record))), std::string("metrics: ") + message);
  }
}

TEST_CASE("every missing field is named, and so is one of another type") {
  const Nb101Metrics metrics = sample_record().metrics;
  const auto refusal = [](const Bytes& message) {
    RecordTexts record = record_texts(sample_record());
    record.metrics = base64_lines(message);
    return refusal_of_second(json_text(record));
  };
  // An evaluation is five fields of nine bytes.
  const char* names[] = {"current_epoch", "training_time", "train_accuracy", "validation_accuracy", "test_accuracy"};
  for (std::ptrdiff_t field = 0; field < 5; ++field) {
    Bytes evaluation = evaluation_message(metrics.start);
    evaluation.erase(evaluation.begin() + 9 * field, evaluation.begin() + 9 * (field + 1));
    const std::string place = "metrics: start evaluation: field " + std::string(names[field]);
    check_message(refusal(bytes_field(1, evaluation)), place + " is missing");
    append(evaluation, varint_field(static_cast<std::uint32_t>(field + 1), 1));
    check_message(refusal(bytes_field(1, evaluation)), place + " has another type");
  }

  const auto evaluations = [&](int count) {
    Bytes message;
    const Nb101Evaluation* all[] = {&metrics.start, &metrics.halfway, &metrics.final, &metrics.final};
    for (int i = 0; i < count; ++i) append(message, bytes_field(1, evaluation_message(*all[i])));
    return message;
  };
  const auto with = [](Bytes message, const Bytes& field) {
    append(message, field);
    return message;
  };
  check_message(refusal(evaluations(2)), "metrics: has 2 evaluations instead of 3");
  check_message(refusal(evaluations(4)), "metrics: has more than 3 evaluations");
  check_message(refusal(with(evaluations(3), double_field(3, 1))), "metrics: field trainable_parameters is missing");
  check_message(refusal(with(evaluations(3), varint_field(2, 1))), "metrics: field total_time is missing");
  check_message(refusal(varint_field(1, 1)), "metrics: field evaluation_data has another type");
  check_message(refusal(double_field(2, 1)), "metrics: field trainable_parameters has another type");
  check_message(refusal(varint_field(3, 1)), "metrics: field total_time has another type");
  check_message(refusal(varint_field(2, 1ull << 31)), "metrics: trainable_parameters is 2147483648, which");
  check_message(refusal(with(evaluations(3), {0x12})), "metrics: byte 141: field 2 is cut short");
  check_message(refusal(bytes_field(1, Bytes{0x08})), "metrics: start evaluation: byte 0: field 1 is cut short");
}

TEST_CASE("trainings that do not belong together are refused") {
  const Nb101CellResults cell = sample_cell();
  const auto refusal = [](std::span<const Nb101Record> records) {
    std::vector<Bytes> frames;
    for (const Nb101Record& record : records) frames.push_back(framed(json_text(record_texts(record))));
    const auto results = read_results(joined(frames), 1000);
    REQUIRE_MESSAGE(!results, "the file was accepted");
    CHECK(results.error().code == base::ErrorCode::model_damaged);
    return results.error();
  };
  const std::string name = "cell " + base::to_hex(cell.hash);
  std::vector<Nb101Record> records;
  for (std::size_t repeat = 0; repeat < 3; ++repeat) records.push_back(record_of(cell, 3, repeat));

  SUBCASE("no record at all") { CHECK(refusal({}).message == "the file holds no records"); }
  SUBCASE("a fourth repeat") {
    records.push_back(records[0]);
    const base::Error error = refusal(records);
    CHECK(error.message == "a fourth training of " + name + " over 108 epochs");
    CHECK(error.where.find("record 4 at byte ") == 0);
  }
  SUBCASE("a repeat missing") {
    records.pop_back();
    const base::Error error = refusal(records);
    check_message(error, "has 2 of 3 trainings of 108 epochs");
    CHECK(error.where == name);
  }
  SUBCASE("a budget of only the first cell") {
    for (std::size_t repeat = 0; repeat < 3; ++repeat) records.push_back(record_of(cell, 1, repeat));
    Nb101CellResults other = cell;
    other.cell.set_operation(2, space::nb101::Operation::conv1x1_bn_relu);
    other.hash = space::nb101::hash(other.cell);
    for (std::size_t repeat = 0; repeat < 3; ++repeat) records.push_back(record_of(other, 3, repeat));
    const base::Error error = refusal(records);
    check_message(error, "has no trainings of 12 epochs, as others have");
    CHECK(error.where == "cell " + base::to_hex(other.hash));
  }
  SUBCASE("another matrix") {
    records[1].cell.add_edge(0, 2);
    const base::Error error = refusal(records);
    CHECK(error.message == "matrix or operations of " + name + " differ from its earlier records");
    CHECK(error.where.find("record 2 at byte ") == 0);
  }
  SUBCASE("another operation") {
    records[2].cell.set_operation(2, space::nb101::Operation::conv1x1_bn_relu);
    CHECK(refusal(records).message == "matrix or operations of " + name + " differ from its earlier records");
  }
  SUBCASE("the hash of another cell") {
    records[0].hash[15] ^= 1;
    const base::Error error = refusal(records);
    check_message(error, "the hash of the matrix and operations is not that of cell ");
    CHECK(error.where == "record 1 at byte 0");
  }
  SUBCASE("a vertex on no path") {
    records[0].cell.edges &= ~1u;  // the first edge of the chain
    CHECK(refusal(records).message == "the matrix of " + name + " has vertices on no path from input to output");
  }
  SUBCASE("other parameters") {
    ++records[2].metrics.trainable_parameters;
    CHECK(refusal(records).message == "trainable_parameters of " + name + " differ from its earlier records");
  }
  SUBCASE("no whole number of images") {
    records[1].metrics.halfway.test_accuracy = 1234.5 / 9984;
    const base::Error error = refusal(records);
    check_message(error, "accuracy 0.12364783653846154 is no whole number of 9,984 images");
    CHECK(error.where.find("record 2 at byte ") == 0);
  }
}

namespace {

/// A changed byte, a flipped bit, a cut in the middle or at the end, or an insertion, at a random place.
void damage(Bytes& bytes, base::Rng& rng) {
  const std::uint32_t at = rng.below(static_cast<std::uint32_t>(bytes.size()));
  const std::uint32_t length = 1 + rng.below(600);  // up to more than one record
  const auto value = static_cast<std::uint8_t>(1 + rng.below(255));
  const auto place = bytes.begin() + at;
  switch (rng.below(5)) {
    case 0: *place ^= value; break;
    case 1: *place ^= static_cast<std::uint8_t>(1u << value % 8); break;
    case 2: bytes.erase(place, length < bytes.size() - at ? place + length : bytes.end()); break;
    case 3: bytes.erase(place, bytes.end()); break;
    default: bytes.insert(place, length, value);
  }
}

}  // namespace

TEST_CASE("two thousand random damages are all refused") {
  base::Rng file_rng(31);
  const Bytes sound = joined(shuffled_frames(random_cells(2, true, file_rng), file_rng));
  REQUIRE(read_results(sound, sound.size()));
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    CAPTURE(seed);
    base::Rng rng(seed);
    Bytes file = sound;
    damage(file, rng);
    REQUIRE(file != sound);
    const auto results = read_results(file, 1 + rng.below(5000));
    REQUIRE(!results);
    REQUIRE(!results.error().message.empty());
  }
}

TEST_CASE("under repaired checksums random damage is refused or leaves results of the right form") {
  int refused = 0;
  const std::string sound = json_text(record_texts(sample_record()));
  const Bytes message = metrics_message(sample_record().metrics);
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    CAPTURE(seed);
    base::Rng rng(seed);
    // Every second damage goes below the base64.
    Bytes damaged = seed % 2 == 0 ? message : Bytes(sound.begin(), sound.end());
    damage(damaged, rng);
    RecordTexts texts = record_texts(sample_record());
    texts.metrics = base64_lines(damaged);
    const Bytes file = framed(seed % 2 == 0 ? json_text(texts) : std::string(damaged.begin(), damaged.end()));

    Nb101TfrecordReader reader;
    reader.feed(file);
    const auto entry = reader.next();
    if (!entry) {
      REQUIRE(entry.error().where == "record 1 at byte 0");
      ++refused;
      continue;
    }
    REQUIRE(*entry);
    const Nb101Record& record = (*entry)->record;
    for (const Nb101Evaluation* one : {&record.metrics.start, &record.metrics.halfway, &record.metrics.final})
      for (const double value : {one->train_accuracy, one->validation_accuracy, one->test_accuracy})
        REQUIRE((value >= 0 && value <= 1));
    REQUIRE(record.cell.vertices >= 2);
    REQUIRE(record.cell.vertices <= 7);
  }
  CHECK(refused > 1000);
  CHECK(refused < 2000);  // a flipped digit of a hash or the last bits of a time
}
