import { attribute, firstWithin, localName } from "../text/dom.ts";

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

/** True if an element only says that more is on its way, or brings it. */
export function isLoadingNotice(element: Element): boolean {
  const isCalledSo =
    attribute(element, "aria-busy") === "true" ||
    waitingNames.test(`${attribute(element, "class") ?? ""} ${attribute(element, "id") ?? ""}`);
  return isCalledSo && (element.textContent ?? "").trim().length <= maxNoticeLength;
}

/** True if an element is no part of what a page says: navigation, controls, advertisements, notices. */
export function isClutter(element: Element): boolean {
  const name = localName(element);
  if (elements.has(name) || roles.has(attribute(element, "role") ?? "")) return true;
  const called = `${attribute(element, "class") ?? ""} ${attribute(element, "id") ?? ""}`;
  // A page can be called so as a whole.
  return names.test(called) && name !== "html" && name !== "body" && !firstWithin(element, "h1, main, article");
}
