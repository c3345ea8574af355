// SPDX-License-Identifier: Apache-2.0
// What the Architecture view asks of a space: how its architectures are drawn, edited and described.
import type {Neighbour} from '../../engine/types';
import type {Spelling} from '../../space/spelling';

export interface EditDescription {
  place: string;
  change: string;
}

/** Architectures come and go in the engine's compact form. */
export interface Subject {
  readonly node: HTMLElement;
  readonly spelling: Spelling;
  readonly words: SubjectWords;
  show(compact: string): void;
  /** Rows for the card: terms with their values. */
  facts(compact: string): [term: string, value: string][];
  /** Why an architecture that the model was not fitted to should not be trusted. */
  doubt(compact: string): string;
  describe(compact: string, neighbour: Neighbour): EditDescription;
  /** The view goes to this neighbour: select what changed. */
  follow(neighbour: Neighbour): void;
}

export interface SubjectWords {
  title: string;
  /** The name of spelling.standard. */
  standard: string;
  textLabel: string;
}
