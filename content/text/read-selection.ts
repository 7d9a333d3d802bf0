import type { FrameSelection, Selection } from "../../src/shared/selection.ts";
import { declaredLanguage } from "./declared-language.ts";
import { activeElement, contentType, documentSelection, shadowRootOf } from "./dom.ts";
import { keepMap } from "./kept-maps.ts";
import { withFormulas } from "./with-formulas.ts";
import { isSecretField } from "./secret-field.ts";
import { rangesOf } from "./selected-range.ts";

import { quotedParts } from "./quoted-parts.ts";
import type { BuiltText } from "./text-builder.ts";
import { textMap } from "./text-map.ts";
import { selectedText } from "./selected-text.ts";
import { TextPieces } from "./text-pieces.ts";

type Field = HTMLInputElement | HTMLTextAreaElement;

/** The selection of the frame that it runs in. At most `limit` UTF-16 units are read. */
export function readSelectionInPage(limit: number): FrameSelection {
  const active = innermostActive();
  const field = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement ? active : null;
  const isSecret = field !== null && isSecretField(field);
  const found = isSecret ? null : ((field && selectedInField(field, limit)) ?? selectedInDocument(limit));
  return { path: pathOf(window), activeFrame: frameOf(active), selection: found && withMap(found), isSecret };
}

function withMap({ pieces, ...built }: BuiltText): Selection {
  return { mapId: keepMap(textMap(built.text, pieces)), ...built, quotes: quotedParts(pieces, built.text.length) };
}

function innermostActive(): Element | null {
  let active = activeElement(document);
  for (let inner = active; inner; inner = shadowRootOf(inner)?.activeElement ?? null) active = inner;
  return active;
}

function selectedInField(field: Field, limit: number): BuiltText | null {
  // `selectionStart` is null for inputs without a text selection, such as checkboxes.
  const { selectionStart, selectionEnd, value } = field;
  if (selectionStart === null || selectionEnd === null) return null;
  return inOneLanguage(value.slice(selectionStart, selectionEnd), declaredLanguage(field), limit);
}

function selectedInDocument(limit: number): BuiltText | null {
  const selection = documentSelection();
  if (!selection) return null;
  try {
    const ranges = rangesOf(selection);
    const built = ranges.length > 0 ? selectedText(ranges, limit) : undefined;
    if (built !== undefined) return built && withFormulas(built);
  } catch {
    // The document cannot be walked through, for example because elements are nested a hundred thousand deep. Use the browser's own text.
  }
  return inOneLanguage(selection.toString(), selection.anchorNode ? declaredLanguage(selection.anchorNode) : "", limit);
}

/** A text that no node shows: fields have none. */
function inOneLanguage(text: string, language: string, limit: number): BuiltText | null {
  if (text.trim() === "") return null;
  const kept = text.slice(0, limit);
  return { text: kept, truncated: text.length > limit, ranges: [{ start: 0, end: kept.length, language }], pieces: new TextPieces() };
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
