// SPDX-License-Identifier: Apache-2.0
// The compact form of a cell: operations, then edges.
#include <utility>

#include <cellar/space/nb101.hpp>
#include <cellar/space/text_cursor.hpp>

namespace cellar::space::nb101 {
namespace {

using base::Error;
using base::ErrorCode;

// Each step returns false once error_ is set.
class CellParser {
 public:
  explicit CellParser(std::string_view text) : cursor_(text) {}

  base::Result<Cell> cell() {
    const auto close = cursor_.take_bracket();
    if (!close) expected("'['");
    const bool read = close && operations() && expect(',') && edges() && expect(*close) && end();
    if (!read) return error_;
    return cell_;
  }

 private:
  bool operations() {
    const auto close = cursor_.take_bracket();
    if (!close) return expected("'[' before the operations");
    for (int vertex = 1; !cursor_.take(*close); ++vertex) {
      where_ = "operations[" + std::to_string(vertex - 1) + "]";
      if (vertex > 1 && !expect(',')) return false;
      const auto operation = cursor_.take_integer();
      if (!operation) return expected("an operation (whole number, 0 to 2)");
      if (*operation < 0 || *operation >= kOperationCount)
        return fail(ErrorCode::out_of_space, "unknown operation " + std::to_string(*operation) +
                                                 "; known: 0 (conv3x3-bn-relu), 1 (conv1x1-bn-relu), 2 (maxpool3x3)");
      if (vertex > kMaxInterior)
        return fail(ErrorCode::out_of_space, "an operation too many; a cell has at most 5 interior vertices");
      cell_.set_operation(vertex, static_cast<Operation>(*operation));
      ++cell_.vertices;
    }
    where_.clear();
    return true;
  }

  bool edges() {
    const auto close = cursor_.take_bracket();
    if (!close) return expected("'[' before the edges");
    for (int edge = 0; !cursor_.take(*close); ++edge) {
      where_ = "edges[" + std::to_string(edge) + "]";
      if (edge > 0 && !expect(',')) return false;
      if (!this->edge()) return false;
    }
    where_.clear();
    return true;
  }

  bool edge() {
    const auto close = cursor_.take_bracket();
    if (!close) return expected("a pair (source, target)");
    const auto source = cursor_.take_integer();
    if (!source) return expected("a source (whole number)");
    if (!expect(',')) return false;
    const auto target = cursor_.take_integer();
    if (!target) return expected("a target (whole number)");
    if (*source < 0 || *source >= *target || *target >= cell_.vertices)
      return fail(ErrorCode::out_of_space,
                  "no edge leads from " + std::to_string(*source) + " to " + std::to_string(*target) +
                      "; edges go from lower to higher vertices, 0 to " + std::to_string(cell_.vertices - 1));
    if (cell_.has_edge(static_cast<int>(*source), static_cast<int>(*target)))
      return fail(ErrorCode::out_of_space, "given twice");
    cell_.add_edge(static_cast<int>(*source), static_cast<int>(*target));
    return expect(*close);
  }

  bool expect(char token) { return cursor_.take(token) || expected(std::string("'") + token + "'"); }

  bool end() { return cursor_.at_end() || expected("the end of the text"); }

  bool expected(const std::string& what) {
    return fail(ErrorCode::parse_error, "expected " + what + ", " + cursor_.found());
  }

  bool fail(ErrorCode code, std::string message) {
    error_ = {code, std::move(message), where_};
    return false;
  }

  TextCursor cursor_;
  Cell cell_;
  std::string where_;
  Error error_{ErrorCode::internal, "", ""};
};

}  // namespace

std::string to_compact(const Cell& cell) {
  std::string text = "[[";
  for (int vertex = 1; vertex <= cell.interior(); ++vertex)
    text.append(vertex == 1 ? "" : ", ").append(std::to_string(static_cast<int>(cell.operation(vertex))));
  text += "], [";
  bool first = true;
  for (int target = 1; target < cell.vertices; ++target)
    for (int source = 0; source < target; ++source) {
      if (!cell.has_edge(source, target)) continue;
      text.append(first ? "(" : ", (").append(std::to_string(source) + ", " + std::to_string(target) + ")");
      first = false;
    }
  return text + "]]";
}

base::Result<Cell> parse_compact(std::string_view text) { return CellParser(text).cell(); }

}  // namespace cellar::space::nb101
