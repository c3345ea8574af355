// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <cellar/io/architecture_text.hpp>
#include <cellar/space/darts.hpp>

using namespace cellar;
using space::Architecture;
using space::Form;

namespace {

const space::Space& darts() { return space::darts::space(); }

constexpr std::array kDartsForms = {Form::genotype, Form::json, Form::config, Form::compact};

constexpr std::string_view kCompact =
    "[[(0, 3), (1, 3), (0, 0), (2, 4), (1, 5), (3, 2), (0, 1), (4, 6)], "
    "[(0, 2), (1, 2), (1, 0), (2, 0), (0, 4), (1, 6), (2, 3), (3, 3)]]";
constexpr std::string_view kJson =
    R"({"normal":[["sep_conv_3x3",0],["sep_conv_3x3",1],["max_pool_3x3",0],["sep_conv_5x5",2],["dil_conv_3x3",1],)"
    R"(["skip_connect",3],["avg_pool_3x3",0],["dil_conv_5x5",4]],"normal_concat":[2,3,4,5],)"
    R"("reduce":[["skip_connect",0],["skip_connect",1],["max_pool_3x3",1],["max_pool_3x3",2],["sep_conv_5x5",0],)"
    R"(["dil_conv_5x5",1],["sep_conv_3x3",2],["sep_conv_3x3",3]],"reduce_concat":[2,3,4,5]})";
constexpr std::string_view kConfig =
    R"({"NetworkSelectorDatasetInfo:darts:edge_normal_0":"sep_conv_3x3",)"
    R"("NetworkSelectorDatasetInfo:darts:edge_normal_1":"sep_conv_3x3",)"
    R"("NetworkSelectorDatasetInfo:darts:edge_normal_2":"max_pool_3x3",)"
    R"("NetworkSelectorDatasetInfo:darts:edge_normal_4":"sep_conv_5x5",)"
    R"("NetworkSelectorDatasetInfo:darts:edge_normal_6":"dil_conv_3x3",)"
    R"("NetworkSelectorDatasetInfo:darts:edge_normal_8":"skip_connect",)"
    R"("NetworkSelectorDatasetInfo:darts:edge_normal_9":"avg_pool_3x3",)"
    R"("NetworkSelectorDatasetInfo:darts:edge_normal_13":"dil_conv_5x5",)"
    R"("NetworkSelectorDatasetInfo:darts:inputs_node_normal_3":"0_2",)"
    R"("NetworkSelectorDatasetInfo:darts:inputs_node_normal_4":"1_3",)"
    R"("NetworkSelectorDatasetInfo:darts:inputs_node_normal_5":"0_4",)"
    R"("NetworkSelectorDatasetInfo:darts:edge_reduce_0":"skip_connect",)"
    R"("NetworkSelectorDatasetInfo:darts:edge_reduce_1":"skip_connect",)"
    R"("NetworkSelectorDatasetInfo:darts:edge_reduce_3":"max_pool_3x3",)"
    R"("NetworkSelectorDatasetInfo:darts:edge_reduce_4":"max_pool_3x3",)"
    R"("NetworkSelectorDatasetInfo:darts:edge_reduce_5":"sep_conv_5x5",)"
    R"("NetworkSelectorDatasetInfo:darts:edge_reduce_6":"dil_conv_5x5",)"
    R"("NetworkSelectorDatasetInfo:darts:edge_reduce_11":"sep_conv_3x3",)"
    R"("NetworkSelectorDatasetInfo:darts:edge_reduce_12":"sep_conv_3x3",)"
    R"("NetworkSelectorDatasetInfo:darts:inputs_node_reduce_3":"1_2",)"
    R"("NetworkSelectorDatasetInfo:darts:inputs_node_reduce_4":"0_1",)"
    R"("NetworkSelectorDatasetInfo:darts:inputs_node_reduce_5":"2_3"})";

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string out(text);
  const std::size_t at = out.find(from);
  REQUIRE_MESSAGE(at != std::string::npos, std::string(from));
  return out.replace(at, from.size(), to);
}

Architecture parsed(std::string_view text) {
  const auto result = io::parse_architecture(darts(), text);
  REQUIRE_MESSAGE(result, (result ? "" : result.error().text()));
  return *result;
}

