// SPDX-License-Identifier: Apache-2.0
// The study's settings; every change goes to the address at once.
import {element, replace, type Child} from '../../dom/element';
import {richText, sizeNumber} from '../../dom/rich_text';
import {BASELINE} from '../../drawing/series_style';
import {seriesSwatch} from '../../drawing/swatch';
import {whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {LIMITS, type PageState} from '../../state/properties';
import {searchCommand, studySpec} from '../../state/study_spec';
import {distinctCells} from '../../space/nb101';
import {optimizerName} from '../../study/optimizer_text';
import {benchmarkChoice} from '../benchmark_choice';
import {copyButton} from '../copy_button';
import {benchmarkInfo, knownIdentity, type Page} from '../page';
import {provenanceBadge, provenanceSentence, provenancesOf} from '../provenance_badge';
import {OptionFields} from './option_fields';

type NumberField = keyof typeof LIMITS;
const NUMBER_FIELDS: readonly NumberField[] = ['runs', 'evaluations', 'seed'];
/** From this width on the settings stand beside the figure and open by themselves. */
const WIDE = '(min-width: 768px)';

export class SettingsPanel {
  readonly node: HTMLElement;
  private readonly summary = element('span', {class: 'small muted'});
  private readonly note = element('div', {class: 'small muted group'});
  private readonly chips = element('div', {class: 'chips'});
  private readonly options: OptionFields;
  private readonly numbers: Record<NumberField, HTMLInputElement>;
  private readonly complaint = element('p', {class: 'small error', role: 'alert'});
  private readonly noise: HTMLInputElement;
  private readonly command = element('span', {class: 'command', id: 'command'});

  constructor(private readonly page: Page) {
    const {store} = page;
    this.numbers = Object.fromEntries(NUMBER_FIELDS.map((field) => [field, this.numberField(field)])) as Record<
      NumberField,
      HTMLInputElement
    >;
    this.noise = element('input', {
      type: 'checkbox',
      id: 'noise',
      onchange: () => store.set({noise: this.noise.checked}),
    });
    this.options = new OptionFields(page);
    this.node = element(
      'form',
      {class: 'stack', 'aria-label': text('settings.label'), onsubmit: (event: Event) => event.preventDefault()},
      this.details(),
      element(
        'div',
        {class: 'group'},
        element('span', {class: 'small muted'}, text('settings.command')),
        element(
          'div',
          {class: 'code'},
          this.command,
          copyButton(text('page.copy'), () => this.command.textContent ?? ''),
        ),
      ),
    );
    store.subscribe((state) => this.show(state));
    // The note alone: somebody may be typing in the fields.
    page.loader.subscribe((_, {state}) => state === 'ready' && this.showNote(store.get().benchmark));
    this.show(store.get());
  }

  private details(): HTMLElement {
    return element(
      'details',
      {class: 'settings', open: matchMedia(WIDE).matches},
      element('summary', {}, element('strong', {}, text('settings.title')), ' ', this.summary),
      element(
        'div',
        {class: 'stack settings-body'},
        element('label', {}, text('settings.benchmark'), benchmarkChoice(this.page)),
        this.note,
        element(
          'fieldset',
          {class: 'group'},
          element('legend', {class: 'small muted'}, text('settings.optimizers')),
          this.chips,
        ),
        this.options.node,
        element(
          'div',
          {class: 'three-fields'},
          ...NUMBER_FIELDS.map((field) => element('label', {}, text(`settings.${field}`), this.numbers[field])),
        ),
        this.complaint,
        element('label', {class: 'check'}, this.noise, element('span', {class: 'small'}, text('settings.noise'))),
      ),
    );
  }

  private numberField(field: NumberField): HTMLInputElement {
    const {min, max} = LIMITS[field];
    const input: HTMLInputElement = element('input', {
      type: 'number',
      id: field,
      min,
      max,
      step: 1,
      inputmode: 'numeric',
      onchange: () => {
        const value = Number(input.value);
        const valid = input.value !== '' && Number.isSafeInteger(value) && value >= min && value <= max;
        input.setAttribute('aria-invalid', String(!valid));
        this.complaint.textContent = valid
          ? ''
          : text('settings.out_of_range', {field: text(`settings.${field}`), min: whole(min), max: whole(max)});
        if (valid) this.page.store.set({[field]: value});
      },
    });
    return input;
  }

  private show(state: PageState): void {
    const spec = studySpec(state, this.page.info.optimizers);
    this.showNote(state.benchmark);
    this.showChips(state);
    this.options.show(state.optimizers);
    for (const field of NUMBER_FIELDS) {
      if (Number(this.numbers[field].value) === state[field]) continue;
      this.numbers[field].value = String(state[field]);
      this.numbers[field].removeAttribute('aria-invalid');
    }
    this.noise.checked = state.noise;
    this.summary.textContent = text('settings.summary', {
      benchmark: state.benchmark,
      optimizers: whole(state.optimizers.length),
      runs: whole(state.runs),
      evaluations: whole(state.evaluations),
      seed: state.seed,
    });
    // Each flag stays with its value where the command wraps.
    replace(
      this.command,
      ...searchCommand(spec).flatMap((part, i) => [i > 0 && ' ', element('span', {class: 'unbroken'}, part)]),
    );
  }

  private showNote(benchmark: string): void {
    replace(this.note, ...this.benchmarkNote(benchmark));
  }

  private benchmarkNote(name: string): Child[] {
    const info = benchmarkInfo(this.page, name);
    if (!info) return [];
    const best = knownIdentity(this.page, name)?.best_known;
    const shown = this.page.stored.find(({comparison}) => comparison.spec.benchmark === name);
    const size = sizeNumber(info.space.architectures);
    const cells = distinctCells(info.space.name);
    return [
      element(
        'p',
        {},
        ...(cells === undefined
          ? richText('settings.size_note', {size})
          : richText('settings.size_note_cells', {size, cells: whole(cells)})),
        ' ',
        best && text(best.is_optimum ? 'settings.optimum' : 'settings.no_optimum'),
      ),
      element(
        'p',
        {class: 'provenance-note'},
        ...(shown ? provenancesOf(shown.comparison).flatMap((kind) => [provenanceBadge(kind), ' ']) : []),
        provenanceSentence(this.page, name),
      ),
    ];
  }

  private showChips(state: PageState): void {
    const focused = (document.activeElement as HTMLElement | null)?.dataset.optimizer;
    const chosen = new Set(state.optimizers.map(optimizerName));
    this.chips.replaceChildren(
      ...this.page.info.optimizers.map(({name, title, citation}) =>
        element(
          'button',
          {
            type: 'button',
            class: 'chip',
            'data-optimizer': name,
            'aria-pressed': String(chosen.has(name)),
            'aria-disabled': name === BASELINE && chosen.has(name) ? 'true' : undefined,
            title: name === BASELINE ? text('settings.baseline') : citation,
            onclick: () => this.toggle(name),
          },
          seriesSwatch(name),
          title,
        ),
      ),
    );
    if (focused) this.chips.querySelector<HTMLElement>(`[data-optimizer="${focused}"]`)?.focus();
  }

  private toggle(name: string): void {
    const {optimizers} = this.page.store.get();
    const chosen = optimizers.some((text) => optimizerName(text) === name);
    if (chosen && name === BASELINE) return;
    const kept = optimizers.filter((text) => optimizerName(text) !== name);
    const order = this.page.info.optimizers.map((info) => info.name);
    const place = (text: string) => order.indexOf(optimizerName(text));
    this.page.store.set({optimizers: chosen ? kept : [...kept, name].sort((a, b) => place(a) - place(b))});
  }
}
