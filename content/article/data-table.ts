import { attribute, firstWithin } from "../text/dom.ts";

/** A header with more units than this is not repeated in each row. */
const maxHeaderLength = 60;
/** The cells of larger tables are read without their headers. */
const maxCells = 50_000;

/** The table of a row or cell if it has headers or a caption, so that it shows data and is not there for the layout. */
export function dataTableAround(element: Element): HTMLTableElement | null {
  const table = element instanceof HTMLTableElement ? element : element.closest("table");
  if (!table || /^(?:none|presentation)$/.test(attribute(table, "role") ?? "")) return null;
  return firstWithin(table, "th, caption, thead") && !firstWithin(table, "table") ? table : null;
}

/** The row of column headers, if the table has one and rows below it. */
export function headerRow(table: HTMLTableElement): HTMLTableRowElement | null {
  const [first, second] = table.rows;
  if (!first || !second) return null;
  const isHeader = first.parentElement?.localName === "thead" || Array.from(first.cells).every(({ localName }) => localName === "th");
  return isHeader && first.cells.length > 1 ? first : null;
}

/** The header of each cell of the tables that are asked for, if it is short. Each table is looked through once, in the time of its cells. */
export function columnHeaders(): (cell: HTMLTableCellElement) => HTMLTableCellElement | null {
  const known = new Map<HTMLTableElement, ReadonlyMap<Element, HTMLTableCellElement>>();
  return (cell) => {
    const table = dataTableAround(cell);
    if (!table) return null;
    const headers = known.get(table) ?? headersIn(table);
    known.set(table, headers);
    return headers.get(cell) ?? null;
  };
}

function headersIn(table: HTMLTableElement): ReadonlyMap<Element, HTMLTableCellElement> {
  const headers = new Map<Element, HTMLTableCellElement>();
  const header = headerRow(table);
  if (!header) return headers;
  const byColumn = new Map<number, HTMLTableCellElement>();
  /** For each column, how many rows a cell from above still reaches into. */
  const reaching: number[] = [];
  let left = maxCells;
  for (const row of table.rows) {
    let column = 0;
    for (const cell of row.cells) {
      while ((reaching[column] ?? 0) > 0) column++;
      const text = row === header ? (cell.textContent ?? "").trim() : "";
      const found = row === header ? undefined : byColumn.get(column);
      if (found && cell.localName === "td") headers.set(cell, found);
      for (let span = Math.max(1, cell.colSpan); span > 0; span--, column++, left--) {
        if (left <= 0) return headers;
        if (text !== "" && text.length <= maxHeaderLength) byColumn.set(column, cell);
        // It reaches one row less once this row is over.
        reaching[column] = cell.rowSpan || maxCells;
      }
    }
    for (let at = 0; at < reaching.length; at++) reaching[at] = Math.max(0, (reaching[at] ?? 0) - 1);
    left -= reaching.length;
  }
  return headers;
}