base::Error error_of(std::string_view text) {
  const auto result = io::parse_architecture(darts(), text);
  REQUIRE(!result);
  return result.error();
}

std::string formatted(const Architecture& architecture, Form form) {
  const auto text = io::format_architecture(darts(), architecture, form);
  REQUIRE(text);
  return *text;
}

}  // namespace

TEST_CASE("the four forms of one architecture are read and written as documented") {
  const Architecture architecture = parsed(kCompact);
  CHECK(parsed(kJson) == architecture);
  CHECK(parsed(kConfig) == architecture);
  CHECK(formatted(architecture, Form::compact) == kCompact);
  CHECK(formatted(architecture, Form::json) == kJson);
  CHECK(formatted(architecture, Form::config) == kConfig);
  CHECK(formatted(architecture, Form::genotype).starts_with("Genotype(normal=[('sep_conv_3x3', 0), "));
}

TEST_CASE("what is written is read back, in every form") {
  base::Rng rng(1);
  for (int i = 0; i < 10'000; ++i) {
    const Architecture architecture = darts().sample(rng);
    for (const Form form : kDartsForms) {
      const auto back = io::parse_architecture(darts(), formatted(architecture, form));
      REQUIRE(back);
      REQUIRE(*back == architecture);
    }
  }
}

TEST_CASE("spellings of one architecture are one") {
  const Architecture architecture = parsed(kCompact);
  CHECK(parsed(replaced(kCompact, "(0, 3), (1, 3)", "(1, 3), (0, 3)")) == architecture);
  CHECK(parsed(replaced(kJson, R"(3],["avg_pool_3x3",0])", R"(3] , [ "avg_pool_3x3", 0 ])")) ==
        architecture);
  CHECK(parsed(replaced(kJson, R"("max_pool_3x3",0],["sep_conv_5x5",2)", R"("sep_conv_5x5",2],["max_pool_3x3",0)")) ==
        architecture);
  CHECK(parsed(replaced(kJson, R"("normal_concat":[2,3,4,5],)", R"("name":"mine",)")) == architecture);
  CHECK(parsed(replaced(kConfig, R"("0_4")", R"("4_0")")) == architecture);
  CHECK(parsed("\xEF\xBB\xBF \t" + std::string(kCompact) + "\r\n") == architecture);
  std::string arrays(kCompact);
  std::replace(arrays.begin(), arrays.end(), '(', '[');
  std::replace(arrays.begin(), arrays.end(), ')', ']');
  CHECK(parsed(arrays) == architecture);
}

// A dictionary of NAS-Bench-301 also holds the settings of the training, and null for what is not active.
TEST_CASE("settings of the training and inactive entries are passed over in a configuration") {
  CHECK(parsed(replaced(kConfig, "{",
                        R"({"CreateImageDataLoader:batch_size":96,"ImageAugmentation:augment":"True",)"
                        R"("NetworkSelectorDatasetInfo:darts:layers":8,"OptimizerSelector:sgd:momentum":0.9,)"
                        R"("NetworkSelectorDatasetInfo:darts:edge_normal_3":null,)")) == parsed(kCompact));
}

TEST_CASE("a wrong edge is named with its remedy, in every form") {
  CHECK(error_of(replaced(kJson, R"("sep_conv_5x5",2)", R"("sep_conv_9x9",2)")).text() ==
        "normal[3]: unknown operation 'sep_conv_9x9'; known: max_pool_3x3, avg_pool_3x3, skip_connect, sep_conv_3x3, "
        "sep_conv_5x5, dil_conv_3x3, dil_conv_5x5, did you mean sep_conv_3x3 or sep_conv_5x5?");
  CHECK(error_of(replaced(kJson, R"("sep_conv_5x5",2)", R"("sep_conv_5x5",0)")).text() ==
        "normal[3]: node 3 reads source 0 twice; give it two different sources");
  CHECK(error_of(replaced(kJson, R"("sep_conv_5x5",2)", R"("sep_conv_5x5",3)")).text() ==
        "normal[3]: source 3 does not exist yet at node 3; known: 0 to 2");
  CHECK(error_of(replaced(kJson, R"("sep_conv_5x5",2)", R"("sep_conv_5x5",-1)")).text() ==
        "normal[3]: source -1 does not exist yet at node 3; known: 0 to 2");
  CHECK(error_of(replaced(kJson, R"("sep_conv_5x5",2)", R"("sep_conv_5x5",18446744073709551615)")).code ==
        base::ErrorCode::out_of_space);
  CHECK(error_of(replaced(kJson, R"("sep_conv_5x5",2)", R"("sep_conv_5x5",2.0)")).text() ==
        "normal[3]: expected a source (whole number), found number");
  CHECK(error_of(replaced(kJson, R"("sep_conv_5x5",2)", R"("sep_conv_5x5","2")")).text() ==
        "normal[3]: expected a source (whole number), found '2'");
  CHECK(error_of(replaced(kJson, R"("sep_conv_5x5",2)", R"(4,2)")).text() ==
        "normal[3]: expected an operation's name, found number");
  CHECK(error_of(replaced(kJson, R"(["sep_conv_5x5",2])", R"(["sep_conv_5x5"])")).text() ==
        "normal[3]: expected a pair [\"operation\", source], found array");
  CHECK(error_of(replaced(kJson, R"(["sep_conv_5x5",2])", "null")).text() ==
        "normal[3]: expected a pair [\"operation\", source], found null");
  CHECK(error_of(replaced(kCompact, "(2, 4)", "(3, 4)")).where == "normal[3]");
}

