// SPDX-License-Identifier: Apache-2.0
// A view whose code is fetched when it is shown for the first time, so that the first load does not carry it.
import {element} from '../dom/element';
import {EngineError} from '../engine/types';
import {text} from '../i18n/text';
import {errorNote} from './error_note';
import type {View} from './page';

export class LateView implements View {
  private readonly placeholder = element('section', {});
  private view: View | undefined;
  private loading = false;

  constructor(private readonly fetchView: () => Promise<View>) {}

  /** Another one once the view is there. */
  get node(): HTMLElement {
    return this.view?.node ?? this.placeholder;
  }

  onShow(): void {
    if (this.view) this.view.onShow();
    else if (!this.loading) void this.load();
  }

  onThemeChange(): void {
    this.view?.onThemeChange();
  }

  private async load(): Promise<void> {
    this.loading = true;
    this.placeholder.replaceChildren(element('p', {class: 'muted'}, text('page.view_loading')));
    try {
      this.take(await this.fetchView());
    } catch (reason) {
      if (!(reason instanceof TypeError)) throw reason; // a failed import is a TypeError
      const error = new EngineError({code: 'view_missing', where: '', message: text('page.view_missing')});
      this.placeholder.replaceChildren(errorNote(error, () => void this.load()));
    } finally {
      this.loading = false;
    }
  }

  private take(view: View): void {
    const {placeholder} = this;
    // What the frame said of the placeholder: id, role, label, and whether it is shown.
    for (const {name, value} of placeholder.attributes) view.node.setAttribute(name, value);
    placeholder.replaceWith(view.node);
    this.view = view;
    if (!view.node.hidden) view.onShow();
  }
}
