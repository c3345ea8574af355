// SPDX-License-Identifier: Apache-2.0
// The weights of a supernet's choices by alternative, over the epochs that are done and the one under way.
import {SUPERNET_OPERATIONS, type Choice, type ChoiceWeights, type SearchEpoch} from '../engine/one_shot_types';

export interface Alternative {
  /** Of a block's operation, or of a node's input. */
  kind: 'operation' | 'input';
  /** The block or node that chooses, from 1 on. */
  chooser: number;
  /** Index into SUPERNET_OPERATIONS, or the node that is read. */
  option: number;
  weights: number[];
  running?: number;
}

type Weight = (weights: ChoiceWeights) => number;

/** Nodes that read all they can have no choice and are left out. */
export function alternativesOf(epochs: readonly SearchEpoch[], running: Choice | undefined): Alternative[] {
  const shape = running ?? epochs[epochs.length - 1]?.weights;
  if (!shape) return [];
  const alternative = (kind: Alternative['kind'], row: number, option: number, weight: Weight): Alternative => ({
    kind,
    chooser: row + 1,
    option,
    weights: epochs.map(({weights}) => weight(weights)),
    ...(running && {running: weight(running)}),
  });
  return [
    ...shape.operations.flatMap((_, row) =>
      SUPERNET_OPERATIONS.map((_, option) => alternative('operation', row, option, (w) => w.operations[row][option])),
    ),
    ...shape.inputs.flatMap((inputs, row) =>
      inputs.every((weight) => weight === 1)
        ? []
        : inputs.map((_, option) => alternative('input', row, option, (w) => w.inputs[row][option])),
    ),
  ];
}
