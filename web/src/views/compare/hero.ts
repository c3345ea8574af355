// SPDX-License-Identifier: Apache-2.0
// The point before any click: what the stored comparisons show, in a sentence and in small multiples of one scale.
import {element} from '../../dom/element';
import {richText, sizeNumber, sizePower} from '../../dom/rich_text';
import {NARROW} from '../../drawing/label_room';
import {BASELINE} from '../../drawing/series_style';
import {smallMultiple} from '../../drawing/small_multiple';
import {spaceRuler} from '../../drawing/space_ruler';
import {decimal, whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {claimOf} from '../../study/claim';
import {formatOptimizer} from '../../study/optimizer_text';
import {rankedResults, regretCurve} from '../../study/regret';
import type {StoredComparison} from '../../study/stored';
import {benchmarkInfo, optimizerInSentence, optimizerTitle, type Page} from '../page';
import {provenanceBadge, provenanceOf} from '../provenance_badge';

/** Regret below this is not told apart in a small multiple. */
const LEAST_REGRET = 0.01;

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

  constructor(private readonly page: Page) {
    this.multiples = page.stored.map((stored) => this.multiple(stored));
    this.node = element(
      'div',
      {class: 'hero'},
      element('h1', {}, ...this.claim(page.stored[0])),
      element('p', {class: 'lead'}, this.method(page.stored[0])),
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

  private claim({comparison}: StoredComparison) {
    const claim = claimOf(comparison, BASELINE);
    const size = sizePower(this.sizeOf(comparison.spec.benchmark));
    const all = whole(comparison.spec.evaluations);
    if (claim?.evaluationsToMatch === undefined) {
      return richText('hero.claim_baseline', {size, all, baseline: optimizerInSentence(this.page, BASELINE)});
    }
    return richText('hero.claim', {
      size,
      all,
      evaluations: whole(claim.evaluationsToMatch),
      winner: optimizerInSentence(this.page, claim.winner),
      baseline: optimizerInSentence(this.page, claim.baseline),
    });
  }

  private method({comparison: {spec, identity}}: StoredComparison): string {
    return text('hero.method', {
      methods: whole(spec.optimizers.length),
      runs: whole(spec.runs),
      model: identity.model.name,
    });
  }

  private sizeOf(benchmark: string): string {
    return benchmarkInfo(this.page, benchmark)?.space.architectures ?? '1';
  }

  private multiple(stored: StoredComparison): Multiple {
    const {comparison} = stored;
    const size = this.sizeOf(comparison.spec.benchmark);
    const plot = element('div', {class: 'multiple-plot'});
    const provenance = provenanceOf(comparison.results[0].best.flags);
    const ranked = rankedResults(comparison);
    const baseline = ranked.find(({optimizer}) => optimizer === BASELINE) ?? ranked[ranked.length - 1];
    const caption = text('hero.caption', {
      winner: optimizerTitle(this.page, ranked[0].optimizer),
      median: decimal(ranked[0].median, 2),
      runs: whole(comparison.spec.runs),
      baseline: optimizerInSentence(this.page, baseline.optimizer),
      reference: decimal(baseline.median, 2),
    });
    const article = element(
      'article',
      {},
      element('h2', {}, sizeNumber(size), element('span', {class: 'small muted'}, text('hero.architectures'))),
      element(
        'p',
        {class: 'small multiple-title'},
        element('span', {}, benchmarkInfo(this.page, comparison.spec.benchmark)?.title ?? comparison.spec.benchmark),
        provenance && provenanceBadge(provenance),
        provenance &&
          element(
            'span',
            {class: 'muted'},
            text(`provenance.${provenance}.sentence`, {model: comparison.identity.model.name}),
          ),
      ),
      element('figure', {}, plot, element('figcaption', {}, caption)),
    );
    return {stored, article, plot, size};
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
        height: narrow ? 180 : 240,
        regretRange,
        quantity: text(narrow ? 'hero.quantity_short' : 'hero.quantity', {model: comparison.identity.model.name}),
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
