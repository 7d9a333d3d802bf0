import { english } from "./texts.ts";

/** What must be read is in elements with `data-main`; what may be read with it, such as an author's name, in those with `data-either`. */
export const main = (text: string, tag = "p", attributes = ""): string => `<${tag} data-main ${attributes}>${text}</${tag}>`;

/** English paragraphs from `from` on, as main text. */
export const paragraphs = (from: number, count: number, tag = "p", attributes = ""): string =>
  english
    .slice(from, from + count)
    .map((text) => main(text, tag, attributes))
    .join("\n");

export const links = (...words: string[]): string => words.map((word) => `<li><a href="/${word.toLowerCase()}">${word}</a></li>`).join("");

export const nav = `<nav class="site-nav"><ul>${links("Home", "News", "Weather", "Sport", "Business", "Culture", "Travel")}</ul></nav>`;

export const divNav = `<div class="topbar"><div class="menu">${["Home", "Latest", "Regions", "Opinion", "Video", "Podcasts", "Jobs"]
  .map((word) => `<a class="menu-item" href="/${word}">${word}</a>`)
  .join(" ")}</div></div>`;

export const cookies = `<div id="cookie-banner" class="cookie-consent" role="dialog" style="position:fixed;bottom:0"><p>We and our 843 partners store and read information on your device, such as unique identifiers in cookies, to process personal data. You can accept or manage your choices by clicking below, including your right to object where legitimate interest is used.</p><button>Accept all</button><button>Reject all</button></div>`;

export const consentInDivs = `<div class="cmp-layer" style="position:fixed;inset:auto 0 0 0;z-index:99"><div class="cmp-text">This website uses cookies. We use cookies to personalise content and ads, to provide social media features and to analyse our traffic. We also share information about your use of our site with our partners.</div><div class="cmp-buttons"><span role="button">Allow all</span> <span role="button">Deny</span></div></div>`;

export const ad = `<div class="ad-slot advertisement"><span>Advertisement</span><a href="https://ads.example/x">Save up to 40 % on garden furniture this weekend only. Free delivery on all orders.</a></div>`;

export const share = `<div class="share-bar"><span>Share this</span> <button>Facebook</button> <button>Copy link</button> <a href="#">Print</a></div>`;

export const newsletter = `<div class="newsletter-signup"><h3>Never miss a story</h3><p>Sign up to our free newsletter and get the best of the week in your inbox every Friday morning.</p><form><label>E-mail</label><input type="email"><button>Sign up</button></form></div>`;

export const related = `<section class="related-articles"><h3>Related stories</h3><ul>${[
  "Ferry company posts record loss",
  "Why slate is back on the roofs of the coast",
  "The last herring of the season",
  "Ten walks along the sea wall",
]
  .map((title) => `<li><a href="/s/${title.length}">${title}</a></li>`)
  .join("")}</ul></section>`;

export const comments = (count = 3): string =>
  `<section id="comments" class="comments"><h3>Comments</h3>${Array.from({ length: count }, (_, index) => `<div class="comment"><span class="comment-author">reader${index}</span> <span class="comment-meta">2 hours ago</span><div class="comment-body"><p>I could not agree less with number ${index} here, and I have lived in this town for longer than most of you have been alive. Nobody ever asks us.</p></div><a class="reply" href="#">Reply</a></div>`).join("")}</section>`;

export const footer = `<footer class="site-footer"><ul>${links("About", "Contact", "Privacy", "Terms", "Careers")}</ul><p>© 2024 The Coast Courier. All rights reserved. Reproduction in whole or in part is not permitted without consent.</p></footer>`;

export const aside = `<aside class="sidebar"><h3>Most read</h3><ol>${links("Storm", "Budget", "Ferry", "Lottery")}</ol>${ad}</aside>`;

/** A whole document. */
export const page = (title: string, body: string, { lang = "en", dir = "ltr", style = "", head = "" } = {}): string =>
  `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><title>${title}</title>${head}<style>${style}</style></head><body>${body}</body></html>`;
