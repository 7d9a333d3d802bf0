/** Sets a text only if it differs, to avoid unnecessary announcements and layout. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
