/** What a person selected: at most so many UTF-16 units of it as are read. */
export interface Selection {
  /** Blocks are parted by blank lines. */
  text: string;
  truncated: boolean;
  /** At least one; they follow one another without a gap and cover the whole text. */
  stretches: Stretch[];
}

/** Text under one `lang`: `start` and `end` (exclusive) in UTF-16 units. */
export interface Stretch {
  start: number;
  end: number;
  /** What the page declares, which may be no language at all but is never longer than 35 units; an empty string where it declares none. */
  language: string;
}

/** What one frame answers. */
export interface FrameSelection {
  /** Where the frame is: its index in its parent, after those of its ancestors; empty for the page itself. */
  path: number[];
  /** Index of the frame inside this one that has the focus (-1 for a document viewer's), or null if this one has it or would have it. */
  activeFrame: number | null;
  selection: Selection | null;
  /** True where the focus is in a password field, which is not even read as the bullets that it shows. */
  isSecret: boolean;
}

/**
 * The selection of the frame it runs in. It is sent to the page as source text, so it uses nothing from outside itself.
 */
export function readSelectionInPage(limit: number): FrameSelection {
  const activeElement = (): Element | null => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active;
  };

  /** Windows of other origins can be neither named nor asked, but they can be counted and compared. */
  const indexIn = (parent: Window, child: Window | null): number => Array.from({ length: parent.length }, (_, index) => parent[index]).indexOf(child ?? undefined);

  const pathOf = (frame: Window): number[] => (frame === frame.parent ? [] : [...pathOf(frame.parent), indexIn(frame.parent, frame)]);

  const frameOf = (element: Element | null): number | null => {
    const isFrame = element instanceof HTMLIFrameElement || element instanceof HTMLFrameElement || element instanceof HTMLObjectElement;
    if (isFrame) return indexIn(window, element.contentWindow);
    // The viewer is a frame that only the browser sees.
    return element instanceof HTMLEmbedElement || document.contentType === "application/pdf" ? -1 : null;
  };

  const openRootsIn = (root: ParentNode): ShadowRoot[] =>
    Array.from(root.querySelectorAll("*")).flatMap(({ shadowRoot }) => (shadowRoot ? [shadowRoot, ...openRootsIn(shadowRoot)] : []));

  const parentOf = (node: Node): Node | null => node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);

  /** The innermost node that holds the whole selection, also inside shadow roots, which `getRangeAt` does not show. */
  const placeOf = (selection: globalThis.Selection): Node | null => {
    if (selection.rangeCount === 0) return null;
    const [composed] = "getComposedRanges" in selection ? selection.getComposedRanges({ shadowRoots: openRootsIn(document) }) : [];
    const { startContainer, endContainer, endOffset } = composed ?? selection.getRangeAt(0);
    // Three clicks on a paragraph select up to the very start of the next one, which is not meant.
    if (endOffset === 0) return startContainer;
    const above = new Set<Node>();
    for (let node: Node | null = startContainer; node; node = parentOf(node)) above.add(node);
    let common: Node | null = endContainer;
    while (common && !above.has(common)) common = parentOf(common);
    return common;
  };

  const languageAt = (place: Node | null): string => {
    for (let node = place; node; node = parentOf(node)) {
      // An empty `lang` says that the language is not known, whatever it is further out.
      const language = node instanceof Element ? (node.getAttribute("lang") ?? node.getAttribute("xml:lang")) : null;
      if (language !== null) return language;
    }
    return "";
  };

  const whole = (text: string, truncated: boolean, language: string): Selection => ({ text, truncated, stretches: [{ start: 0, end: text.length, language }] });

  const cut = (text: string, place: Node | null): Selection | null =>
    text.trim() ? whole(text.slice(0, limit), text.length > limit, languageAt(place)) : null;

  const find = (field: Element | null): Selection | null => {
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
      // `selectionStart` is null for inputs that have no text selection, such as checkboxes.
      const { selectionStart, selectionEnd, value } = field;
      const inField = selectionStart === null || selectionEnd === null ? null : cut(value.slice(selectionStart, selectionEnd), field);
      if (inField) return inField;
    }
    const selection = document.getSelection();
    return selection && cut(selection.toString(), placeOf(selection));
  };

  const active = activeElement();
  const isSecret = active instanceof HTMLInputElement && active.type === "password";
  return { path: pathOf(window), activeFrame: frameOf(active), selection: isSecret ? null : find(active), isSecret };
}
