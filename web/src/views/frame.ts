// SPDX-License-Identifier: Apache-2.0
// The frame around the views: mark, tabs, state of the model, link, theme.
import {element, svg} from '../dom/element';
import {megabytes} from '../i18n/numbers';
import {text} from '../i18n/text';
import {VIEWS, type View as ViewName} from '../state/properties';
import {ArchitectureView} from './architecture/architecture_view';
import {CompareView} from './compare/compare_view';
import {copyButton} from './copy_button';
import {LateView} from './late_view';
import {modelName, type Page, type View} from './page';
import {themeChoice} from './theme_choice';

export function showFrame(host: HTMLElement, page: Page): void {
  const views: Record<ViewName, View> = {
    compare: new CompareView(page),
    architecture: new ArchitectureView(page),
    optimizer: new LateView(async () => new (await import('./optimizer/optimizer_view')).OptimizerView(page)),
    'one-shot': new LateView(async () => new (await import('./oneshot/one_shot_view')).OneShotView(page)),
  };
  const tabs = new Tabs(page);
  for (const name of VIEWS) {
    const {node} = views[name];
    node.id = `view-${name}`;
    node.setAttribute('role', 'tabpanel');
    node.setAttribute('aria-labelledby', `tab-${name}`);
  }
  const themes = themeChoice(() => VIEWS.forEach((name) => views[name].onThemeChange()));
  host.replaceChildren(
    element('a', {class: 'skip', href: '#main', onclick: skipToContent}, text('page.skip')),
    element(
      'header',
      {class: 'frame'},
      element('span', {class: 'brand'}, mark(), 'Cellar'),
      tabs.node,
      element(
        'div',
        {class: 'tools'},
        modelStatus(page),
        copyButton(text('page.copy_link'), () => location.href),
        themes,
      ),
    ),
    element('main', {id: 'main', tabindex: -1}, ...VIEWS.map((name) => views[name].node)),
    element(
      'footer',
      {},
      element('span', {}, text('page.footer')),
      element('span', {}, text('page.version', {version: page.info.version})),
    ),
  );
  const show = () => {
    const shown = page.store.get().view;
    for (const name of VIEWS) views[name].node.hidden = name !== shown;
    tabs.show(shown);
    views[shown].onShow();
  };
  page.store.subscribe((_, changed) => changed.has('view') && show());
  show();
}

// The address belongs to the state, so the link moves the focus itself.
function skipToContent(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

class Tabs {
  readonly node: HTMLElement;
  private readonly buttons: Record<ViewName, HTMLButtonElement>;

  constructor(private readonly page: Page) {
    this.buttons = Object.fromEntries(VIEWS.map((name) => [name, this.tab(name)])) as Record<
      ViewName,
      HTMLButtonElement
    >;
    this.node = element(
      'nav',
      {'aria-label': text('page.views')},
      element('div', {role: 'tablist', 'aria-label': text('page.views')}, ...Object.values(this.buttons)),
    );
  }

  show(shown: ViewName): void {
    for (const name of VIEWS) {
      this.buttons[name].setAttribute('aria-selected', String(name === shown));
      this.buttons[name].tabIndex = name === shown ? 0 : -1;
    }
  }

  private tab(name: ViewName): HTMLButtonElement {
    return element(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${name}`,
        'aria-controls': `view-${name}`,
        onclick: () => this.page.store.set({view: name}),
        onkeydown: (event: KeyboardEvent) => this.move(event, name),
      },
      text(`view.${name}`),
    );
  }

  private move(event: KeyboardEvent, from: ViewName): void {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (!step) return;
    event.preventDefault();
    const next = VIEWS[(VIEWS.indexOf(from) + step + VIEWS.length) % VIEWS.length];
    this.page.store.set({view: next});
    this.buttons[next].focus();
  }
}

function modelStatus(page: Page): HTMLElement {
  const {loader, store} = page;
  const node = element('span', {class: 'model-status', id: 'model-status'});
  const show = () => {
    const {benchmark} = store.get();
    const state = loader.state(benchmark);
    const model = modelName(page, benchmark);
    node.dataset.state = state.state;
    switch (state.state) {
      case 'waiting':
        node.textContent = text('model.waiting');
        break;
      case 'loading':
        node.textContent = text('model.loading', {
          model,
          loaded: megabytes(state.loaded),
          total: megabytes(state.total),
        });
        break;
      case 'ready':
        node.textContent = text('model.ready', {model: state.identity.model.name});
        break;
      case 'failed':
        node.textContent = text('model.failed');
        break;
    }
  };
  loader.subscribe(show);
  store.subscribe((_, changed) => changed.has('benchmark') && show());
  show();
  return node;
}

// Three nodes of a graph, bent into a C: square given, circle computed, double ring result.
function mark(): SVGSVGElement {
  return svg(
    'svg',
    {width: 28, height: 28, viewBox: '0 0 28 28', class: 'mark', 'aria-hidden': 'true'},
    svg('path', {d: 'M19 6C10 6 6 9 6 14s4 8 13 8', class: 'mark-edge'}),
    svg('rect', {x: 18, y: 2.5, width: 7, height: 7, class: 'given'}),
    svg('circle', {cx: 6, cy: 14, r: 4, class: 'node highlight'}),
    svg('circle', {cx: 21.5, cy: 22, r: 4.3, class: 'node'}),
    svg('circle', {cx: 21.5, cy: 22, r: 1.8, class: 'given'}),
  );
}
