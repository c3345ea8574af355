// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/nb101_tfrecord.hpp>

#include <doctest/doctest.h>

#include "io/nb101_file_writer.hpp"

using namespace cellar;
using namespace cellar::io;
using namespace cellar::io::testing;

namespace {

// One record of nasbench_full.tfrecord (google-research/nasbench, Apache-2.0), byte for byte, as the unit test of
// sile/nasbench-rs@164e22f quotes it.
constexpr std::string_view kPublishedPayload =
    R"(["00005c142e6f48ac74fdcf73e3439874", 4, "0100110001000000010010000010000001000000010000000", )"
    R"("input,conv3x3-bn-relu,maxpool3x3,conv3x3-bn-relu,conv3x3-bn-relu,conv1x1-bn-relu,output", )"
    R"("Ci0JAAAAAAAAAAARAAAAAAAAAAAZAAAAoKqquT8hAAAAYJAGuT8pAAAAAGmQuT8KLQkAAAAAAAAA\n)"
    R"(QBEAAADAdJNGQBkAAABgkAa6PyEAAAAg3/K6PykAAACAy7e6PwotCQAAAAAAABBAEQAAACDbeVZA\n)"
    R"(GQAAAEAaZNY/IQAAAGBVVdY/KQAAAODybdY/EIqYigQZAABAhznbeUA=\n"])";
constexpr std::uint8_t kPublishedHeader[] = {145, 1, 0, 0, 0, 0, 0, 0, 0x98, 0x25, 0xed, 0x9b};
constexpr std::uint8_t kPublishedChecksum[] = {0x68, 0x16, 0x69, 0x03};

Bytes published_file() {
  Bytes file(std::begin(kPublishedHeader), std::end(kPublishedHeader));
  append(file, Bytes(kPublishedPayload.begin(), kPublishedPayload.end()));
  append(file, kPublishedChecksum);
  return file;
}

std::vector<Nb101Entry> entries(Nb101TfrecordReader& reader) {
  std::vector<Nb101Entry> found;
  while (true) {
    const auto entry = reader.next();
    REQUIRE_MESSAGE(entry, entry.error().text());
    if (!*entry) return found;
    found.push_back(**entry);
  }
}

void check_evaluation(const Nb101Evaluation& found, const Nb101Evaluation& expected) {
  CHECK(found.epoch == expected.epoch);
  CHECK(found.training_seconds == expected.training_seconds);
  CHECK(found.train_accuracy == expected.train_accuracy);
  CHECK(found.validation_accuracy == expected.validation_accuracy);
  CHECK(found.test_accuracy == expected.test_accuracy);
}

}  // namespace

TEST_CASE("the published record gives its published values") {
  Nb101TfrecordReader reader;
  reader.feed(published_file());
  const std::vector<Nb101Entry> found = entries(reader);
  REQUIRE(reader.finish());
  REQUIRE(found.size() == 1);
  CHECK(found[0].position.text() == "record 1 at byte 0");

  const Nb101Record& record = found[0].record;
  CHECK(base::to_hex(record.hash) == "00005c142e6f48ac74fdcf73e3439874");
  CHECK(record.epochs() == 4);
  CHECK(record.cell.vertices == 7);
  using enum space::nb101::Operation;
  CHECK(record.cell.operations ==
        std::array{conv3x3_bn_relu, maxpool3x3, conv3x3_bn_relu, conv3x3_bn_relu, conv1x1_bn_relu});
  constexpr std::string_view kMatrix = "0100110001000000010010000010000001000000010000000";
  for (int from = 0; from < 7; ++from)
    for (int to = from + 1; to < 7; ++to)
      CHECK(record.cell.has_edge(from, to) == (kMatrix[static_cast<std::size_t>(7 * from + to)] == '1'));

  check_evaluation(record.metrics.start, {0, 0, 0.1002604141831398, 0.09775640815496445, 0.09985977411270142});
  check_evaluation(record.metrics.halfway,
                   {2, 45.152000427246094, 0.10166265815496445, 0.10526842623949051, 0.10436698794364929});
  check_evaluation(record.metrics.final,
                   {4, 89.90399932861328, 0.3498597741127014, 0.3489583432674408, 0.3504607379436493});
  CHECK(record.metrics.trainable_parameters == 8'555'530);
  CHECK(record.metrics.total_seconds == 413.7015450000763);
}

