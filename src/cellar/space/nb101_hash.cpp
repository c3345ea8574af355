// SPDX-License-Identifier: Apache-2.0
// NAS-Bench-101's isomorphism-invariant fingerprint (nasbench/lib/graph_util.py, hash_module), a Weisfeiler-Lehman
// refinement with MD5:
//   h[v] = md5("(out-degree, in-degree, label)"), label -1 for the input, -2 for the output, else the operation
//   as many times as there are vertices: h[v] = md5(sorted hashes of sources | of targets | h[v]), all at once
//   fingerprint = md5("['h', 'h', ...]"), sorted
#include <algorithm>

#include <cellar/space/nb101.hpp>

namespace cellar::space::nb101 {
namespace {

using base::Md5Digest;

constexpr std::size_t kHexDigits = 32;

// A digest as the original writes it, which orders as the digest itself does.
using Colour = std::array<std::uint8_t, kHexDigits>;

Colour hexadecimal(const Md5Digest& digest) {
  static constexpr char kDigits[] = "0123456789abcdef";
  Colour colour;
  for (std::size_t i = 0; i < digest.size(); ++i) {
    colour[2 * i] = static_cast<std::uint8_t>(kDigits[digest[i] >> 4]);
    colour[2 * i + 1] = static_cast<std::uint8_t>(kDigits[digest[i] & 15]);
  }
  return colour;
}

// One message: appended to, then hashed. Room for the longest, the list of seven hashes; a vertex with six neighbours
// needs 7 * 32 + 2.
class Text {
 public:
  void add(char c) { bytes_[size_++] = static_cast<std::uint8_t>(c); }
  void add(std::string_view text) {
    for (const char c : text) add(c);
  }
  void add_digit(int digit) { add(static_cast<char>('0' + digit)); }
  void add(const Colour& colour) {
    std::copy(colour.begin(), colour.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += colour.size();
  }
  void clear() { size_ = 0; }
  std::span<const std::uint8_t> bytes() const { return {bytes_.data(), size_}; }

 private:
  std::array<std::uint8_t, kMaxVertices*(kHexDigits + 4)> bytes_;
  std::size_t size_ = 0;
};

// Colours of the vertices, and the vertices in the order of their colours.
struct Colouring {
  std::array<Colour, kMaxVertices> colours;
  std::array<std::uint8_t, kMaxVertices> order;

  void sort(int vertices) {
    for (int vertex = 0; vertex < vertices; ++vertex) {
      int at = vertex;
      for (; at > 0 && colour(vertex) < colour(ordered(at - 1)); --at)
        order[static_cast<std::size_t>(at)] = order[static_cast<std::size_t>(at - 1)];
      order[static_cast<std::size_t>(at)] = static_cast<std::uint8_t>(vertex);
    }
  }
  const Colour& colour(int vertex) const { return colours[static_cast<std::size_t>(vertex)]; }
  int ordered(int rank) const { return order[static_cast<std::size_t>(rank)]; }
};

// Several cells of one wiring at a time.
template <std::size_t Lanes>
class Refinement {
 public:
  explicit Refinement(const std::array<Cell, Lanes>& cells) : cells_(cells), vertices_(cells[0].vertices) {
    for (int target = 1; target < vertices_; ++target) {
      neighbours_[0][static_cast<std::size_t>(target)] = cells[0].sources(target);
      for (int source = 0; source < target; ++source)
        if (cells[0].has_edge(source, target)) neighbours_[1][static_cast<std::size_t>(source)] |= 1u << target;
    }
  }

  std::array<Md5Digest, Lanes> fingerprints() {
    for (int vertex = 0; vertex < vertices_; ++vertex)
      set_colour(vertex, texts([&](std::size_t lane, Text& text) { add_label(text, lane, vertex); }));
    for (int round = 0; round < vertices_; ++round) {
      sort();
      for (int vertex = 0; vertex < vertices_; ++vertex)
        set_colour(vertex, texts([&](std::size_t lane, Text& text) { add_neighbourhood(text, lane, vertex); }));
    }
    sort();
    return texts([&](std::size_t lane, Text& text) { add_list(text, lane); });
  }

 private:
  void add_label(Text& text, std::size_t lane, int vertex) const {
    text.add('(');
    text.add_digit(std::popcount(targets(vertex)));
    text.add(", ");
    text.add_digit(std::popcount(sources(vertex)));
    text.add(", ");
    if (vertex == 0)
      text.add("-1");
    else if (vertex == vertices_ - 1)
      text.add("-2");
    else
      text.add_digit(static_cast<int>(cells_[lane].operation(vertex)));
    text.add(')');
  }

  void add_neighbourhood(Text& text, std::size_t lane, int vertex) const {
    add_sorted(text, lane, sources(vertex));
    text.add('|');
    add_sorted(text, lane, targets(vertex));
    text.add('|');
    text.add(old_[lane].colour(vertex));
  }

  void add_sorted(Text& text, std::size_t lane, std::uint32_t set) const {
    for (int rank = 0; rank < vertices_; ++rank)
      if (const int vertex = old_[lane].ordered(rank); set >> vertex & 1) text.add(old_[lane].colour(vertex));
  }

  // As Python prints a list of texts.
  void add_list(Text& text, std::size_t lane) const {
    for (int rank = 0; rank < vertices_; ++rank) {
      text.add(rank == 0 ? "['" : ", '");
      text.add(old_[lane].colour(old_[lane].ordered(rank)));
      text.add('\'');
    }
    text.add(']');
  }

  template <class Write>
  std::array<Md5Digest, Lanes> texts(Write write) {
    std::array<std::span<const std::uint8_t>, Lanes> messages;
    for (std::size_t lane = 0; lane < Lanes; ++lane) {
      texts_[lane].clear();
      write(lane, texts_[lane]);
      messages[lane] = texts_[lane].bytes();
    }
    if constexpr (Lanes == 1)
      return {base::md5(messages[0])};
    else
      return base::md5_lanes(messages);
  }

  void set_colour(int vertex, const std::array<Md5Digest, Lanes>& digests) {
    for (std::size_t lane = 0; lane < Lanes; ++lane)
      new_[lane][static_cast<std::size_t>(vertex)] = hexadecimal(digests[lane]);
  }

  // The new colours become the old ones.
  void sort() {
    for (std::size_t lane = 0; lane < Lanes; ++lane) {
      old_[lane].colours = new_[lane];
      old_[lane].sort(vertices_);
    }
  }

  std::uint32_t sources(int vertex) const { return neighbours_[0][static_cast<std::size_t>(vertex)]; }
  std::uint32_t targets(int vertex) const { return neighbours_[1][static_cast<std::size_t>(vertex)]; }

  std::array<Cell, Lanes> cells_;
  int vertices_;
  std::array<std::array<std::uint32_t, kMaxVertices>, 2> neighbours_{};  // sources, targets
  std::array<std::array<Colour, kMaxVertices>, Lanes> new_;
  std::array<Colouring, Lanes> old_;
  std::array<Text, Lanes> texts_;
};

}  // namespace

Md5Digest hash(const Cell& cell) { return Refinement<1>({cell}).fingerprints()[0]; }

std::array<Md5Digest, base::kMd5Lanes> hash_lanes(const std::array<Cell, base::kMd5Lanes>& cells) {
  return Refinement<base::kMd5Lanes>(cells).fingerprints();
}

}  // namespace cellar::space::nb101
