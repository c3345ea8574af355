// SPDX-License-Identifier: Apache-2.0
// The point before any click: what the stored comparisons show, in a sentence and in small multiples of one scale.
import {element, type Child} from '../../dom/element';
import {listed, richText, sizeNumber, sizePower} from '../../dom/rich_text';
import {LEAST_REGRET} from '../../drawing/figure_range';
import {NARROW} from '../../drawing/label_room';
import {BASELINE} from '../../drawing/series_style';
import {smallMultiple} from '../../drawing/small_multiple';
import {spaceRuler} from '../../drawing/space_ruler';
import type {Comparison} from '../../engine/types';
import {decimal, percent, whole} from '../../i18n/numbers';
import {text, type TextKey} from '../../i18n/text';
import {distinctCells} from '../../space/nb101';
import {claimOf, type Claim} from '../../study/claim';
import {endsOf} from '../../study/ends';
import {formatOptimizer} from '../../study/optimizer_text';
import {rankedResults, regretCurve, type RegretResult} from '../../study/regret';
import type {StoredComparison} from '../../study/stored';
import {benchmarkInfo, optimizerInSentence, optimizerTitle, spaceOf, type Page} from '../page';
import {provenanceBadge, provenanceSentence, provenancesOf} from '../provenance_badge';

/** Where the multiples stand one below the other. */
const PHONE = '(max-width: 767px)';

interface Multiple {
  stored: StoredComparison;
  article: HTMLElement;
  plot: HTMLElement;
  size: string;
}

export class Hero {
  readonly node: HTMLElement;
  private readonly ruler = element('div', {class: 'ruler'});
  private readonly multiples: Multiple[];
  private readonly shown: Claim;

  constructor(private readonly page: Page) {
    this.shown = claimOf(
      page.stored.map(({comparison}) => comparison),
      BASELINE,
    );
    this.multiples = page.stored.map((stored) => this.multiple(stored));
    this.node = element(
      'div',
      {class: 'hero'},
      element('h1', {}, ...this.claim()),
      element('p', {class: 'lead'}, this.method()),
      this.ruler,
      element('div', {class: `multiples of-${this.multiples.length}`}, ...this.multiples.map(({article}) => article)),
    );
    new ResizeObserver(() => this.draw()).observe(this.node);
  }

  draw(): void {
    if (this.node.clientWidth === 0) return;
    const range = this.regretRange();
    for (const multiple of this.multiples) this.drawMultiple(multiple, range);
    const left = this.ruler.getBoundingClientRect().left;
    const marks = this.multiples.map(({size, article}) => {
      const box = article.getBoundingClientRect();
      return {exponent: Math.log10(Number(size)), boxLeft: box.left - left, boxRight: box.right - left};
    });
    const sizes = this.multiples.map(({size}) => whole(Number(size))).join(', ');
    this.ruler.replaceChildren(
      spaceRuler(marks, this.ruler.clientWidth, this.ruler.clientHeight, text('hero.ruler', {sizes})),
    );
  }

  private claim(): Child[] {
    const {wins, baselineRegret} = this.shown;
    const sizes = (benchmarks: string[]) => listed(benchmarks.map((name) => this.shortSize(name)));
    const [first, last] = [wins[0], wins[wins.length - 1]];
    const winner = optimizerInSentence(this.page, first.winner);
    const victory =
      wins.length === 1
        ? richText('hero.claim_everywhere', {winner, sizes: sizes(first.benchmarks)})
        : richText('hero.claim', {
            winner,
            sizes: sizes(first.benchmarks),
            other: optimizerInSentence(this.page, last.winner),
            other_sizes: sizes(last.benchmarks),
          });
    const regrets = listed(baselineRegret.map((regret) => decimal(regret, 2)));
    const baseline = optimizerTitle(this.page, BASELINE);
    return [...victory, ' ', ...richText('hero.claim_baseline', {baseline, regrets})];
  }

  private method(): string {
    const [smallest] = this.page.stored;
    const {spec} = smallest.comparison;
    const {turned, known} = this.shown.turned;
    const method = text('hero.method', {
      methods: whole(spec.optimizers.length),
      runs: whole(spec.runs),
      evaluations: whole(spec.evaluations),
      share: percent(spec.evaluations / Number(this.sizeOf(spec.benchmark)), 0),
    });
    return `${method} ${text('hero.turned', {turned: whole(turned), known: whole(known)})} ${text('hero.stored')}`;
  }

