import { attribute, firstWithin } from "../text/dom.ts";

/** A header with more units than this is not repeated in each row. */
const maxHeaderLength = 60;

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

/** The header of a cell's column, if it is short. */
export function columnHeader(cell: HTMLTableCellElement, header: HTMLTableRowElement): HTMLTableCellElement | null {
  const row = cell.parentElement;
  if (cell.localName !== "td" || row === header || !(row instanceof HTMLTableRowElement)) return null;
  const column = columnOf(cell, row);
  const found = Array.from(header.cells).find((each) => columnOf(each, header) === column);
  const text = found?.textContent?.trim() ?? "";
  return found && text !== "" && text.length <= maxHeaderLength ? found : null;
}

/** The column that a cell begins in. */
function columnOf(cell: HTMLTableCellElement, row: HTMLTableRowElement): number {
  let column = 0;
  for (const each of row.cells) {
    if (each === cell) break;
    column += each.colSpan;
  }
  return column;
}
