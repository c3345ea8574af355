// SPDX-License-Identifier: Apache-2.0
// How a space's architectures are written: in the address, to the engine, and for the reader.
import type {Form} from '../engine/types';
import * as darts from './darts';
import * as nb101 from './nb101';

export interface Spelling {
  /** The form that readers know from published code. */
  form: Form;
  /** Of the architecture to begin with, as in the address. */
  standard: string;
  /** From the address's code to the engine's compact form; undefined where the code is none of this space. */
  toCompact(code: string): string | undefined;
  toCode(compact: string): string;
}

export const DARTS_SPACE = 'darts';

const DARTS_SPELLING: Spelling = {
  form: 'genotype',
  standard: darts.DARTS_V2,
  toCompact: (code) => {
    const genotype = darts.fromCode(code);
    return genotype && darts.toCompact(genotype);
  },
  toCode: (compact) => darts.toCode(darts.fromCompact(compact)),
};

function cellSpelling(space: string): Spelling {
  return {
    form: 'matrix',
    standard: nb101.standardCode(space),
    toCompact: (code) => {
      const cell = nb101.fromCode(code);
      return cell && nb101.isOfSpace(space, cell) ? nb101.toCompact(space, cell) : undefined;
    },
    toCode: (compact) => nb101.toCode(nb101.fromCompact(space, compact)),
  };
}

export const spellingOf = (space: string): Spelling => (space === DARTS_SPACE ? DARTS_SPELLING : cellSpelling(space));
