import { attribute, firstChild, firstWithin, localName, matches, nextSibling } from "../text/dom.ts";

const elements = new Set("button datalist dialog label legend menu nav option select".split(" "));

const roles = new Set(
  "alert alertdialog banner button complementary contentinfo dialog menu menubar menuitem navigation progressbar search status switch tab tablist toolbar tooltip".split(
    " ",
  ),
);

/** Words in a class or id that name what is no part of what a page says. */
const names =
  /(?:^|[\s_-])(?:ads?|advert\w*|breadcrumbs?|consent|cookies?|editsection|gdpr|newsletter|noprint|pagination|paywall|promo\w*|recommend\w*|related|shar(?:e|ing)|skip-?link|social|sponsor\w*|subscribe|visually-hidden)(?:$|[\s_-])/i;

/** Words in a class or id that name what is shown while more is on its way, or what brings it. */
const waitingNames = /(?:^|[\s_-])(?:load(?:ing|er|-?more)?|pending|placeholder|skeleton|spinner)(?:$|[\s_-])/i;

/** Longer texts are content, whatever they are called. In UTF-16 units. */
const maxNoticeLength = 80;

/** Elements that can lead to other pages. */
const boxes = new Set("aside div h2 h3 h4 h5 h6 li ol p section ul".split(" "));
/** Elements that can be a notice beside a text. A word in a text can be emphasised, and an item of a list can be the name of a control. */
const noticeBoxes = new Set("aside div p section".split(" "));

/** The whole text of an element that marks an advertisement. */
const advertisement =
  /^(?:ad|ads|advert|advertisement|sponsored|anzeige|werbung|publicité|publicidad|anuncio|(?:story|article) continues (?:after|below)(?: this)?(?: ad(?:vertisement)?)?|skip advertisement|la suite après (?:cette|la) publicité)[:.]?$/i;
/** The whole text of the controls beside a text. */
const controls =
  /^(?:(?:share|save|share this|copy link|print|teilen|merken|drucken|partager|enregistrer|imprimer|compartir|guardar|imprimir)\s?){1,4}$/i;

/** The beginning of what leads to other pages. */
const leadsAway =
  /^(?:read more|read also|see also|more on this(?: story)?|related(?: articles| stories| topics| content)?|you may also like|recommended|most read|mehr zum thema|lesen sie auch|auch interessant|das könnte sie (?:auch )?interessieren|lire aussi|à lire (?:aussi|également)|sur le même (?:sujet|thème)|leer más|lea también|lee también|te puede interesar|también te puede interesar|más información)(?![\p{L}\p{N}])\s*:?/iu;

/** A list of other pages has no more text than this, in UTF-16 units, and hardly any that is no link. */
const maxListLength = 1_000;
const minLinkShare = 0.8;

/** So many nodes are looked at to find an element's text. Without it the time could grow with the square of a page. */
const maxNodes = 60;

/** True if an element only says that more is on its way, or brings it. */
export function isLoadingNotice(element: Element): boolean {
  const isCalledSo =
    attribute(element, "aria-busy") === "true" ||
    waitingNames.test(`${attribute(element, "class") ?? ""} ${attribute(element, "id") ?? ""}`);
  return isCalledSo && (element.textContent ?? "").trim().length <= maxNoticeLength;
}

/** True if an element is no part of what a page says: navigation, controls, advertisements, notices, and lists of other pages. */
export function isClutter(element: Element): boolean {
  const name = localName(element);
  if (elements.has(name) || roles.has(attribute(element, "role") ?? "")) return true;
  const called = `${attribute(element, "class") ?? ""} ${attribute(element, "id") ?? ""}`;
  // A page can be called so as a whole.
  if (names.test(called) && name !== "html" && name !== "body" && !firstWithin(element, "h1, main, article")) return true;
  return (noticeBoxes.has(name) && isNotice(element, name)) || (boxes.has(name) && isListOfPages(element, name));
}

function isNotice(element: Element, name: string): boolean {
  const text = textWithin(element, maxNoticeLength);
  return text !== null && (advertisement.test(text.all) || (name === "div" && controls.test(text.all)));
}

/** True for "Read more: a title", for such a heading with a list of links below it, and for that list. */
function isListOfPages(element: Element, name: string): boolean {
  const start = textWithin(element, maxListLength);
  if (start === null || start.all === "") return false;
  if (/^(?:ol|ul)$/.test(name)) return isLinks(start) && leadsAwayAlone(previousElement(element));
  const lead = leadsAway.exec(start.all)?.[0];
  if (lead === undefined) return false;
  const rest = start.all.length - lead.length;
  if (rest > 0) return start.linked >= rest * minLinkShare && start.linked > 0;
  const next = nextElement(element);
  const list = next && matches(next, "ol, ul") ? textWithin(next, maxListLength) : null;
  return list !== null && isLinks(list);
}

const isLinks = ({ all, linked }: TextWithin): boolean => all !== "" && linked >= all.length * minLinkShare;

function leadsAwayAlone(element: Element | null): boolean {
  const text = element && boxes.has(localName(element)) ? textWithin(element, maxNoticeLength) : null;
  return text !== null && leadsAway.exec(text.all)?.[0].length === text.all.length && text.all !== "";
}

function nextElement(element: Element): Element | null {
  let node = nextSibling(element);
  for (let left = maxNodes; node && isBlank(node) && left > 0; left--) node = nextSibling(node);
  return node instanceof Element ? node : null;
}

function previousElement(element: Element): Element | null {
  const { previousElementSibling: previous } = element;
  return previous && nextElement(previous) === element ? previous : null;
}

const isBlank = (node: Node): boolean => (node instanceof Text ? node.data.trim() === "" : !(node instanceof Element));

interface TextWithin {
  all: string;
  /** How much of it is links, in UTF-16 units. */
  linked: number;
}

/** The text of an element. Null if it is longer than `limit`, or if it has too many nodes. */
function textWithin(element: Element, limit: number): TextWithin | null {
  let text = "";
  let linked = 0;
  let left = maxNodes;
  const through = (parent: Node, isLink: boolean): boolean => {
    for (let node = firstChild(parent); node; node = nextSibling(node)) {
      if (--left < 0) return false;
      if (node instanceof Text) {
        text += node.data;
        if (isLink) linked += node.data.trim().length;
        if (text.length > limit * 2) return false;
      } else if (node instanceof Element && !through(node, isLink || localName(node) === "a")) return false;
    }
    return true;
  };
  if (!through(element, false)) return null;
  const all = text.replace(/\s+/g, " ").trim();
  return all.length > limit ? null : { all, linked };
}
