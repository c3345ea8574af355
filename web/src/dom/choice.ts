// SPDX-License-Identifier: Apache-2.0
// A radio group of buttons with a roving tab stop (WAI-ARIA Authoring Practices, "Radio Group").
import {element, type Child} from './element';

export interface ChoiceOption<T> {
  value: T;
  content: Child[];
  disabled?: boolean;
  label?: string;
}

export interface ChoiceSettings<T> {
  label: string;
  className?: string;
  buttonClass?: string;
  onChoose(value: T): void;
}

/** Keeps its place in the document while its options and the chosen one change. */
export class Choice<T> {
  readonly node: HTMLElement;
  private buttons: HTMLButtonElement[] = [];
  private options: ChoiceOption<T>[] = [];

  constructor(private readonly settings: ChoiceSettings<T>) {
    this.node = element('div', {
      class: settings.className ?? 'segments',
      role: 'radiogroup',
      'aria-label': settings.label,
      onkeydown: (event: KeyboardEvent) => this.move(event),
    });
  }

  show(options: ChoiceOption<T>[], chosen: T): void {
    const hadFocus = this.node.contains(document.activeElement);
    this.options = options;
    this.buttons = options.map((option) =>
      element(
        'button',
        {
          type: 'button',
          role: 'radio',
          class: this.settings.buttonClass,
          disabled: option.disabled,
          'aria-checked': String(option.value === chosen),
          'aria-label': option.label,
          tabindex: option.value === chosen ? 0 : -1,
          onclick: () => this.settings.onChoose(option.value),
        },
        ...option.content,
      ),
    );
    this.node.replaceChildren(...this.buttons);
    if (!options.some(({value}) => value === chosen)) this.buttons[0]?.setAttribute('tabindex', '0');
    if (hadFocus) this.buttons.find((button) => button.tabIndex === 0)?.focus();
  }

  private move(event: KeyboardEvent): void {
    const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
    const enabled = this.buttons.filter((button) => !button.disabled);
    const from = enabled.indexOf(event.target as HTMLButtonElement);
    if (!step || from < 0) return;
    event.preventDefault();
    const next = enabled[(from + step + enabled.length) % enabled.length];
    next.focus();
    this.settings.onChoose(this.options[this.buttons.indexOf(next)].value);
  }
}
