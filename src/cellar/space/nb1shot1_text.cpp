// SPDX-License-Identifier: Apache-2.0
// The compact form of a configuration: operations by block, parents by node.
#include <bit>
#include <utility>

#include <cellar/space/nb1shot1.hpp>
#include <cellar/space/text_cursor.hpp>

namespace cellar::space::nb1shot1 {
namespace {

using base::Error;
using base::ErrorCode;

// Each step returns false once error_ is set. Which parents a node may have is left to OneShotSpace::pack.
class ConfigurationParser {
 public:
  ConfigurationParser(std::string_view text, int blocks) : cursor_(text), blocks_(blocks) {}

  base::Result<Configuration> configuration() {
    const auto close = cursor_.take_bracket();
    if (!close) expected("'['");
    const bool read = close && operations() && expect(',') && parents() && expect(*close) && end();
    if (!read) return error_;
    return configuration_;
  }

 private:
  bool operations() {
    const auto close = cursor_.take_bracket();
    if (!close) return expected("'[' before the operations");
    for (int block = 0; block < blocks_; ++block) {
      where_ = "operations[" + std::to_string(block) + "]";
      if (block > 0 && !expect(',')) return false;
      const auto operation = cursor_.take_integer();
      if (!operation) return expected("an operation (whole number, 0 to 2)");
      if (*operation < 0 || *operation >= nb101::kOperationCount)
        return fail("unknown operation " + std::to_string(*operation) +
                    "; known: 0 (conv3x3-bn-relu), 1 (conv1x1-bn-relu), 2 (maxpool3x3)");
      configuration_.operations[static_cast<std::size_t>(block)] = static_cast<nb101::Operation>(*operation);
    }
    where_ = "operations";
    return expect(*close);
  }

  bool parents() {
    where_.clear();
    const auto close = cursor_.take_bracket();
    if (!close) return expected("'[' before the parents");
    for (int node = 1; node <= blocks_ + 1; ++node) {
      where_ = "parents[" + std::to_string(node - 1) + "]";
      if (node > 1 && !expect(',')) return false;
      if (!parents_of(node)) return false;
    }
    where_ = "parents";
    return expect(*close);
  }

  bool parents_of(int node) {
    const auto close = cursor_.take_bracket();
    if (!close) return expected("a list of parents");
    std::uint8_t& set = configuration_.parents[static_cast<std::size_t>(node - 1)];
    for (bool first = true; !cursor_.take(*close); first = false) {
      if (!first && !expect(',')) return false;
      const auto parent = cursor_.take_integer();
      if (!parent) return expected("a parent (whole number)");
      if (*parent < 0 || *parent >= node)
        return fail("parent " + std::to_string(*parent) + " does not come before this node; known: 0 to " +
                    std::to_string(node - 1));
      const auto bit = static_cast<std::uint8_t>(1u << *parent);
      if (set & bit) return fail("parent " + std::to_string(*parent) + " is given twice");
      set |= bit;
    }
    return true;
  }

  bool end() {
    where_.clear();
    return cursor_.at_end() || expected("the end of the text");
  }

  bool expect(char token) { return cursor_.take(token) || expected(std::string("'") + token + "'"); }

  bool expected(const std::string& what) {
    error_ = {ErrorCode::parse_error, "expected " + what + ", " + cursor_.found(), where_};
    return false;
  }

  bool fail(std::string message) {
    error_ = {ErrorCode::out_of_space, std::move(message), where_};
    return false;
  }

  TextCursor cursor_;
  int blocks_;
  Configuration configuration_;
  std::string where_;
  Error error_{ErrorCode::internal, "", ""};
};

}  // namespace

std::string nodes_text(std::uint32_t nodes) {
  std::string text = "[";
  for (std::uint32_t left = nodes; left != 0; left &= left - 1)
    text.append(left == nodes ? "" : ", ").append(std::to_string(std::countr_zero(left)));
  return text + "]";
}

std::string OneShotSpace::to_compact(const Architecture& architecture) const {
  const Configuration configuration = unpack(architecture);
  std::string text;
  for (int block = 0; block < blocks(); ++block)
    text.append(block == 0 ? "[[" : ", ")
        .append(std::to_string(static_cast<int>(configuration.operations[static_cast<std::size_t>(block)])));
  text += "], [";
  for (int node = 0; node < nodes(); ++node)
    text.append(node == 0 ? "" : ", ").append(nodes_text(configuration.parents[static_cast<std::size_t>(node)]));
  return text + "]]";
}

base::Result<Architecture> OneShotSpace::parse_compact(std::string_view text) const {
  const auto configuration = ConfigurationParser(text, blocks()).configuration();
  if (!configuration) return configuration.error();
  return pack(*configuration);
}

}  // namespace cellar::space::nb1shot1
