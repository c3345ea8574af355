// SPDX-License-Identifier: Apache-2.0
// What the benchmark answers for the architecture, and how far to trust it.
import {element, replace, svg} from '../../dom/element';
import {axisTicks} from '../../drawing/ticks';
import type {ModelState} from '../../engine/model_loader';
import type {EngineError, Evaluation, Identity, Neighbour} from '../../engine/types';
import {decimal, largeCount, megabytes, percent, shortSeconds, whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {isSurrogate} from '../../space/darts';
import {isFashion} from '../../space/nb101';
import {errorNote} from '../error_note';
import type {Page} from '../page';
import {provenanceBadge, provenanceOf, provenanceSentence} from '../provenance_badge';
import {FidelityChoice} from './fidelity_choice';
import type {Subject} from './subject';

const SECONDS_PER_HOUR = 3600;
/** Per cent: where the scale begins, the highest below the answer. Fully trained, hardly an architecture is below 90. */
const SCALE_LOWS = [90, 80, 0];
const MOST_TICKS = 8;
/** Per cent between the best known and the end of the scale, at least. */
const SCALE_MARGIN = 0.3;

export class PredictionCard {
  readonly node: HTMLElement;
  private readonly value = element('p', {class: 'big', id: 'prediction', 'aria-live': 'polite'});
  private readonly scale = element('div', {});
  private readonly trust = element('div', {class: 'row'});
  private readonly facts = element('dl', {class: 'facts'});
  private readonly title = element('h2', {}, text('prediction.title'));
  private readonly spreadNote = element('p', {class: 'small muted'});
  private readonly epochs: FidelityChoice;
  private readonly answer: HTMLElement;

  constructor(private readonly page: Page) {
    this.epochs = new FidelityChoice(page);
    this.answer = element(
      'div',
      {class: 'stack'},
      element('div', {class: 'group'}, this.scale, this.spreadNote, this.trust),
      this.epochs.node,
      this.facts,
    );
    this.answer.hidden = true;
    this.node = element(
      'section',
      {class: 'stack prediction'},
      element('div', {class: 'group'}, this.title, this.value),
      this.answer,
    );
  }

  /** Before the model has loaded, or where it could not. */
  wait(model: ModelState, retry: () => void): void {
    this.answer.hidden = true;
    if (model.state === 'failed') {
      this.fail(model.error, retry);
      return;
    }
    const bytes =
      model.state === 'loading' && model.total > 0
        ? ` ${text('study.loading_bytes', {loaded: megabytes(model.loaded), total: megabytes(model.total)})}`
        : '';
    this.value.replaceChildren(element('small', {}, text('prediction.waiting') + bytes));
  }

  fail(error: EngineError, retry?: () => void): void {
    this.answer.hidden = true;
    this.value.replaceChildren(errorNote(error, retry));
  }

  show(subject: Subject, compact: string, evaluation: Evaluation, identity: Identity, neighbours: Neighbour[]): void {
    this.answer.hidden = false;
    const {val_accuracy: accuracy, val_accuracy_sd: sd} = evaluation;
    this.title.textContent = text(TITLES[provenanceOf(evaluation.flags) ?? 'modelled']);
    this.value.replaceChildren(
      percent(accuracy),
      element('small', {}, sd === undefined ? text('prediction.unit') : text('prediction.spread', {sd: percent(sd)})),
    );
    this.spreadNote.hidden = sd === undefined;
    const ofSeeds = evaluation.flags.includes('measured');
    this.spreadNote.textContent = text(ofSeeds ? 'prediction.spread_note_seeds' : 'prediction.spread_note');
    this.scale.replaceChildren(accuracyScale(evaluation, identity.best_known, this.scale.clientWidth));
    this.showTrust(subject, compact, evaluation, identity);
    this.epochs.show(identity, evaluation.fidelity);
    const rows = [...accuracyFacts(evaluation, identity), ...subject.facts(compact), rankFact(neighbours)];
    this.facts.replaceChildren(...rows.flatMap(([term, value]) => [element('dt', {}, term), element('dd', {}, value)]));
  }

  private showTrust(subject: Subject, compact: string, {flags}: Evaluation, identity: Identity): void {
    const provenance = provenanceOf(flags);
    const outside = flags.includes('out_of_distribution');
    replace(
      this.trust,
      provenance && provenanceBadge(provenance),
      // A table holds the whole space: nothing is outside.
      isSurrogate(identity.name) && distributionBadge(outside),
      outside && element('p', {class: 'small warning'}, subject.doubt(compact)),
      element('p', {class: 'small muted'}, provenanceSentence(this.page, identity.name)),
    );
  }
}

const TITLES = {
  measured: 'prediction.title_measured',
  modelled: 'prediction.title_modelled',
  fitted_to_surrogate: 'prediction.title',
} as const;

type Fact = [term: string, value: string];

function accuracyFacts(evaluation: Evaluation, {name, fidelities}: Identity): Fact[] {
  const {test_accuracy: test, parameters, macs, flags} = evaluation;
  // NAS-Bench-101's tables have a measured one for every cell.
  const tested = !isFashion(name) || flags.includes('measured');
  return [
    ...(test === undefined
      ? []
      : [
          [
            text(tested ? 'prediction.test' : 'prediction.test_modelled'),
            text('prediction.test_value', {accuracy: percent(test)}),
          ] satisfies Fact,
        ]),
    timeFact(evaluation, fidelities.max),
    [text('prediction.parameters'), largeCount(parameters)],
    [text('prediction.macs'), largeCount(macs)],
  ];
}

function timeFact({runtime_seconds: seconds, flags, fidelity}: Evaluation, longest: number): Fact {
  if (flags.includes('nominal_time'))
    return [text('prediction.runtime_nominal'), text('prediction.seconds', {seconds: shortSeconds(seconds)})];
  // Of a table, times for fewer epochs are in proportion to those for all.
  const timed = flags.includes('measured') && fidelity === longest;
  return [
    text(timed ? 'prediction.runtime_measured' : 'prediction.runtime'),
    text('prediction.hours', {hours: decimal(seconds / SECONDS_PER_HOUR, 2)}),
  ];
}

function rankFact(neighbours: Neighbour[]): Fact {
  const better = neighbours.filter(({difference}) => difference > 0).length;
  return [
    text('prediction.rank'),
    text('prediction.rank_of', {rank: whole(better + 1), count: whole(neighbours.length + 1)}),
  ];
}

function distributionBadge(outside: boolean): HTMLElement {
  return element(
    'span',
    {class: outside ? 'badge warning' : 'badge'},
    svg(
      'svg',
      {width: 12, height: 12, 'aria-hidden': 'true'},
      svg('path', {d: outside ? 'M6 1L11 11H1Z' : 'M2 6l3 3 5-6', class: 'node open'}),
    ),
    text(outside ? 'prediction.outside' : 'prediction.inside'),
  );
}

// Mean and spread on a fixed scale, so that an edit is seen as a movement.
function accuracyScale(
  {val_accuracy, val_accuracy_sd = 0}: Evaluation,
  {val_accuracy: best, is_optimum}: Identity['best_known'],
  width: number,
): SVGSVGElement {
  const [mean, sd, known] = [val_accuracy * 100, val_accuracy_sd * 100, best * 100];
  const low = SCALE_LOWS.find((value) => value <= mean) ?? 0;
  const high = Math.ceil(known + SCALE_MARGIN);
  const x = (value: number) => 8 + (width - 16) * Math.min(1, Math.max(0, (value - low) / (high - low)));
  const ticks = axisTicks(low, high, 'linear', MOST_TICKS);
  return svg(
    'svg',
    {
      width,
      height: 58,
      role: 'img',
      'aria-label': text('prediction.scale', {accuracy: percent(val_accuracy), best: percent(best)}),
    },
    svg('path', {d: `M8 28H${width - 8}`, class: 'axis'}),
    ...ticks.map((value) => svg('text', {x: x(value), y: 52, 'text-anchor': 'middle', class: 'muted'}, String(value))),
    ...ticks.map((value) => svg('path', {d: `M${x(value)} 34v4`, class: 'axis'})),
    svg('path', {d: `M${x(known)} 18v20`, class: 'known-line'}),
    svg(
      'text',
      {x: x(known), y: 11, 'text-anchor': x(known) > width * 0.7 ? 'end' : 'middle', class: 'muted'},
      text(is_optimum ? 'prediction.optimum' : 'prediction.best_known'),
    ),
    svg('path', {d: `M${x(mean - sd)} 28H${x(mean + sd)}`, class: 'spread-line'}),
    svg('circle', {cx: x(mean), cy: 28, r: 5, class: 'node highlight'}),
  );
}
