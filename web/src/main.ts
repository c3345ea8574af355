// SPDX-License-Identifier: Apache-2.0
// Starts the page: draws what is stored first, then loads the engine behind it.
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/frame.css';
import './styles/compare.css';
import './styles/architecture.css';
import './styles/optimizer.css';
import {Engine} from './engine/engine';
import {ModelLoader} from './engine/model_loader';
import {makeProperties} from './state/properties';
import {Store} from './state/store';
import {openingComparison, storedComparisons, storedInfo} from './study/stored';
import type {Page} from './views/page';
import {showFrame} from './views/frame';

const store = new Store(makeProperties(openingComparison.comparison.spec));
const engine = new Engine();
const page: Page = {store, engine, loader: new ModelLoader(engine), stored: storedComparisons, info: storedInfo};

showFrame(document.getElementById('page')!, page);

// The first paint must not wait for the model: two frames later it stands, and the download may begin.
requestAnimationFrame(() => requestAnimationFrame(loadChosen));
store.subscribe((_, changed) => changed.has('benchmark') && loadChosen());

function loadChosen(): void {
  page.loader.load(store.get().benchmark).catch(() => {
    /* shown by whoever listens to the loader */
  });
}
