// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/sha256.hpp>
#include <cellar/io/architecture_text.hpp>
#include <cellar/space/nb101.hpp>
#include <cellar/space/nb1shot1.hpp>

using namespace cellar;
using base::ErrorCode;
using space::Architecture;
using space::Form;

namespace {

const space::Space& nb101() { return space::nb101::space(); }

// The Inception cell of NAS-Bench-101's README.
constexpr std::string_view kInception =
    R"({"matrix":[[0,1,1,1,0,1,0],[0,0,0,0,0,0,1],[0,0,0,0,0,0,1],[0,0,0,0,1,0,0],[0,0,0,0,0,0,1],[0,0,0,0,0,0,1],)"
    R"([0,0,0,0,0,0,0]],"ops":["input","conv1x1-bn-relu","conv3x3-bn-relu","conv3x3-bn-relu","conv3x3-bn-relu",)"
    R"("maxpool3x3","output"]})";
constexpr std::string_view kSmallest = R"({"matrix":[[0,1],[0,0]],"ops":["input","output"]})";

std::vector<const space::Space*> spaces() {
  return {&nb101(), &space::nb1shot1::space(1), &space::nb1shot1::space(2), &space::nb1shot1::space(3)};
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string out(text);
  const std::size_t at = out.find(from);
  REQUIRE_MESSAGE(at != std::string::npos, std::string(from));
  return out.replace(at, from.size(), to);
}

Architecture parsed(std::string_view text) {
  const auto result = io::parse_architecture(nb101(), text);
  REQUIRE_MESSAGE(result, (result ? "" : result.error().text()));
  return *result;
}

base::Error error_of(std::string_view text, const space::Space& space = nb101()) {
  const auto result = io::parse_architecture(space, text);
  REQUIRE(!result);
  return result.error();
}

std::string formatted(const space::Space& space, const Architecture& architecture, Form form) {
  const auto text = io::format_architecture(space, architecture, form);
  REQUIRE(text);
  return *text;
}

}  // namespace

TEST_CASE("matrix, compact form and hash of one cell are one architecture") {
  const Architecture architecture = parsed(kInception);
  CHECK(formatted(nb101(), architecture, Form::compact) ==
        "[[0, 1, 2, 0, 0], [(0, 1), (0, 2), (0, 3), (0, 4), (4, 5), (1, 6), (2, 6), (3, 6), (5, 6)]]");
  CHECK(parsed(formatted(nb101(), architecture, Form::compact)) == architecture);
  CHECK(formatted(nb101(), parsed(kSmallest), Form::matrix) == kSmallest);
  const std::string hash = base::to_hex(space::nb101::hash(space::nb101::unpack(architecture)));
  CHECK(parsed(hash) == architecture);
  CHECK(parsed("00005c142e6f48ac74fdcf73e3439874") == parsed("00005C142E6F48AC74FDCF73E3439874\n"));
}

TEST_CASE("spellings of one cell are one: numbering, unused vertices, white space, further keys") {
  const Architecture architecture = parsed(R"({"matrix":[[0,1,1,0],[0,0,0,1],[0,0,0,1],[0,0,0,0]],)"
                                           R"("ops":["input","conv1x1-bn-relu","maxpool3x3","output"]})");
  CHECK(parsed(R"( {"name": "mine", "ops": ["input", "maxpool3x3", "conv1x1-bn-relu", "?", "output"],
                   "matrix": [[0,1,1,1,0],[0,0,0,0,1],[0,0,0,0,1],[0,0,0,0,0],[0,0,0,0,0]]} )") == architecture);
  CHECK(parsed("[[2, 1], [[0, 1], [0, 2], [1, 3], [2, 3]]]") == architecture);
}

TEST_CASE("what is written is read back, in both forms of all four spaces") {
  base::Rng rng(1);
  for (const space::Space* space : spaces())
    for (int i = 0; i < 1'000; ++i) {
      const Architecture architecture = space->sample(rng);
      for (const Form form : {Form::compact, Form::matrix}) {
        const auto back = io::parse_architecture(*space, formatted(*space, architecture, form));
        REQUIRE(back);
        REQUIRE(*back == architecture);
      }
    }
}