// Then damage that the tests do to written files is damage to files of the right form.
TEST_CASE("the tests' own writer writes the published record byte for byte") {
  const auto record = parse_nb101_record(
      std::span(reinterpret_cast<const std::uint8_t*>(kPublishedPayload.data()), kPublishedPayload.size()));
  REQUIRE(record);
  CHECK(framed(json_text(record_texts(*record))) == published_file());
}

TEST_CASE("the published record counts whole images") {
  Nb101TfrecordReader reader;
  reader.feed(published_file());
  const std::vector<Nb101Entry> found = entries(reader);
  Nb101Collector collector;
  for (int repeat = 0; repeat < 3; ++repeat) REQUIRE(collector.add(found.at(0)));
  const auto cells = std::move(collector).finish();
  REQUIRE(cells);
  REQUIRE(cells->size() == 1);
  const Nb101Run expected = {{1015, 1051, 1042, 45.152F}, {3493, 3484, 3499, 89.904F}};
  CHECK(cells->at(0).runs[0] == std::array{expected, expected, expected});
  CHECK(cells->at(0).repeats == std::array<std::uint8_t, 4>{3, 0, 0, 0});
}

TEST_CASE("a file of a thousand records gives every value back, whatever the order of its records") {
  for (const bool all_budgets : {false, true}) {
    CAPTURE(all_budgets);
    base::Rng rng(101);
    // 1,002 and 1,008 trainings.
    std::vector<Nb101CellResults> cells = random_cells(all_budgets ? 84 : 334, all_budgets, rng);
    const std::vector<Bytes> frames = shuffled_frames(cells, rng);
    REQUIRE(frames.size() >= 1000);
    const auto found = read_results(joined(frames), 65'536);
    REQUIRE_MESSAGE(found, found.error().text());
    std::sort(cells.begin(), cells.end(), [](const auto& a, const auto& b) { return a.hash < b.hash; });
    CHECK(*found == cells);
  }
}

TEST_CASE("a piece may end at any byte") {
  base::Rng rng(7);
  std::vector<Nb101CellResults> cells = random_cells(1, false, rng);
  const Bytes file = joined(shuffled_frames(cells, rng));
  for (std::size_t cut = 1; cut < file.size(); ++cut) {
    CAPTURE(cut);
    Nb101TfrecordReader reader;
    std::vector<std::uint64_t> numbers;
    for (const auto piece : {std::span(file).first(cut), std::span(file).subspan(cut)}) {
      reader.feed(piece);
      for (const Nb101Entry& entry : entries(reader)) numbers.push_back(entry.position.number);
    }
    REQUIRE(reader.finish());
    REQUIRE(numbers == std::vector<std::uint64_t>{1, 2, 3});
  }
  for (const std::size_t piece : {1, 2, 3, 11, 12, 13, 400, 100'000}) {
    CAPTURE(piece);
    const auto found = read_results(file, piece);
    REQUIRE(found);
    REQUIRE(*found == cells);
  }
}

TEST_CASE("unknown fields are skipped and the last of a repeated field counts, as Protocol Buffers have it") {
  base::Rng rng(8);
  const Nb101Record record = record_of(random_cells(1, false, rng)[0], 3, 0);
  const std::string_view path = "gs://bucket/model.ckpt-16875";
  Bytes evaluation = evaluation_message(record.metrics.start);
  append(evaluation, bytes_field(6, Bytes(path.begin(), path.end())));  // checkpoint_path
  Bytes message = varint_field(2, 1);
  append(message, bytes_field(1, evaluation));
  append(message, bytes_field(1, evaluation_message(record.metrics.halfway)));
  append(message, varint_field(9, 3));
  append(message, bytes_field(1, evaluation_message(record.metrics.final)));
  append(message, double_field(3, 12.5));
  append(message, varint_field(2, 77));
  const auto metrics = parse_nb101_metrics(message);
  REQUIRE_MESSAGE(metrics, metrics.error().text());
  CHECK(metrics->trainable_parameters == 77);
  CHECK(metrics->total_seconds == 12.5);
  check_evaluation(metrics->start, record.metrics.start);
  check_evaluation(metrics->final, record.metrics.final);
}
