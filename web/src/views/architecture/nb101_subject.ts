// SPDX-License-Identifier: Apache-2.0
// NAS-Bench-101 and the spaces of NAS-Bench-1Shot1 in the Architecture view: one cell, changed by going to neighbours.
import type {Neighbour} from '../../engine/types';
import {whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {distinctCells, fromCompact, lastVertex, stackChannels, verticesInUse} from '../../space/nb101';
import {spellingOf, type Spelling} from '../../space/spelling';
import {Nb101Figure} from '../nb101_figure';
import {describeEdit} from './nb101_edit';
import type {EditDescription, Subject, SubjectWords} from './subject';

export class Nb101Subject implements Subject {
  readonly node: HTMLElement;
  readonly spelling: Spelling;
  readonly words: SubjectWords;
  private readonly figure = new Nb101Figure();

  constructor(
    private readonly benchmark: string,
    private readonly space: string,
  ) {
    this.spelling = spellingOf(space);
    this.node = this.figure.node;
    this.words = {
      title: text('architecture.title_cell'),
      standard: text(this.isPart() ? 'architecture.preset.chain' : 'architecture.preset.inception'),
      textLabel: text('genotype.label_cell'),
    };
  }

  show(compact: string): void {
    this.figure.show(fromCompact(this.space, compact), stackChannels(this.benchmark));
  }

  facts(compact: string): [string, string][] {
    const cell = fromCompact(this.space, compact);
    const used = verticesInUse(cell);
    const edges = cell.edges.filter((edge) => edge.every((vertex) => used.has(vertex))).length;
    const facts: [string, string][] = [
      [text('prediction.cell'), text('prediction.cell_size', {operations: whole(used.size - 2), edges: whole(edges)})],
    ];
    const loose = lastVertex(cell) + 1 - used.size;
    if (this.isPart()) facts.push([text('prediction.loose'), whole(loose)]);
    return facts;
  }

  doubt(): string {
    return '';
  }

  describe(compact: string, neighbour: Neighbour): EditDescription {
    return describeEdit(fromCompact(this.space, compact), fromCompact(this.space, neighbour.architecture));
  }

  follow(): void {
    // Nothing is selected in the drawing.
  }

  // A space of NAS-Bench-1Shot1, whose blocks may come loose.
  private isPart(): boolean {
    return distinctCells(this.space) !== undefined;
  }
}