TEST_CASE("a wrong matrix is named with its remedy") {
  CHECK(error_of(replaced(kInception, "[0,0,0,0,1,0,0]", "[0,0,0,0,1,0]")).text() ==
        "matrix[3]: 6 numbers in a matrix of 7 rows; it must be square");
  CHECK(error_of(replaced(kInception, "[0,0,0,0,1,0,0]", "[0,0,0,0,2,0,0]")).text() ==
        "matrix[3][4]: must be a whole number from 0 to 1");
  CHECK(error_of(replaced(kInception, "[0,0,0,0,1,0,0]", "[0,0,0,0,true,0,0]")).where == "matrix[3][4]");
  CHECK(error_of(replaced(kInception, "[0,0,0,0,1,0,0]", "[1,0,0,0,1,0,0]")).text() ==
        "matrix[3][0]: an edge on or below the diagonal; number the vertices so that edges go from lower to higher "
        "ones");
  CHECK(error_of(replaced(kInception, "[0,0,0,0,1,0,0]", "[0,0,0,0,1,1,0]")).text() ==
        "10 edges are left after pruning; a cell has at most 9, so take some away");
  CHECK(error_of(replaced(kSmallest, "[0,1]", "[0,0]")).text() ==
        "no path leads from the input to the output; connect them");
  CHECK(error_of(replaced(kInception, "maxpool3x3", "avgpool3x3")).text() ==
        "ops[5]: unknown operation 'avgpool3x3'; known: conv3x3-bn-relu, conv1x1-bn-relu, maxpool3x3");
  CHECK(error_of(replaced(kInception, "\"maxpool3x3\"", "2")).text() == "ops[5]: must be a text");
  CHECK(error_of(replaced(kInception, "\"maxpool3x3\",", "")).where == "ops");
  CHECK(error_of(replaced(kInception, "\"ops\"", "\"operations\"")).text() == "ops: missing");
  CHECK(error_of(R"({"matrix":7,"ops":[]})").text() == "matrix: must be an array");
}

TEST_CASE("a hash that no cell has is named") {
  const auto error = error_of("00005c142e6f48ac74fdcf73e3439875");
  CHECK(error.code == ErrorCode::out_of_space);
  CHECK(error.text() ==
        "no cell of NAS-Bench-101 has the hash '00005c142e6f48ac74fdcf73e3439875'; give its matrix and operations");
}

TEST_CASE("a cell that a one-shot space does not reach is refused, as matrix and as hash") {
  const space::Space& space = space::nb1shot1::space(2);
  CHECK(error_of(kInception, space).text() ==
        "a cell of NAS-Bench-101, but not of nb1shot1-2: no choice of parents and operations there gives it");
  const std::string hash = base::to_hex(space::nb101::hash(space::nb101::unpack(parsed(kInception))));
  CHECK(error_of(hash, space).text() == "the cell with the hash '" + hash + "' is not of nb1shot1-2");
}

TEST_CASE("text in no form of these spaces is refused with a parse error") {
  for (const space::Space* space : spaces())
    for (const std::string_view text : {"", " ", "hello", "{", "{}", "[]", "{\"a\":1}", "42", "Genotype(normal=[])",
                                        "00005c142e6f48ac74fdcf73e343987", "00005c142e6f48ac74fdcf73e343987g"})
      CHECK_MESSAGE(error_of(text, *space).code == ErrorCode::parse_error, std::string(text));
  CHECK(error_of("").message.starts_with("empty text; give an architecture, such as {\"matrix\""));
  CHECK(error_of("{}").message.find("\"matrix\" and \"ops\"") != std::string::npos);
  CHECK(error_of("hello").text().ends_with("or the compact form; found 'hello'"));
}

TEST_CASE("forms of the DARTS space are refused") {
  base::Rng rng(2);
  for (const space::Space* space : spaces())
    for (const Form form : {Form::genotype, Form::json, Form::config}) {
      const auto text = io::format_architecture(*space, space->sample(rng), form);
      REQUIRE(!text);
      CHECK(text.error().code == ErrorCode::invalid_argument);
      CHECK(text.error().message.ends_with("its forms: compact, matrix"));
    }
}

// Random damage to valid texts: either the result is an architecture of the space, or a typed error says why not.
TEST_CASE("damaged texts give an architecture of the space or an error, never anything else") {
  base::Rng rng(3);
  constexpr std::string_view kLikely = "0123456789-.,:_'\"()[]{} \\neE";
  int accepted = 0;
  for (int i = 0; i < 10'000; ++i) {
    const space::Space& space = *spaces()[rng.below(4)];
    std::string text = formatted(space, space.sample(rng), rng.below(2) == 0 ? Form::compact : Form::matrix);
    for (std::uint32_t edits = 1 + rng.below(3); edits > 0; --edits) {
      const std::size_t at = rng.below(static_cast<std::uint32_t>(text.size()));
      switch (rng.below(4)) {
        case 0: text[at] = kLikely[rng.below(kLikely.size())]; break;
        case 1: text.insert(at, 1, static_cast<char>(rng.below(256))); break;
        case 2: text.erase(at, 1 + rng.below(4)); break;
        default: text.resize(at + 1); break;
      }
    }
    const auto result = io::parse_architecture(space, text);
    if (result) {
      REQUIRE(space.from_parameters(space.to_parameters(*result)) == *result);
      ++accepted;
    } else {
      REQUIRE((result.error().code == ErrorCode::parse_error || result.error().code == ErrorCode::out_of_space));
      REQUIRE(!result.error().message.empty());
    }
  }
  CHECK(accepted > 50);
  CHECK(accepted < 5'000);
}
