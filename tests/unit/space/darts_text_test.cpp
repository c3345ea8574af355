// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include <cellar/space/darts.hpp>

using namespace cellar;
using namespace cellar::space::darts;

namespace {

constexpr std::string_view kCompact =
    "[[(0, 3), (1, 3), (0, 0), (2, 4), (1, 5), (3, 2), (0, 1), (4, 6)],"
    " [(0, 2), (1, 2), (1, 0), (2, 0), (0, 4), (1, 6), (2, 3), (3, 3)]]";
constexpr std::string_view kGenotype =
    "Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('max_pool_3x3', 0), ('sep_conv_5x5', 2), "
    "('dil_conv_3x3', 1), ('skip_connect', 3), ('avg_pool_3x3', 0), ('dil_conv_5x5', 4)], normal_concat=[2, 3, 4, 5], "
    "reduce=[('skip_connect', 0), ('skip_connect', 1), ('max_pool_3x3', 1), ('max_pool_3x3', 2), ('sep_conv_5x5', 0), "
    "('dil_conv_5x5', 1), ('sep_conv_3x3', 2), ('sep_conv_3x3', 3)], reduce_concat=[2, 3, 4, 5])";

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string out(text);
  const std::size_t at = out.find(from);
  REQUIRE(at != std::string::npos);
  return out.replace(at, from.size(), to);
}

std::string compact_error(std::string_view text) {
  const auto parsed = parse_compact(text);
  REQUIRE(!parsed);
  return parsed.error().text();
}

std::string genotype_error(std::string_view text) {
  const auto parsed = parse_genotype_string(text);
  REQUIRE(!parsed);
  return parsed.error().text();
}

}  // namespace

TEST_CASE("the two forms spell one architecture") {
  const auto from_compact = parse_compact(kCompact);
  const auto from_genotype = parse_genotype_string(kGenotype);
  REQUIRE(from_compact);
  REQUIRE(from_genotype);
  CHECK(*from_compact == *from_genotype);
  CHECK(to_compact(*from_compact) == kCompact);
  CHECK(to_genotype_string(*from_compact) == kGenotype);
  CHECK(space::darts::space().to_compact(pack(*from_compact)) == kCompact);
}

TEST_CASE("a genotype string may be spelt as people spell it") {
  const auto expected = parse_genotype_string(kGenotype);
  const auto same = [&](const std::string& text) {
    const auto parsed = parse_genotype_string(text);
    REQUIRE_MESSAGE(parsed, text);
    CHECK(*parsed == *expected);
  };
  same(replaced(kGenotype, "normal_concat=[2, 3, 4, 5]", "normal_concat=range(2, 6)"));
  same(replaced(kGenotype, "normal_concat=[2, 3, 4, 5], ", ""));
  same(replaced(kGenotype, "Genotype(", "\n DARTS = Genotype (\n"));
  same(replaced(kGenotype, "('sep_conv_3x3', 0)", "[ \"sep_conv_3x3\" ,0\t]"));
  same(replaced(kGenotype, "('sep_conv_3x3', 0), ('sep_conv_3x3', 1)", "('sep_conv_3x3', 1),('sep_conv_3x3',0)"));
  std::string other_order = "Genotype(reduce_concat=(2,3,4,5), reduce=" +
                            std::string(kGenotype.substr(kGenotype.find("[('skip_connect', 0)")));
  other_order = replaced(other_order, ", reduce_concat=[2, 3, 4, 5])", ", ");
  const std::size_t normal = kGenotype.find("normal=");
  other_order += std::string(kGenotype.substr(normal, kGenotype.find(", normal_concat") - normal)) + ")";
  same(other_order);
}

TEST_CASE("a compact text may hold lists instead of tuples and any white space") {
  std::string json;
  for (const char c : kCompact)
    if (c != ' ') json += c == '(' ? '[' : c == ')' ? ']' : c;
  const auto parsed = parse_compact(json);
  REQUIRE(parsed);
  CHECK(*parsed == *parse_compact(kCompact));
  CHECK(parse_compact("\t(" + std::string(kCompact.substr(1, kCompact.size() - 2)) + " )\n"));
}

TEST_CASE("errors name the edge and the remedy") {
  CHECK(genotype_error(replaced(kGenotype, "max_pool_3x3', 0", "sep_conv_9x9', 0")) ==
        "normal[2]: unknown operation 'sep_conv_9x9'; known: max_pool_3x3, avg_pool_3x3, skip_connect, sep_conv_3x3, "
        "sep_conv_5x5, dil_conv_3x3, dil_conv_5x5, did you mean sep_conv_3x3 or sep_conv_5x5?");
  CHECK(genotype_error(replaced(kGenotype, "('skip_connect', 3)", "('skip_connect', 4)")) ==
        "normal[5]: source 4 does not exist yet at node 4; known: 0 to 3");
  CHECK(compact_error(replaced(kCompact, "(2, 3), (3, 3)", "(3, 3), (3, 3)")) ==
        "reduce[7]: node 5 reads source 3 twice; give it two different sources");
  CHECK(compact_error(replaced(kCompact, "(2, 4)", "(-1, 4)")) ==
        "normal[3]: source -1 does not exist yet at node 3; known: 0 to 2");
  CHECK(compact_error(replaced(kCompact, "(2, 4)", "(2, 7)")) ==
        "normal[3]: unknown operation 7; known: 0 (max_pool_3x3) to 6 (dil_conv_5x5)");
}