  // Exact where that is short.
  private shortSize(benchmark: string): HTMLElement {
    const size = this.sizeOf(benchmark);
    return Number(size) < 1e6 ? sizeNumber(size) : sizePower(size);
  }

  private sizeOf(benchmark: string): string {
    return benchmarkInfo(this.page, benchmark)?.space.architectures ?? '1';
  }

  private multiple(stored: StoredComparison): Multiple {
    const {comparison} = stored;
    const size = this.sizeOf(comparison.spec.benchmark);
    const plot = element('div', {class: 'multiple-plot'});
    const {benchmark} = comparison.spec;
    const cells = distinctCells(spaceOf(this.page, benchmark));
    const article = element(
      'article',
      {},
      element(
        'h2',
        {},
        sizeNumber(size),
        element(
          'span',
          {class: 'small muted'},
          cells === undefined ? text('hero.architectures') : text('hero.configurations', {cells: whole(cells)}),
        ),
      ),
      element(
        'p',
        {class: 'small multiple-title'},
        element('span', {}, benchmarkInfo(this.page, benchmark)?.title ?? benchmark),
        ...provenancesOf(comparison).map(provenanceBadge),
        element('span', {class: 'muted'}, provenanceSentence(this.page, benchmark)),
      ),
      element('figure', {}, plot, element('figcaption', {}, this.caption(comparison))),
      element(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'data-open': benchmark,
          'aria-label': text('hero.open_label', {benchmark}),
          onclick: () => this.open(comparison),
        },
        text('hero.open'),
      ),
    );
    return {stored, article, plot, size};
  }

  private caption(comparison: Comparison): string {
    const ends = endsOf(comparison);
    return text('hero.caption', {
      ends: rankedResults(comparison)
        .map((result, i) => this.end(result, i === 0))
        .join(', '),
      runs: whole(comparison.spec.runs),
      basis: ends
        ? text('hero.basis_exact', {measured: whole(ends.measured), total: whole(ends.total)})
        : text('hero.basis'),
    });
  }

  private end({optimizer, median, testMedian}: RegretResult, first: boolean): string {
    const values = {
      optimizer: first ? optimizerTitle(this.page, optimizer) : optimizerInSentence(this.page, optimizer),
      median: decimal(median, 2),
    };
    if (testMedian === undefined) return text(first ? 'hero.end_first' : 'hero.end', values);
    return text(first ? 'hero.end_first_test' : 'hero.end_test', {...values, test: decimal(testMedian, 2)});
  }

  // The bench shows the stored comparison, ready to be run again.
  private open({spec}: Comparison): void {
    this.page.store.set({...spec, optimizers: spec.optimizers.map(formatOptimizer)});
    document.getElementById('bench')?.scrollIntoView();
  }

  // One scale for all spaces, so that they compare.
  private regretRange(): [number, number] {
    const values = this.multiples.flatMap(({stored: {comparison}}) => {
      const best = comparison.identity.best_known.val_accuracy;
      return comparison.curves.evaluations
        .map((curve) => regretCurve(curve, best))
        .flatMap(({low, high}) => [...low, ...high]);
    });
    return [Math.max(LEAST_REGRET, Math.min(...values) * 0.9), Math.max(...values) * 1.05];
  }

  private drawMultiple({stored: {comparison}, plot}: Multiple, regretRange: [number, number]): void {
    const best = comparison.identity.best_known.val_accuracy;
    const width = plot.clientWidth;
    const narrow = width < NARROW;
    const optimizers = comparison.spec.optimizers.map(formatOptimizer);
    plot.replaceChildren(
      smallMultiple({
        curves: comparison.curves.evaluations.map((curve) => regretCurve(curve, best)),
        width,
        height: matchMedia(PHONE).matches ? 140 : narrow ? 180 : 240,
        regretRange,
        quantity: text(quantityKey(comparison, narrow), {model: comparison.identity.model.name}),
        unit: text('figure.unit.evaluations'),
        label: text('hero.figure', {
          methods: optimizers.map((optimizer) => optimizerInSentence(this.page, optimizer)).join(', '),
          space: benchmarkInfo(this.page, comparison.spec.benchmark)?.title ?? comparison.spec.benchmark,
        }),
        subject: rankedResults(comparison)[0].optimizer,
        seriesLabel: (optimizer) => (narrow ? optimizer.toUpperCase() : optimizerTitle(this.page, optimizer)),
      }),
    );
  }
}

function quantityKey({identity}: Comparison, narrow: boolean): TextKey {
  if (identity.best_known.is_optimum) return 'hero.quantity_exact';
  return narrow ? 'hero.quantity_short' : 'hero.quantity';
}
