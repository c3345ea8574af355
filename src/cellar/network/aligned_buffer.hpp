// SPDX-License-Identifier: Apache-2.0
// An array of zeros that begins at a cache line, so that the widest vectors do not straddle two.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>

namespace cellar::network {

template <class T>
class AlignedBuffer {
 public:
  AlignedBuffer() = default;
  explicit AlignedBuffer(std::size_t size)
      : memory_(static_cast<T*>(::operator new(size * sizeof(T), kLine))), size_(size) {
    std::uninitialized_fill_n(memory_.get(), size, T{});
  }

  T* data() { return memory_.get(); }
  const T* data() const { return memory_.get(); }
  std::size_t size() const { return size_; }

 private:
  static constexpr std::align_val_t kLine{64};  // bytes; x86-64's cache line and AVX-512's vector
  struct Free {
    void operator()(T* memory) const { ::operator delete(memory, kLine); }
  };

  std::unique_ptr<T, Free> memory_;
  std::size_t size_ = 0;
};

}  // namespace cellar::network