TEST_CASE("an unknown operation that is like no known one is answered without a suggestion") {
  const auto message = [](std::string_view name) { return find_operation(name).error().message; };
  CHECK(message("none").find("did you mean") == std::string::npos);
  CHECK(message(std::string(100'000, 's')).find("did you mean") == std::string::npos);
  CHECK(message("max_pool").ends_with("did you mean max_pool_3x3?"));
  CHECK(message("Skip_Connect").ends_with("did you mean skip_connect?"));
}

TEST_CASE("errors of length name the cell") {
  CHECK(compact_error(replaced(kCompact, ", (4, 6)", "")) ==
        "normal: only 7 edges; a cell has 8, two for each of its nodes 2 to 5");
  CHECK(compact_error(replaced(kCompact, "(3, 3)]", "(3, 3), (0, 0)]")) ==
        "reduce[8]: an edge too many; a cell has 8, two for each of its nodes 2 to 5");
  CHECK(compact_error("[[], []]") == "normal: only 0 edges; a cell has 8, two for each of its nodes 2 to 5");
  CHECK(genotype_error("Genotype()") == "normal: only 0 edges; a cell has 8, two for each of its nodes 2 to 5");
}

TEST_CASE("errors of form say what was expected and where") {
  CHECK(genotype_error("") == "expected Genotype(normal=[...], reduce=[...]), found the end of the text");
  CHECK(genotype_error("hello world") ==
        "expected Genotype(normal=[...], reduce=[...]), found 'world' at character 7");
  CHECK(genotype_error(replaced(kGenotype, "'sep_conv_5x5', 2)", "'sep_conv_5x5', 2]")) ==
        "normal[3]: expected ')', found ']' at character 99");
  CHECK(genotype_error(replaced(kGenotype, "'sep_conv_5x5', 2)", "'sep_conv_5x5', 2.5)")) ==
        "normal[3]: expected ')', found '.' at character 99");
  CHECK(genotype_error(replaced(kGenotype, "'sep_conv_5x5', 2)", "'sep_conv_5x5, 2)")) ==
        "normal[3]: expected an operation's name in quotes, found ''' at character 82");
  CHECK(genotype_error(replaced(kGenotype, "'sep_conv_5x5', 2)", "'sep_conv_5x5', nan)")) ==
        "normal[3]: expected a source (whole number), found 'nan' at character 98");
  CHECK(genotype_error(replaced(kGenotype, "normal_concat=[2,", "normal_concat=[3,")) ==
        "normal_concat: expected [2, 3, 4, 5] or range(2, 6): the space concatenates all four intermediate nodes");
  CHECK(genotype_error(replaced(kGenotype, "reduce=", "normal=")) == "normal: given twice");
  CHECK(genotype_error(replaced(kGenotype, "reduce=", "reduction=")) ==
        "unknown field 'reduction'; known: normal, normal_concat, reduce, reduce_concat");
  CHECK(genotype_error(std::string(kGenotype) + " x") == "expected the end of the text, found 'x' at character 420");
  CHECK(compact_error(std::string(kCompact.substr(0, 100))) ==
        "reduce[4]: expected a pair (source, operation), found the end of the text");
  CHECK(compact_error(replaced(kCompact, "(2, 4)", "(99999999999999999999999999, 4)")) ==
        "normal[3]: expected a source (whole number), found '99999999999999999999999999' at character 28");
}

// Every prefix is refused: nothing that is cut short passes for an architecture.
TEST_CASE("a text cut short is refused") {
  for (std::size_t length = 0; length < kCompact.size(); ++length)
    REQUIRE(!parse_compact(kCompact.substr(0, length)));
  for (std::size_t length = 0; length < kGenotype.size(); ++length)
    REQUIRE(!parse_genotype_string(kGenotype.substr(0, length)));
}

TEST_CASE("long and deeply nested texts are refused at once") {
  CHECK(compact_error(std::string(200'000, '[')) ==
        "normal[0]: expected a source (whole number), found '[' at character 4");
  const std::string many_edges(10'000'000, '(');
  CHECK(!parse_compact(many_edges));
  CHECK(!parse_genotype_string(std::string(10'000'000, 'x')));
  CHECK(!parse_genotype_string("Genotype(normal=[('" + std::string(10'000'000, 'x')));
}
