// SPDX-License-Identifier: Apache-2.0
// Says in a few words what differs between a cell and its neighbour. Cells of NAS-Bench-101 come in a numbering of
// their own, so that vertices cannot be compared one by one; what they have can.
import {operationLabel} from '../../drawing/operation_style';
import {text} from '../../i18n/text';
import {CELL_OPERATIONS, lastVertex, sourcesOf, type Nb101Cell} from '../../space/nb101';
import type {EditDescription} from './subject';

export function describeEdit(from: Nb101Cell, to: Nb101Cell): EditDescription {
  return lastVertex(from) === lastVertex(to) ? (editInPlace(from, to) ?? editOfParts(from, to)) : editOfParts(from, to);
}

const nameOf = (operation: number): string => operationLabel(CELL_OPERATIONS[operation], 'name');

// One operation or the sources of one vertex; undefined where more differs.
function editInPlace(from: Nb101Cell, to: Nb101Cell): EditDescription | undefined {
  const operations = from.operations.flatMap((operation, i) => (operation === to.operations[i] ? [] : [i]));
  const vertices = Array.from({length: lastVertex(from)}, (_, i) => i + 1).filter(
    (vertex) => sourcesOf(from, vertex).join() !== sourcesOf(to, vertex).join(),
  );
  if (operations.length + vertices.length !== 1) return undefined;
  const [block] = operations;
  if (block !== undefined)
    return {
      place: text('neighbours.vertex', {vertex: block + 1}),
      change: text('neighbours.operation', {from: nameOf(from.operations[block]), to: nameOf(to.operations[block])}),
    };
  const [vertex] = vertices;
  const sources = (cell: Nb101Cell) =>
    sourcesOf(cell, vertex)
      .map((source) => (source === 0 ? text('cell.input') : String(source)))
      .join(', ');
  return {
    place: vertex === lastVertex(from) ? text('cell.output') : text('neighbours.vertex', {vertex}),
    change: text('neighbours.source', {from: sources(from), to: sources(to)}),
  };
}

function editOfParts(from: Nb101Cell, to: Nb101Cell): EditDescription {
  const lost = without(from.operations, to.operations);
  const gained = without(to.operations, from.operations);
  const edges = text('neighbours.edges', {from: from.edges.length, to: to.edges.length});
  if (lost.length === 0 && gained.length === 0) return {place: text('neighbours.edge'), change: edges};
  if (lost.length === 1 && gained.length === 1)
    return {
      place: text('neighbours.vertex_any'),
      change: text('neighbours.operation', {from: nameOf(lost[0]), to: nameOf(gained[0])}),
    };
  const parts = [
    ...lost.map((operation) => `− ${nameOf(operation)}`),
    ...gained.map((operation) => `+ ${nameOf(operation)}`),
  ];
  return {place: text('neighbours.vertex_any'), change: [...parts, edges].join(', ')};
}

// Of `all`, what is left when each of `some` has taken one away.
function without(all: number[], some: number[]): number[] {
  const rest = [...some];
  return all.filter((operation) => {
    const place = rest.indexOf(operation);
    if (place >= 0) rest.splice(place, 1);
    return place < 0;
  });
}
