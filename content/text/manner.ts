/** How a walk through a page differs from reading all that is seen. */
export interface Manner {
  /** False for an element or a text that is left out. */
  reads(node: Element | Text): boolean;
  /** True for a mark in the text that is left out together with the space before it. */
  isLeftOutMark(element: Element): boolean;
  /** The cell that is read before a cell of a table, because it heads its column. */
  headerOf(element: Element): Element | null;
  /** What is said in place of an element's own text, or null. */
  said(element: Element): string | null;
  /** The parts of a text that are read, in order. */
  partsOf(text: string): readonly (readonly [start: number, end: number])[];
  /** The parts of the whole text that are left out when it is made, in order and apart. */
  cuts?(text: string): readonly (readonly [start: number, end: number])[];
}
