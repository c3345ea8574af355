// SPDX-License-Identifier: Apache-2.0
// The page's state with its listeners; every change is written to the address at once.
import {fromHash, toHash} from './address';
import type {PageState, Properties} from './properties';

type Listener = (state: PageState, changed: ReadonlySet<keyof PageState>) => void;

export class Store {
  private current: PageState;
  private readonly listeners: Listener[] = [];

  constructor(private readonly properties: Properties) {
    this.current = fromHash(location.hash, properties);
    addEventListener('hashchange', () => this.set(fromHash(location.hash, properties)));
  }

  get(): PageState {
    return this.current;
  }

  set(change: Partial<PageState>): void {
    const next = {...this.current, ...change};
    const keys = Object.keys(change) as (keyof PageState)[];
    const changed = new Set(keys.filter((key) => JSON.stringify(next[key]) !== JSON.stringify(this.current[key])));
    if (changed.size === 0) return;
    this.current = next;
    history.replaceState(null, '', toHash(next, this.properties));
    for (const listener of this.listeners) listener(next, changed);
  }

  subscribe(listener: Listener): void {
    this.listeners.push(listener);
  }
}
