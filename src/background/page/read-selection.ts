/** What one frame answers. */
export interface FrameSelection {
  text: string;
  truncated: boolean;
  language: string;
  /** True in the frame in which the person is. */
  focused: boolean;
}

/**
 * The selection of the frame it runs in, or null. It is sent to the page as source text, so it uses nothing from outside itself.
 * Password fields are never read.
 */
export function readSelectionInPage(limit: number): FrameSelection | null {
  const activeElement = (): Element | null => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active;
  };

  const textOfField = (field: Element | null): string => {
    if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) || field.type === "password") return "";
    // `selectionStart` is null for inputs that have no text selection, such as checkboxes.
    const { selectionStart, selectionEnd, value } = field;
    return selectionStart === null || selectionEnd === null ? "" : value.slice(selectionStart, selectionEnd);
  };

  /** Chromium keeps a selection inside a shadow root from the document's own `getSelection`, and offers one on the root instead. */
  const textInShadow = (root: ParentNode): { text: string; place: Node } | null => {
    for (const host of root.querySelectorAll("*")) {
      const shadow = host.shadowRoot;
      if (!shadow) continue;
      const selection = "getSelection" in shadow ? (shadow as unknown as Document).getSelection() : null;
      const text = selection?.toString() ?? "";
      if (text.trim()) return { text, place: selection?.anchorNode ?? host };
      const deeper = textInShadow(shadow);
      if (deeper) return deeper;
    }
    return null;
  };

  const languageAt = (place: Node | null): string => {
    for (let node = place; node; node = node.parentNode ?? (node instanceof ShadowRoot ? node.host : null)) {
      const language = node instanceof Element ? node.getAttribute("lang") || node.getAttribute("xml:lang") : "";
      if (language) return language;
    }
    return "";
  };

  const answer = (text: string, place: Node | null): FrameSelection => ({
    text: text.slice(0, limit),
    truncated: text.length > limit,
    language: languageAt(place),
    focused: document.hasFocus() && !(document.activeElement instanceof HTMLIFrameElement),
  });

  const field = activeElement();
  const inField = textOfField(field);
  if (inField.trim()) return answer(inField, field);
  const selection = document.getSelection();
  const inPage = selection?.toString() ?? "";
  if (selection && inPage.trim()) {
    const range = selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
    return answer(inPage, range?.commonAncestorContainer ?? null);
  }
  const inShadow = textInShadow(document);
  return inShadow && answer(inShadow.text, inShadow.place);
}
