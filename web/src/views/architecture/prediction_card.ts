// SPDX-License-Identifier: Apache-2.0
// What the benchmark answers for the architecture, and how far to trust it.
import {element, svg} from '../../dom/element';
import type {ModelState} from '../../engine/model_loader';
import type {EngineError, Evaluation, Identity, Neighbour} from '../../engine/types';
import {decimal, megabytes, percent, whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {CELL_NAMES, hasWeights, type Genotype} from '../../space/darts';
import {errorNote} from '../error_note';
import type {Page} from '../page';
import {provenanceBadge, provenanceOf} from '../provenance_badge';

const SECONDS_PER_HOUR = 3600;
/** Per cent; NAS-Bench-301's architectures lie above about 90.7 after full training. */
const SCALE_LOW = 90;
/** Per cent between the best known and the end of the scale, at least. */
const SCALE_MARGIN = 0.3;

export class PredictionCard {
  readonly node: HTMLElement;
  private readonly value = element('p', {class: 'big', id: 'prediction', 'aria-live': 'polite'});
  private readonly scale = element('div', {});
  private readonly trust = element('div', {class: 'row'});
  private readonly facts = element('dl', {class: 'facts'});
  private readonly epochs: HTMLInputElement;
  private readonly epochsValue = element('output', {class: 'number'});
  private readonly answer: HTMLElement;

  constructor(page: Page) {
    this.epochs = element('input', {
      type: 'range',
      id: 'epochs',
      oninput: () => {
        const value = Number(this.epochs.value);
        page.store.set({epochs: value === Number(this.epochs.max) ? undefined : value});
      },
    });
    this.answer = element(
      'div',
      {class: 'stack'},
      element(
        'div',
        {class: 'group'},
        this.scale,
        element('p', {class: 'small muted'}, text('prediction.spread_note')),
        this.trust,
      ),
      element(
        'label',
        {class: 'range'},
        element('span', {class: 'row spread'}, text('prediction.epochs'), this.epochsValue),
        this.epochs,
      ),
      this.facts,
    );
    this.answer.hidden = true;
    this.node = element(
      'section',
      {class: 'stack prediction'},
      element('div', {class: 'group'}, element('h2', {}, text('prediction.title')), this.value),
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

  show(evaluation: Evaluation, identity: Identity, neighbours: Neighbour[], genotype: Genotype): void {
    this.answer.hidden = false;
    const {val_accuracy: accuracy, val_accuracy_sd: sd} = evaluation;
    this.value.replaceChildren(
      percent(accuracy),
      element('small', {}, sd === undefined ? text('prediction.unit') : text('prediction.spread', {sd: percent(sd)})),
    );
    this.scale.replaceChildren(accuracyScale(evaluation, identity.best_known.val_accuracy, this.scale.clientWidth));
    this.showTrust(evaluation, identity, genotype);
    const {min, max} = identity.fidelities;
    Object.assign(this.epochs, {min: String(min), max: String(max)});
    this.epochs.value = String(evaluation.fidelity);
    this.epochsValue.textContent = whole(evaluation.fidelity);
    this.showFacts(evaluation, neighbours, genotype);
  }

  private showTrust({flags}: Evaluation, identity: Identity, genotype: Genotype): void {
    const provenance = provenanceOf(flags);
    const outside = flags.includes('out_of_distribution');
    this.trust.replaceChildren(
      ...(provenance ? [provenanceBadge(provenance)] : []),
      distributionBadge(outside),
      ...(outside
        ? [
            element(
              'p',
              {class: 'small warning'},
              text('prediction.outside_sentence', {free: withoutWeights(genotype)}),
            ),
          ]
        : []),
      ...(provenance
        ? [
            element(
              'p',
              {class: 'small muted'},
              text(`provenance.${provenance}.sentence`, {model: identity.model.name}),
            ),
          ]
        : []),
    );
  }

  private showFacts(evaluation: Evaluation, neighbours: Neighbour[], genotype: Genotype): void {
    const better = neighbours.filter(({difference}) => difference > 0).length;
    const millions = (count: number) => text('prediction.millions', {millions: decimal(count / 1e6, 2)});
    const rows: [string, string][] = [
      [
        text('prediction.runtime'),
        text('prediction.hours', {hours: decimal(evaluation.runtime_seconds / SECONDS_PER_HOUR, 2)}),
      ],
      [text('prediction.parameters'), millions(evaluation.parameters)],
      [text('prediction.macs'), millions(evaluation.macs)],
      [text('prediction.free'), text('prediction.free_of', {free: withoutWeights(genotype)})],
      [
        text('prediction.rank'),
        text('prediction.rank_of', {rank: whole(better + 1), count: whole(neighbours.length + 1)}),
      ],
    ];
    this.facts.replaceChildren(...rows.flatMap(([term, value]) => [element('dt', {}, term), element('dd', {}, value)]));
  }
}

function withoutWeights(genotype: Genotype): number {
  return CELL_NAMES.flatMap((name) => genotype[name]).filter(({operation}) => !hasWeights(operation)).length;
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
function accuracyScale({val_accuracy, val_accuracy_sd = 0}: Evaluation, best: number, width: number): SVGSVGElement {
  const [mean, sd, known] = [val_accuracy * 100, val_accuracy_sd * 100, best * 100];
  const high = Math.ceil(known + SCALE_MARGIN);
  const x = (value: number) => 8 + (width - 16) * Math.min(1, Math.max(0, (value - SCALE_LOW) / (high - SCALE_LOW)));
  const ticks = Array.from({length: high - SCALE_LOW + 1}, (_, i) => SCALE_LOW + i);
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
      text('prediction.best_known'),
    ),
    svg('path', {d: `M${x(mean - sd)} 28H${x(mean + sd)}`, class: 'spread-line'}),
    svg('circle', {cx: x(mean), cy: 28, r: 5, class: 'node highlight'}),
  );
}
