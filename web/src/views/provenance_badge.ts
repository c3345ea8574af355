// SPDX-License-Identifier: Apache-2.0
// Says what a number is: measured, modelled, or fitted to a surrogate.
import {element} from '../dom/element';
import {provenanceDisc, type Provenance} from '../drawing/swatch';
import type {Comparison, Flag} from '../engine/types';
import {text} from '../i18n/text';
import {isSurrogate} from '../space/darts';
import {isFashion} from '../space/nb101';
import {benchmarkInfo, modelName, type Page} from './page';

const KINDS: readonly Provenance[] = ['measured', 'modelled', 'fitted_to_surrogate'];

export function provenanceOf(flags: readonly Flag[]): Provenance | undefined {
  return KINDS.find((kind) => flags.includes(kind));
}

/** Of all answers of a study: a table that is partly measured gives both kinds. */
export function provenancesOf({results, identity}: Comparison): Provenance[] {
  const [kind] = results.map(({best}) => provenanceOf(best.flags));
  if (kind === undefined) return [];
  // There the optimum is known once every cell is measured.
  if (isFashion(identity.name) && identity.best_known.is_optimum) return ['measured'];
  return isSurrogate(identity.name) ? [kind] : ['measured', 'modelled'];
}

export function provenanceBadge(provenance: Provenance): HTMLElement {
  return element('span', {class: 'badge'}, provenanceDisc(provenance), text(`provenance.${provenance}`));
}

/** In the engine's words. */
export function provenanceSentence(page: Page, benchmark: string): string {
  const summary = benchmarkInfo(page, benchmark)?.summary ?? '';
  return text('provenance.sentence', {model: modelName(page, benchmark), summary});
}
