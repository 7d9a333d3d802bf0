import type { FrameSelection, Selection } from "../../shared/selection.ts";
import { declaredLanguage } from "./declared-language.ts";
import { activeElement, contentType, documentSelection, shadowRootOf } from "./dom.ts";
import { isSecretField } from "./secret-field.ts";
import { rangesOf } from "./selected-range.ts";
import { selectedText } from "./selected-text.ts";

type Field = HTMLInputElement | HTMLTextAreaElement;

/** The selection of the frame that it runs in. At most `limit` UTF-16 units are read. */
export function readSelectionInPage(limit: number): FrameSelection {
  const active = innermostActive();
  const field = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement ? active : null;
  const isSecret = field !== null && isSecretField(field);
  const selection = isSecret ? null : ((field && selectedInField(field, limit)) ?? selectedInDocument(limit));
  return { path: pathOf(window), activeFrame: frameOf(active), selection, isSecret };
}

function innermostActive(): Element | null {
  let active = activeElement(document);
  for (let inner = active; inner; inner = shadowRootOf(inner)?.activeElement ?? null) active = inner;
  return active;
}

function selectedInField(field: Field, limit: number): Selection | null {
  // `selectionStart` is null for inputs without a text selection, such as checkboxes.
  const { selectionStart, selectionEnd, value } = field;
  if (selectionStart === null || selectionEnd === null) return null;
  return inOneLanguage(value.slice(selectionStart, selectionEnd), declaredLanguage(field), limit);
}

function selectedInDocument(limit: number): Selection | null {
  const selection = documentSelection();
  if (!selection) return null;
  try {
    const ranges = rangesOf(selection);
    if (ranges.length > 0) return selectedText(ranges, limit);
  } catch {
    // The document cannot be walked through, for example because elements are nested a hundred thousand deep. Use the browser's own text.
  }
  return inOneLanguage(selection.toString(), selection.anchorNode ? declaredLanguage(selection.anchorNode) : "", limit);
}

function inOneLanguage(text: string, language: string, limit: number): Selection | null {
  if (text.trim() === "") return null;
  const kept = text.slice(0, limit);
  return { mapId: null, text: kept, truncated: text.length > limit, ranges: [{ start: 0, end: kept.length, language }] };
}

/** Windows of other origins allow no access, but they can be counted and compared. */
function indexIn(parent: Window, child: Window | null): number {
  return Array.from({ length: parent.length }, (_, index) => parent[index]).indexOf(child ?? undefined);
}

function pathOf(frame: Window): number[] {
  return frame === frame.parent ? [] : [...pathOf(frame.parent), indexIn(frame.parent, frame)];
}

function frameOf(element: Element | null): number | null {
  const isFrame = element instanceof HTMLIFrameElement || element instanceof HTMLFrameElement || element instanceof HTMLObjectElement;
  if (isFrame) return indexIn(window, element.contentWindow);
  // The PDF viewer is a frame that only the browser sees.
  return element instanceof HTMLEmbedElement || contentType(document) === "application/pdf" ? -1 : null;
}
