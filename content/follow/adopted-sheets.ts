/** A tree that styles apply to: the document, or a shadow root. */
export type StyledRoot = Document | ShadowRoot;

/** Adds `sheet` to a tree, unless it is there. The page's policy does not apply to it. */
export function adoptSheet(root: StyledRoot, sheet: CSSStyleSheet): void {
  const adopted = sheetsOf(root);
  if (!adopted.includes(sheet)) setSheets(root, [...adopted, sheet]);
}

/** Takes `sheet` away from a tree. The page's own sheets stay. */
export function dropSheet(root: StyledRoot, sheet: CSSStyleSheet): void {
  const adopted = sheetsOf(root);
  if (adopted.includes(sheet))
    setSheets(
      root,
      adopted.filter((each) => each !== sheet),
    );
}

type Sheets = CSSStyleSheet[];

/** The property of the prototype, because `<form name="adoptedStyleSheets">` replaces the document's own. */
const prototypeOf = (root: StyledRoot): object => (root instanceof ShadowRoot ? ShadowRoot.prototype : Document.prototype);

const sheetsOf = (root: StyledRoot): Sheets => [...(Reflect.get(prototypeOf(root), "adoptedStyleSheets", root) as Sheets)];

const setSheets = (root: StyledRoot, sheets: Sheets): boolean => Reflect.set(prototypeOf(root), "adoptedStyleSheets", sheets, root);
