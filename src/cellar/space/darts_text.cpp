// SPDX-License-Identifier: Apache-2.0
// The two text forms of the DARTS space: the Genotype(...) of the DARTS code and the compact lists of NASLib.
#include <algorithm>
#include <utility>
#include <vector>

#include <cellar/base/quote.hpp>
#include <cellar/space/darts.hpp>
#include <cellar/space/genotype_builder.hpp>
#include <cellar/space/text_cursor.hpp>

namespace cellar::space::darts {
namespace {

using base::Error;
using base::ErrorCode;

// Recursive descent without recursion, as the nesting is fixed. Each step returns false once error_ is set.
class GenotypeParser {
 public:
  explicit GenotypeParser(std::string_view text) : cursor_(text) {}

  // [NAME =] Genotype(FIELD = VALUE, ...)
  base::Result<Genotype> genotype_string() {
    if (!heading() || !fields() || !end()) return error_;
    return builder_.finish();
  }

  // [[(source, operation), ...], [...]]
  base::Result<Genotype> compact() {
    const auto close = cursor_.take_bracket();
    if (!close) {
      expected("'['");
      return error_;
    }
    if (!cell(0, &GenotypeParser::numbered_edge) || !expect(',') || !cell(1, &GenotypeParser::numbered_edge))
      return error_;
    cursor_.take(',');  // Python writes one after the last element of some tuples
    if (!expect(*close) || !end()) return error_;
    return builder_.finish();
  }

 private:
  using EdgeStep = bool (GenotypeParser::*)(int cell);

  bool heading() {
    auto word = cursor_.take_word();
    if (word && cursor_.take('=')) word = cursor_.take_word();  // as it stands in a genotypes.py
    if (word != "Genotype" || !cursor_.take('(')) return expected("Genotype(normal=[...], reduce=[...])");
    return true;
  }

  bool fields() {
    do {
      if (cursor_.take(')')) return true;
      if (!field()) return false;
    } while (cursor_.take(','));
    return expect(')');
  }

  bool field() {
    const auto name = cursor_.take_word();
    if (!name) return expected("a field's name");
    const auto known = std::find(kFields.begin(), kFields.end(), *name);
    if (known == kFields.end())
      return fail(ErrorCode::parse_error,
                  "unknown field " + base::quote(*name) + "; known: normal, normal_concat, reduce, reduce_concat", "");
    const auto index = static_cast<std::size_t>(known - kFields.begin());
    if (std::exchange(seen_[index], true)) return fail(ErrorCode::parse_error, "given twice", std::string(*name));
    if (!expect('=')) return false;
    const bool is_concat = index >= kCells;
    return is_concat ? concat(*name) : cell(static_cast<int>(index), &GenotypeParser::named_edge);
  }

  bool cell(int index, EdgeStep edge) {
    const std::string name(kCellNames[static_cast<std::size_t>(index)]);
    const auto close = cursor_.take_bracket();
    if (!close) return expected("'[' before the edges of cell " + name);
    do {
      if (cursor_.take(*close)) return true;
      where_ = edge_position(index, builder_.count(index));
      if (!(this->*edge)(index)) return false;
      where_.clear();
    } while (cursor_.take(','));
    return expect(*close);
  }

  bool named_edge(int cell) {
    const auto close = cursor_.take_bracket();
    if (!close) return expected("a pair ('operation', source)");
    const auto name = cursor_.take_quoted();
    if (!name) return expected("an operation's name in quotes");
    const auto operation = find_operation(*name);
    if (!operation) return fail(operation.error().code, operation.error().message, where_);
    if (!expect(',')) return false;
    const auto source = cursor_.take_integer();
    if (!source) return expected("a source (whole number)");
    return expect(*close) && add(cell, *source, *operation);
  }

  bool numbered_edge(int cell) {
    const auto close = cursor_.take_bracket();
    if (!close) return expected("a pair (source, operation)");
    const auto source = cursor_.take_integer();
    if (!source) return expected("a source (whole number)");
    if (!expect(',')) return false;
    const auto operation = cursor_.take_integer();
    if (!operation) return expected("an operation (whole number, 0 to 6)");
    if (*operation < 0 || *operation >= kOperationCount)
      return fail(ErrorCode::out_of_space,
                  "unknown operation " + std::to_string(*operation) + "; known: 0 (max_pool_3x3) to 6 (dil_conv_5x5)",
                  where_);
    return expect(*close) && add(cell, *source, static_cast<Operation>(*operation));
  }

  // Nodes 2 to 5, as a list or as range(2, 6).
  bool concat(std::string_view field) {
    where_ = field;
    const bool is_range = cursor_.take_word() == "range";
    const auto close = cursor_.take_bracket();
    if (!close) return expected("[2, 3, 4, 5] or range(2, 6)");
    for (const int node : is_range ? std::vector{2, 6} : std::vector{2, 3, 4, 5})
      if ((node != 2 && !cursor_.take(',')) || cursor_.take_integer() != node)
        return fail(ErrorCode::out_of_space,
                    "expected [2, 3, 4, 5] or range(2, 6): the space concatenates all four intermediate nodes", where_);
    where_.clear();
    return expect(*close);
  }

  bool add(int cell, std::int64_t source, Operation operation) {
    const auto added = builder_.add(cell, source, operation);
    if (!added) error_ = added.error();
    return static_cast<bool>(added);
  }

  bool expect(char token) { return cursor_.take(token) || expected(std::string("'") + token + "'"); }

  bool end() { return cursor_.at_end() || expected("the end of the text"); }

  bool expected(const std::string& what) {
    return fail(ErrorCode::parse_error, "expected " + what + ", " + cursor_.found(), where_);
  }

  bool fail(ErrorCode code, std::string message, std::string where) {
    error_ = {code, std::move(message), std::move(where)};
    return false;
  }

  static constexpr std::array<std::string_view, 4> kFields = {"normal", "reduce", "normal_concat", "reduce_concat"};

  TextCursor cursor_;
  GenotypeBuilder builder_;
  std::array<bool, kFields.size()> seen_{};
  std::string where_;
  Error error_{ErrorCode::internal, "", ""};
};

std::string named_edges(const Cell& cell) {
  std::string text;
  for (const Edge& edge : cell.edges)
    text.append(text.empty() ? "[('" : ", ('")
        .append(kOperationNames[static_cast<std::size_t>(edge.operation)])
        .append("', " + std::to_string(edge.source) + ")");
  return text + "]";
}

std::string numbered_edges(const Cell& cell) {
  std::string text;
  for (const Edge& edge : cell.edges)
    text.append(text.empty() ? "[(" : ", (")
        .append(std::to_string(edge.source) + ", " + std::to_string(static_cast<int>(edge.operation)) + ")");
  return text + "]";
}

}  // namespace

std::string to_genotype_string(const Genotype& genotype) {
  std::string text = "Genotype(normal=";
  text.append(named_edges(genotype.normal)).append(", normal_concat=[2, 3, 4, 5], reduce=");
  return text.append(named_edges(genotype.reduce)).append(", reduce_concat=[2, 3, 4, 5])");
}

std::string to_compact(const Genotype& genotype) {
  std::string text = "[";
  return text.append(numbered_edges(genotype.normal)).append(", ").append(numbered_edges(genotype.reduce)).append("]");
}

base::Result<Genotype> parse_genotype_string(std::string_view text) { return GenotypeParser(text).genotype_string(); }

base::Result<Genotype> parse_compact(std::string_view text) { return GenotypeParser(text).compact(); }

}  // namespace cellar::space::darts