TEST_CASE("a cell that is missing, short, long or no list is named") {
  CHECK(error_of(replaced(kJson, "\"reduce\"", "\"reduction\"")).text() ==
        "reduce: missing; give a list of 8 pairs [\"operation\", source]");
  CHECK(error_of(replaced(kJson, R"(,["dil_conv_5x5",4])", "")).where == "normal");
  CHECK(error_of(replaced(kJson, R"(["dil_conv_5x5",4])", R"(["dil_conv_5x5",4],["dil_conv_5x5",0])")).where ==
        "normal[8]");
  CHECK(error_of(R"({"normal":7,"reduce":[]})").text() ==
        "normal: expected a list of 8 pairs [\"operation\", source], found number");
  CHECK(error_of(replaced(kJson, "[2,3,4,5]", "[3,4,5]")).where == "normal_concat");
}

TEST_CASE("a configuration must say the operation of the edges it selects, and of no others") {
  const std::string prefix = "\"NetworkSelectorDatasetInfo:darts:";
  CHECK(error_of(replaced(kConfig, prefix + "edge_normal_4\":\"sep_conv_5x5\",", "")).text() ==
        "edge_normal_4: missing; node 3 reads source 2, so give the operation between them");
  CHECK(error_of(replaced(kConfig, "{", "{" + prefix + "edge_normal_3\":\"skip_connect\",")).text() ==
        "edge_normal_3: given, but node 3 does not read source 1; leave it out or change inputs_node_normal_3");
  CHECK(error_of(replaced(kConfig, prefix + "inputs_node_reduce_4\":\"0_1\",", "")).text() ==
        "inputs_node_reduce_4: missing; give the node's two sources, for example \"0_1\"");
  CHECK(error_of(replaced(kConfig, "\"0_4\"", "\"0_5\"")).text() ==
        "normal[7]: source 5 does not exist yet at node 5; known: 0 to 4");
  CHECK(error_of(replaced(kConfig, "\"0_4\"", "\"0_0\"")).text() ==
        "normal[7]: node 5 reads source 0 twice; give it two different sources");
  for (const char* inputs : {"\"04\"", "\"0_44\"", "\"a_b\"", "4", "[0,4]"})
    CHECK(error_of(replaced(kConfig, "\"0_4\"", inputs)).where == "inputs_node_normal_5");
  CHECK(error_of(replaced(kConfig, "\"avg_pool_3x3\"", "\"pool\"")).where == "edge_normal_9");
  CHECK(error_of(replaced(kConfig, "\"avg_pool_3x3\"", "1")).where == "edge_normal_9");
}

