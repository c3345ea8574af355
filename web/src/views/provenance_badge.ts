// SPDX-License-Identifier: Apache-2.0
// Says what a number is: measured, modelled, or fitted to a surrogate.
import {element} from '../dom/element';
import {provenanceDisc, type Provenance} from '../drawing/swatch';
import type {Flag} from '../engine/types';
import {text} from '../i18n/text';

const KINDS: readonly Provenance[] = ['measured', 'modelled', 'fitted_to_surrogate'];

export function provenanceOf(flags: readonly Flag[]): Provenance | undefined {
  return KINDS.find((kind) => flags.includes(kind));
}

export function provenanceBadge(provenance: Provenance): HTMLElement {
  return element('span', {class: 'badge'}, provenanceDisc(provenance), text(`provenance.${provenance}`));
}
