// SPDX-License-Identifier: Apache-2.0
// A view whose code is fetched when it is shown for the first time, so that the first load does not carry it.
import {element} from '../dom/element';
import {EngineError} from '../engine/types';
import {text} from '../i18n/text';
import {errorNote} from './error_note';
import type {View} from './page';

export class LateView implements View {
  readonly node = element('section', {});
  private view: View | undefined;
  private loading = false;

  constructor(private readonly fetchView: () => Promise<View>) {}

  onShow(): void {
    if (this.view) this.view.onShow();
    else if (!this.loading) void this.load();
  }

  onThemeChange(): void {
    this.view?.onThemeChange();
  }

  private async load(): Promise<void> {
    this.loading = true;
    this.node.replaceChildren(element('p', {class: 'muted'}, text('page.view_loading')));
    try {
      this.view = await this.fetchView();
      this.node.replaceChildren(...this.view.node.children);
      if (!this.node.hidden) this.view.onShow();
    } catch (reason) {
      const error = new EngineError({code: 'model_missing', where: 'view', message: text('page.view_missing')});
      this.node.replaceChildren(errorNote(error, () => void this.load()));
      if (!(reason instanceof TypeError)) throw reason; // a failed fetch is a TypeError
    } finally {
      this.loading = false;
    }
  }
}
