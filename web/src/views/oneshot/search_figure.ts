// SPDX-License-Identifier: Apache-2.0
// A search over its epochs: loss and one-shot error, regret or test accuracy below, entropy, and the choices' weights,
// all on one axis.
import {element} from '../../dom/element';
import {epochPlot, type EpochSeries} from '../../drawing/epoch_plot';
import {heatStrip, type HeatGroup} from '../../drawing/heat_strip';
import {NARROW} from '../../drawing/label_room';
import {operationLabel, operationStyle} from '../../drawing/operation_style';
import {SUPERNET_OPERATIONS, type SearchEpoch} from '../../engine/one_shot_types';
import type {Identity} from '../../engine/types';
import {text} from '../../i18n/text';
import type {SearchState} from '../../study/search_controller';
import {alternativesOf, type Alternative} from '../../study/supernet_rows';
import {regretPoints} from '../../study/regret';

const HEIGHTS = {wide: 170, narrow: 140};
const ENTROPY_HEIGHT = 130;
const SIDES = {wide: {left: 104, right: 104}, narrow: {left: 74, right: 62}};

export class SearchFigure {
  readonly node = element('div', {class: 'group search-figure'});
  private shown: {state: SearchState; current: number | undefined} | undefined;

  constructor() {
    new ResizeObserver(() => this.draw()).observe(this.node);
  }

  /** `current`: the epoch that is looked at, 1-based. */
  show(state: SearchState, current: number | undefined): void {
    this.shown = {state, current};
    this.draw();
  }

  private draw(): void {
    const width = this.node.clientWidth;
    if (!this.shown || width === 0) return;
    const {state, current} = this.shown;
    const {epochs, progress, identity} = state;
    if (!progress || !identity) return this.node.replaceChildren();
    const running = progress.done || progress.loss === 0 ? undefined : state.choice;
    const narrow = width < NARROW;
    const shape = {
      epochs: progress.epochs,
      current,
      width,
      height: narrow ? HEIGHTS.narrow : HEIGHTS.wide,
      sides: narrow ? SIDES.narrow : SIDES.wide,
      fromZero: true,
      unit: text('search.unit'),
      label: text('search.figure'),
    };
    const answers = answersOf(epochs, identity, narrow);
    this.node.replaceChildren(
      epochPlot({
        ...shape,
        quantity: text('search.quantity.loss'),
        series: losses(state, running !== undefined, narrow),
      }),
      epochPlot({...shape, ...answers}),
      epochPlot({
        ...shape,
        height: ENTROPY_HEIGHT,
        fromZero: false, // it leaves 1 slowly
        quantity: text('search.quantity.entropy'),
        series: [{label: text('search.series.entropy'), values: epochs.map(({entropy}) => entropy)}],
      }),
      heatStrip({
        ...shape,
        groups: groupsOf(alternativesOf(epochs, running), narrow),
        quantity: text('search.quantity.weights'),
        label: text('search.heat'),
      }),
    );
  }
}

function losses({epochs, progress}: SearchState, running: boolean, narrow: boolean): EpochSeries[] {
  return [
    {
      label: text(narrow ? 'search.series.loss_short' : 'search.series.loss'),
      values: epochs.map(({train_loss}) => train_loss),
      ...(running && {running: progress!.loss}),
    },
    {
      label: text(narrow ? 'search.series.error_short' : 'search.series.error'),
      values: epochs.map(({one_shot_accuracy}) => 1 - one_shot_accuracy),
      dashed: true,
    },
  ];
}

/** Regret where the optimum is known; else accuracies, as nothing to compare them with is complete. */
function answersOf(
  epochs: readonly SearchEpoch[],
  {best_known: {val_accuracy, test_accuracy, is_optimum}}: Identity,
  narrow: boolean,
): {quantity: string; series: EpochSeries[]} {
  const validation = text(narrow ? 'search.series.validation_short' : 'search.series.validation');
  const tested = epochs.every((epoch) => epoch.test_accuracy !== undefined);
  if (is_optimum) {
    const test = tested && test_accuracy !== undefined;
    return {
      quantity: text('search.quantity.regret'),
      series: [
        {label: validation, values: epochs.map((epoch) => regretPoints(epoch.val_accuracy, val_accuracy))},
        ...(test
          ? [
              {
                label: text('search.series.test'),
                values: epochs.map((epoch) => regretPoints(epoch.test_accuracy!, test_accuracy)),
                dashed: true,
              },
            ]
          : []),
      ],
    };
  }
  return {
    quantity: text(tested ? 'search.quantity.test_error' : 'search.quantity.error'),
    series: [
      {
        label: tested ? text('search.series.test') : validation,
        values: epochs.map((epoch) => 100 * (1 - (tested ? epoch.test_accuracy! : epoch.val_accuracy))),
      },
    ],
  };
}

function groupsOf(alternatives: Alternative[], narrow: boolean): HeatGroup[] {
  const groups = new Map<string, HeatGroup>();
  const nodes = Math.max(...alternatives.filter(({kind}) => kind === 'input').map(({chooser}) => chooser));
  for (const alternative of alternatives) {
    const {kind, chooser, weights, running} = alternative;
    const label =
      kind === 'operation'
        ? text('search.row.block', {number: chooser})
        : chooser === nodes
          ? text('search.row.output')
          : text('search.row.node', {number: chooser});
    const key = `${kind} ${chooser}`;
    const group = groups.get(key) ?? {label, rows: []};
    groups.set(key, group);
    group.rows.push({...rowWords(alternative, narrow), weights, running});
  }
  return [...groups.values()];
}

function rowWords({kind, option}: Alternative, narrow: boolean): {label: string; color: string} {
  if (kind === 'operation') {
    const operation = SUPERNET_OPERATIONS[option];
    return {label: operationLabel(operation, narrow ? 'code' : 'name'), color: operationStyle(operation).color};
  }
  const label =
    option === 0
      ? text(narrow ? 'search.row.input_short' : 'search.row.input')
      : text(narrow ? 'search.row.source_short' : 'search.row.source', {number: option});
  return {label, color: 'var(--ink)'};
}
