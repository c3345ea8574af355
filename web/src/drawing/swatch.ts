// SPDX-License-Identifier: Apache-2.0
// Small drawings that stand beside words: a series' line with its marker, an operation's line, the provenance disc.
import {svg} from '../dom/element';
import {MARKERS, OPEN_MARKERS, seriesStyle, type MarkerName} from './series_style';
import {operationStyle, type OperationName} from './operation_style';

export function markerShape(marker: MarkerName, x: number, y: number): SVGPathElement {
  return svg('path', {
    d: MARKERS[marker],
    transform: `translate(${x} ${y})`,
    class: OPEN_MARKERS.has(marker) ? 'marker open' : 'marker',
  });
}

export function seriesSwatch(optimizer: string, width = 26): SVGSVGElement {
  const style = seriesStyle(optimizer);
  return svg(
    'svg',
    {width, height: 12, color: style.color, 'aria-hidden': 'true', class: 'swatch'},
    svg('path', {d: `M0 6H${width}`, class: 'line', 'stroke-dasharray': style.dash.join(' ') || 'none'}),
    markerShape(style.marker, width / 2, 6),
  );
}

export function operationSwatch(operation: OperationName): SVGSVGElement {
  const style = operationStyle(operation);
  return svg(
    'svg',
    {width: 24, height: 8, 'aria-hidden': 'true', class: 'swatch'},
    svg('path', {d: 'M0 4H24', stroke: style.color, 'stroke-width': style.width, 'stroke-dasharray': style.dash}),
  );
}

export type Provenance = 'measured' | 'modelled' | 'fitted_to_surrogate';

const DISC_FILLING: Record<Provenance, string> = {
  measured: 'M1 6a5 5 0 1 0 10 0a5 5 0 1 0-10 0z',
  modelled: 'M6 1a5 5 0 0 0 0 10z',
  fitted_to_surrogate: '',
};

/** Full: measured. Half: modelled. Empty: fitted to a surrogate. */
export function provenanceDisc(provenance: Provenance): SVGSVGElement {
  return svg(
    'svg',
    {width: 12, height: 12, 'aria-hidden': 'true'},
    svg('circle', {cx: 6, cy: 6, r: 5, class: 'node'}),
    svg('path', {d: DISC_FILLING[provenance], fill: 'currentColor'}),
  );
}
