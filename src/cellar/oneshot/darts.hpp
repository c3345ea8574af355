// SPDX-License-Identifier: Apache-2.0
// DARTS (Liu et al., ICLR 2019, arXiv 1806.09055), and PC-DARTS (Xu et al., ICLR 2020, arXiv 1907.05737), which lets a
// part of the channels through the operations. The supernet is weighed by a softmax of every choice. In turn the choices
// go down the gradient of one half's loss, and the weights down that of the other's.
//
// Second order: the choices' gradient is that of the loss after a step of the weights; its second part is a difference
// of two gradients (section 2.3, equation 8). Batch norms keep the running statistics that they had before.
//
// As in NAS-Bench-1Shot1, PC-DARTS has no normalisation of edges of its own.
#pragma once

#include <cellar/oneshot/method.hpp>

namespace cellar::oneshot {

extern const MethodInfo kDarts;
extern const MethodInfo kDartsSecondOrder;
extern const MethodInfo kPcDarts;

}  // namespace cellar::oneshot