TEST_CASE("text in no form is refused with a parse error") {
  for (const std::string_view text :
       {"", "   \n", "hello", "NaN", "null", "42", "-1", "{", "}", "{}", "[]", "[1,2,3]", "{\"a\":1}", "\"Genotype\"",
        "(", "{\"normal\":NaN}", "{\"normal\":[[\"sep_conv_3x3\",0],]}", "{'normal':[]}", "\xFF\xFE", "{\"\xFF\":1}"})
    CHECK_MESSAGE(error_of(text).code == base::ErrorCode::parse_error, std::string(text));
  CHECK(error_of("").message.starts_with("empty text; give an architecture"));
  CHECK(error_of("{\"a\":1}").message.starts_with("no architecture in this JSON object; expected keys "));
  CHECK(error_of(R"({"matrix":[],"ops":[]})").message.find("NAS-Bench-101") != std::string::npos);
  CHECK(error_of(std::string("[[(0, 3), \0", 11)).code == base::ErrorCode::parse_error);
}

TEST_CASE("a text that is far too long is refused unread") {
  const auto error = error_of(std::string(10'000'000, ' ') + std::string(kCompact));
  CHECK(error.code == base::ErrorCode::parse_error);
  CHECK(error.message.starts_with("10000132 characters are no architecture"));
}

TEST_CASE("deep nesting is refused") {
  for (const std::size_t depth : {std::size_t{16'000}, std::size_t{200'000}}) {
    CHECK(error_of(std::string(depth, '[')).code == base::ErrorCode::parse_error);
    CHECK(error_of("{\"normal\":" + std::string(depth, '[')).code == base::ErrorCode::parse_error);
  }
  const std::string nested = std::string(8'000, '[') + std::string(8'000, ']');
  CHECK(error_of("{\"normal\":[" + nested + "],\"reduce\":[]}").message == "nested deeper than 32 levels");
  const std::string brackets_in_text = "{\"normal\":[[\"" + std::string(100, '[') + "\", 0]],\"reduce\":[]}";
  CHECK(error_of(brackets_in_text).where == "normal[0]");
}

TEST_CASE("forms have names") {
  REQUIRE(io::form_names().size() == 5);
  for (std::size_t i = 0; i < io::form_names().size(); ++i) {
    const auto form = io::parse_form(io::form_names()[i]);
    REQUIRE(form);
    CHECK(static_cast<std::size_t>(*form) == i);
  }
  CHECK(*io::parse_form("config") == Form::config);
  const auto unknown = io::parse_form("yaml");
  REQUIRE(!unknown);
  CHECK(unknown.error().code == base::ErrorCode::unknown_name);
  CHECK(unknown.error().message == "unknown form 'yaml'; known: genotype, json, config, compact, matrix");
}

TEST_CASE("the DARTS space has no matrix form") {
  const auto text = io::format_architecture(darts(), parsed(kCompact), Form::matrix);
  REQUIRE(!text);
  CHECK(text.error().code == base::ErrorCode::invalid_argument);
}

// Random damage to valid texts: either the result is an architecture of the space, or a typed error says why not.
TEST_CASE("damaged texts give an architecture of the space or an error, never anything else") {
  base::Rng rng(2);
  constexpr std::string_view kLikely = "0123456789-.,:_'\"()[]{} \\neE";
  int accepted = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text = formatted(darts().sample(rng), kDartsForms[rng.below(4)]);
    for (std::uint32_t edits = 1 + rng.below(3); edits > 0; --edits) {
      const std::size_t at = rng.below(static_cast<std::uint32_t>(text.size()));
      const char byte = rng.below(2) == 0 ? kLikely[rng.below(kLikely.size())] : static_cast<char>(rng.below(256));
      switch (rng.below(5)) {
        case 0: text[at] = byte; break;
        case 1: text.insert(at, 1, byte); break;
        case 2: text.erase(at, 1 + rng.below(4)); break;
        case 3: {
          const std::size_t from = rng.below(static_cast<std::uint32_t>(text.size()));
          text.insert(at, text.substr(from, 1 + rng.below(60)));
          break;
        }
        default: text.resize(at + 1); break;
      }
    }
    const auto result = io::parse_architecture(darts(), text);
    if (result) {
      const auto checked = space::darts::canonical(space::darts::unpack(*result));
      REQUIRE(checked);
      REQUIRE(space::darts::pack(*checked) == *result);
      ++accepted;
    } else {
      const auto code = result.error().code;
      REQUIRE((code == base::ErrorCode::parse_error || code == base::ErrorCode::out_of_space));
      REQUIRE(!result.error().message.empty());
    }
  }
  CHECK(accepted > 50);  // another digit may be another architecture, and both outcomes must have been seen
  CHECK(accepted < 10'000);
}
