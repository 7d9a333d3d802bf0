import {
  ad,
  aside,
  comments,
  consentInDivs,
  cookies,
  divNav,
  footer,
  links,
  main,
  nav,
  newsletter,
  page,
  paragraphs,
  related,
  share,
} from "./parts.ts";
import { declaration, english } from "./texts.ts";

const title = "A roof over the ledgers";
const h1 = main(title, "h1");
const figure = `<figure><img alt="The harbour office with its new roof" width="300" height="200" src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"><figcaption data-either>The office in June.</figcaption></figure>`;
const cite = (number: number): string => `<sup class="reference"><a href="#note-${number}">[${number}]</a></sup>`;
const other = (file: string, count: number, tag = "p"): string =>
  declaration(file, count)
    .map((text) => main(text, tag))
    .join("\n");

/** Pages of many makes, each with what must be read marked. */
export const makes: Readonly<Record<string, string>> = {
  "news with landmarks": page(
    `${title} | The Coast Courier`,
    `${cookies}<header>${nav}</header><main><article>${h1}<p data-either class="byline">By Ann Porter</p>${share}${figure}${paragraphs(0, 3)}${ad}${paragraphs(3, 5)}</article>${related}${comments()}</main>${aside}${footer}`,
  ),
  "news in divs": page(
    `${title} - Coast Courier`,
    `${divNav}<div class="wrap"><div class="story"><div class="story-headline">${h1}</div><div class="story-meta" data-either>12 June, 4 min read</div><div class="story-body">${paragraphs(0, 4)}<div class="inline-promo"><a href="/x">Read also: The last herring of the season</a></div>${paragraphs(4, 4)}</div></div><div class="rail"><div class="rail-box"><h4>Trending</h4>${links("One", "Two", "Three")}</div></div></div>${consentInDivs}${footer}`,
  ),
  "news with breaks": page(
    title,
    `<table width="100%"><tr><td colspan="2">${divNav}</td></tr><tr><td width="160"><ul>${links("Archive", "Letters", "Tides")}</ul></td><td>${h1}<div id="text" data-main>${english.slice(0, 7).join("<br><br>")}</div></td></tr></table>`,
  ),
  "live blog": page(
    title,
    `${nav}<main>${h1}<div class="live-posts">${[0, 2, 4, 6].map((from) => `<div class="live-post" id="p${from}"><time data-either>1${from}:05</time>${paragraphs(from, 2)}${share}</div>`).join("")}</div></main>${footer}`,
  ),
  "news behind read more": page(
    title,
    `${nav}<article>${h1}${paragraphs(0, 2)}<div class="collapsed" style="max-height:120px;overflow:hidden">${paragraphs(2, 5)}</div><button>Read more</button></article>${related}${footer}`,
  ),
  encyclopedia: page(
    "Harbour office - Encyclopedia",
    `<div id="mw-navigation">${nav}</div><div id="content" class="mw-body">${main("Harbour office", "h1")}<div id="siteSub" class="noprint">From the free encyclopedia</div><div id="mw-content-text"><table class="infobox"><tr><th>Built</th><td>1861</td></tr><tr><th>Floors</th><td>3</td></tr></table>${english
      .slice(0, 2)
      .map((text, index) => main(`${text}${cite(index + 1)}`))
      .join(
        "",
      )}<div id="toc" class="toc" role="navigation"><h2>Contents</h2><ul>${links("History", "Roof", "Ledgers")}</ul></div><h2 data-main>History<span class="mw-editsection">[<a href="/edit">edit</a>]</span></h2>${english
      .slice(2, 5)
      .map((text, index) => main(`${text}${cite(index + 3)}`))
      .join(
        "",
      )}<h2 data-main>Ledgers</h2>${paragraphs(5, 3)}<ol class="references" data-either><li id="note-1">↑ Porter, A. (2019). The tides.</li><li id="note-2">↑ Ibid.</li></ol></div><div class="catlinks">${links("Buildings", "Harbours")}</div></div>${footer}`,
  ),
  "encyclopedia with formulas": page(
    "Index",
    `${nav}<main>${main("Index", "h1")}${paragraphs(11, 1)}<p data-main>The size is <span class="mwe-math-element"><math alttext="n times eight"><mi>n</mi></math></span> bytes for a list that is full, and that is less than most people would say.</p>${paragraphs(12, 2)}</main>${footer}`,
  ),
  "forum of tables": page(
    "Which slate is this? - Roof Forum",
    `<table class="forumline"><tr><th>Author</th><th>Message</th></tr>${[0, 3, 5].map((from) => `<tr><td class="name"><b data-either>slater${from}</b><br><span class="postdetails" data-either>Joined: 2007</span></td><td><div class="postbody" data-main>${english.slice(from, from + 2).join("<br><br>")}</div></td></tr>`).join("")}</table><div class="nav">${links("Next", "Previous", "Index")}</div>`,
  ),
  "forum of divs": page(
    "Which slate is this?",
    `${divNav}<div class="topic">${main("Which slate is this?", "h1")}${[0, 2, 4, 6].map((from) => `<div class="topic-post"><div class="avatar"><a href="/u/${from}">slater${from}</a></div><div class="cooked">${paragraphs(from, 2)}</div><div class="post-controls"><button>Like</button><button>Reply</button></div></div>`).join("")}</div>${footer}`,
  ),
  "question and answers": page(
    "How long should a program wait for a file? - Ask",
    `${nav}<div id="mainbar">${main("How long should a program wait for a file?", "h1")}<div class="question"><div class="votecell"><button>up</button><span>42</span></div><div class="postcell">${paragraphs(11, 1)}<pre><code>wait(file, { limit: 5 });</code></pre></div></div><div class="answer"><div class="votecell"><button>up</button><span>77</span></div><div class="answercell">${paragraphs(12, 2)}${paragraphs(3, 1)}</div></div></div><div id="sidebar"><h4>Linked</h4>${links("Files", "Locks", "Queues")}</div>${footer}`,
  ),
  "documentation with a sidebar": page(
    "Waiting for files — Guide 2.1",
    `<div class="sphinxsidebar" role="navigation"><h3>Contents</h3><ul>${links("Start", "Files", "Locks", "Queues", "Reference")}</ul></div><div class="document"><div class="body" role="main"><section>${main("Waiting for files", "h1")}${paragraphs(11, 1)}<div class="highlight-python"><div class="highlight"><pre>with open("x") as file:\n    wait(file)</pre></div></div>${paragraphs(12, 2)}</section></div></div><div class="footer">© 2024. Created using a tool.</div>`,
  ),
  "reference of an API": page(
    "wait() | API",
    `<div class="layout"><aside>${nav}</aside><main><article>${main("wait()", "h1")}${paragraphs(11, 2)}<h2 data-main>Parameters</h2><table data-main><thead><tr><th>Name</th><th>Meaning</th></tr></thead><tbody><tr><td>file</td><td>What is waited for, by its name or its number.</td></tr><tr><td>limit</td><td>How long, in seconds.</td></tr></tbody></table>${paragraphs(13, 1)}</article></main></div>`,
  ),
  "blog with widgets": page(
    `${title} – Harbour Notes`,
    `<div id="page" class="site"><header id="masthead" class="site-header"><p class="site-title"><a href="/">Harbour Notes</a></p>${nav}</header><div id="content"><article id="post-12" class="post type-post hentry"><header class="entry-header"><h1 class="entry-title" data-main>${title}</h1><div class="entry-meta" data-either>Posted on 12 June by Ann</div></header><div class="entry-content">${paragraphs(0, 6)}</div><footer class="entry-footer"><a href="/c">Coast</a>, <a href="/t">Roofs</a></footer></article>${comments()}</div><aside id="secondary" class="widget-area">${newsletter}<section class="widget">${links("June", "May", "April")}</section></aside></div>${footer}`,
  ),
  "blog of cards": page(
    title,
    `<div class="gh-site"><div class="gh-head">${divNav}</div><main class="gh-main"><article class="gh-article"><header class="gh-article-header">${h1}<p class="gh-excerpt" data-either>What came back up the stairs.</p></header><section class="gh-content">${paragraphs(0, 3)}<div class="kg-card kg-bookmark-card"><a href="/x">Why slate is back</a></div>${paragraphs(3, 3)}</section></article></main>${newsletter}</div>${footer}`,
  ),
  "old blog": page(
    "Harbour Notes",
    `<div class="header"><h1><a href="/">Harbour Notes</a></h1></div><div class="main"><div class="date-outer"><h2 class="date-header" data-either>Tuesday, 12 June</h2><div class="post hentry"><h3 class="post-title" data-main>${title}</h3><div class="post-body" data-main>${english.slice(0, 5).join("<br /><br />")}</div><div class="post-footer">Posted by Ann at 10:12 No comments:</div></div></div></div><div class="sidebar"><h2>Archive</h2>${links("2024", "2023", "2022")}</div>`,
  ),
  "plain blog": page(title, `<header><a href="/">home</a></header><main>${h1}${paragraphs(0, 5)}</main>`),
  "magazine with figures": page(
    title,
    `<div id="root"><section class="ab cd"><div class="ef">${h1}<div class="gh" data-either>Ann Porter · 7 min read</div></div><div>${paragraphs(0, 2)}${figure}${paragraphs(2, 2)}<blockquote data-main>They always look up.</blockquote>${paragraphs(5, 3)}</div></section><div class="ij">${share}</div></div>${footer}`,
  ),
  recipe: page(
    "Bread without kneading",
    `${nav}<main class="recipe">${main("Bread without kneading", "h1")}${ad}${paragraphs(8, 1)}<h2 data-main>Ingredients</h2><ul class="ingredients">${["400 g of flour", "300 g of water", "8 g of salt", "a little yeast"].map((each) => main(each, "li")).join("")}</ul><h2 data-main>Steps</h2><ol class="steps">${paragraphs(9, 2, "li")}</ol></main>${newsletter}${related}${footer}`,
  ),
  "product of a shop": page(
    "Slate hammer | Tools & Co",
    `${divNav}<div class="product"><div class="gallery"><img alt="" width="300" height="300"></div><div class="buy">${main("Slate hammer", "h1")}<span class="price" data-either>€ 48.00</span><button>Add to basket</button></div><div class="description"><h2 data-main>Description</h2>${paragraphs(1, 3)}</div></div><div class="also-bought recommendations"><h3>Others also bought</h3>${links("Chisel", "Nails", "Gloves")}</div>${cookies}${footer}`,
  ),
  "e-mail": page(
    "Re: the roof - Mail",
    `<div class="app" role="application"><div class="folders" role="navigation">${links("Inbox", "Sent", "Drafts", "Spam")}</div><div class="list" role="list"><div role="listitem">Ann: tides</div><div role="listitem">Bob: nets</div></div><div class="reading"><h2 data-main>Re: the roof</h2><div class="from" data-either>Ann Porter to me</div><div class="toolbar" role="toolbar"><button>Reply</button><button>Archive</button></div><div class="message-body"><div data-main>Dear all,</div>${paragraphs(0, 3, "div")}<div data-main>Yours, Ann</div></div></div></div>`,
  ),
  "newsletter of tables": page(
    title,
    `<table width="100%" role="presentation"><tr><td align="center"><table width="600" role="presentation"><tr><td><a href="/w">View in browser</a></td></tr><tr><td>${h1}</td></tr><tr><td>${paragraphs(0, 3)}</td></tr><tr><td>${paragraphs(3, 3)}</td></tr><tr><td style="font-size:10px"><a href="/u">Unsubscribe</a></td></tr></table></td></tr></table>`,
  ),
  "Arabic news": page(
    "الإعلان العالمي",
    `<header><nav><ul>${links("الرئيسية", "أخبار", "رياضة")}</ul></nav></header><main><article>${main("الإعلان العالمي لحقوق الإنسان", "h1")}${other("arb", 8)}</article></main><footer><a href="/">اتصل بنا</a></footer>`,
    { lang: "ar", dir: "rtl" },
  ),
  "Hebrew blog": page(
    "הצהרה",
    `<div class="site"><div class="menu"><a href="/">ראשי</a> <a href="/b">בלוג</a></div><div class="post">${main("הצהרה לכל באי עולם", "h1")}<div class="entry">${other("heb", 8)}</div></div></div>`,
    { lang: "he", dir: "rtl" },
  ),
  "Chinese news": page(
    "世界人权宣言",
    `<div class="nav"><a href="/">首页</a> <a href="/n">新闻</a> <a href="/s">体育</a></div><div class="article">${main("世界人权宣言", "h1")}<div class="article-content">${other("cmn_hans", 14)}</div></div><div class="footer">版权所有</div>`,
    { lang: "zh" },
  ),
  "Japanese novel, vertical": page(
    "世界人権宣言",
    `<div class="bar"><a href="/">目次</a></div><div class="novel">${main("世界人権宣言", "h1")}${other("jpn", 14)}</div>`,
    { lang: "ja", style: ".novel { writing-mode: vertical-rl; height: 480px; }" },
  ),
  "Thai article": page("ปฏิญญา", `${divNav}<div class="content">${main("ปฏิญญาสากลว่าด้วยสิทธิมนุษยชน", "h1")}${other("tha", 10)}</div>`, {
    lang: "th",
  }),
  "Hindi news": page("घोषणा", `${divNav}<article>${main("मानव अधिकारों की सार्वभौम घोषणा", "h1")}${other("hin", 8)}</article>${footer}`, {
    lang: "hi",
  }),
  "French blog with a consent dialog": page(
    "La déclaration",
    `<div role="dialog" aria-modal="true" class="didomi"><p>Nous et nos partenaires utilisons des cookies pour stocker des informations sur votre appareil et mesurer l’audience. Vous pouvez changer d’avis à tout moment.</p><button>Accepter</button></div><main>${main("La déclaration universelle", "h1")}${other("fra", 8)}</main>`,
    { lang: "fr" },
  ),
  "Korean page": page(
    "선언",
    `<div id="wrap"><div id="gnb">${links("홈", "뉴스", "연예")}</div><div id="articleBody">${main("세계 인권 선언", "h1")}${other("kor", 10)}</div></div>`,
    { lang: "ko" },
  ),
  "application in divs": page(
    title,
    `<div id="app"><div class="css-1x9"><div class="css-2b"><span class="css-7">Home</span><span class="css-7">Explore</span></div><div class="css-3k"><div class="css-9q">${main(title, "div", 'role="heading" aria-level="1"')}</div>${english
      .slice(0, 6)
      .map((text) => `<div class="css-5t"><span data-main>${text}</span></div>`)
      .join("")}</div></div></div>`,
  ),
  "web component, open": page(
    title,
    `${nav}<my-article></my-article>${footer}<template id="t">${h1}${paragraphs(0, 5)}</template><script>document.querySelector("my-article").attachShadow({mode:"open"}).append(document.querySelector("#t").content)</script>`,
  ),
  "web component with slots, closed": page(
    title,
    `${nav}<my-article>${paragraphs(0, 4)}<div slot="side">${links("One", "Two")}</div></my-article><template id="t">${h1}<slot></slot><nav><slot name="side"></slot></nav></template><script>document.querySelector("my-article").attachShadow({mode:"closed"}).append(document.querySelector("#t").content)</script>`,
  ),
  "stream of articles": page(
    title,
    `${nav}<main><article>${h1}${paragraphs(0, 8)}</article><div class="loading">Loading more</div></main>`,
  ),
  "many advertisements": page(
    title,
    `${nav}${ad}<div class="content">${h1}${english
      .slice(0, 8)
      .map((text) => `${main(text)}${ad}`)
      .join("")}</div>${ad}${cookies}${footer}`,
  ),
  "comments longer than the article": page(title, `${nav}<article>${h1}${paragraphs(0, 3)}</article>${comments(25)}${footer}`),
  "short news": page(title, `${nav}<article>${h1}${paragraphs(0, 1)}</article>${related}${footer}`),
  "press release": page(
    title,
    `${divNav}<div class="container"><div class="row"><div class="col-8"><p class="date" data-either>12 June</p>${h1}${paragraphs(0, 4)}<h2 data-main>About the harbour</h2>${paragraphs(6, 1)}</div><div class="col-4"><h4>Contact</h4><p>Press office, +44 1632 960 001</p></div></div></div>${footer}`,
  ),
  "government page": page(
    "Harbour fees",
    `<a class="skip-link" href="#m">Skip to main content</a><header role="banner">${nav}</header><div class="breadcrumbs">${links("Home", "Transport", "Harbours")}</div><main id="m">${main("Harbour fees", "h1")}${paragraphs(3, 3)}<details open><summary data-main>Who has to pay</summary>${paragraphs(6, 1)}</details><div class="feedback-banner"><button>Is this page useful?</button></div></main>${footer}`,
  ),
  "scientific paper": page(
    "Waiting and its limits",
    `<div class="ltx_page_main"><article>${main("Waiting and its limits", "h1")}<div class="authors" data-either>A. Porter, B. Slater</div><div class="abstract"><h2 data-main>Abstract</h2>${paragraphs(11, 1)}</div><section><h2 data-main>1 Introduction</h2>${english
      .slice(12, 14)
      .map((text, index) => main(`${text} <cite>[<a href="#bib${index}">${index}</a>]</cite>`))
      .join(
        "",
      )}</section><section><h2 data-main>2 Results</h2>${paragraphs(2, 3)}<table data-main><caption>Times</caption><tr><th>Disk</th><th>Wait</th></tr><tr><td>old</td><td>9 s</td></tr></table></section><section class="bibliography" data-either><h2>References</h2><p>Porter, A. The tides. 2019.</p></section></article></div>`,
  ),
  "chapter of a book": page("The ledgers", `<h2 data-main>Chapter 3</h2>${paragraphs(0, 14)}`),
  "page in a form": page(
    title,
    `<form id="aspnetForm" method="post"><div id="s4-ribbon"><a href="#">Site actions</a></div><div id="zz1_TopNavigationMenu" class="menu">${links("Home", "Departments", "News")}</div><div id="contentBox">${h1}<div class="ms-rtestate-field">${paragraphs(0, 5)}</div></div></form>`,
  ),
  "list of steps": page(
    "Seven things about roofs",
    `${nav}<article>${main("Seven things about roofs", "h1")}${english
      .slice(0, 7)
      .map((text, index) => `<h2 data-main>${index + 1}. Thing</h2>${main(text)}`)
      .join("")}</article>${related}${footer}`,
  ),
  interview: page(
    title,
    `${nav}<main>${h1}${english
      .slice(0, 6)
      .map((text, index) => (index % 2 === 0 ? main(`<strong>${text}</strong>`) : main(text)))
      .join("")}</main>${footer}`,
  ),
  "questions with answers": page(
    "Questions",
    `${divNav}<div class="faq">${main("Questions", "h1")}<dl>${english
      .slice(0, 5)
      .map((text, index) => `<dt data-main>What about part ${index} of it?</dt>${main(text, "dd")}`)
      .join("")}</dl></div>${footer}`,
  ),
  "hidden parts": page(
    title,
    `<main><article>${h1}${paragraphs(0, 2)}<div style="display:none"><p>This is hidden and long enough to be taken for a part of the article by whoever does not look at it.</p></div><p style="position:absolute;left:-9999px">Another hidden paragraph, which is only for those who do not see the page as it is drawn here.</p>${paragraphs(2, 3)}</article></main>`,
  ),
  "Bootstrap columns": page(
    title,
    `<div class="container-fluid"><div class="row"><div class="col-md-3"><div class="list-group">${links("Overview", "Fees", "Tides", "Contact")}</div></div><div class="col-md-9"><div class="page-header">${h1}</div>${paragraphs(0, 6)}<ul class="pager">${links("Previous", "Next")}</ul></div></div></div>`,
  ),
  "text in nested sections": page(
    title,
    `<div><div><div><section><div><div>${h1}</div><div><div>${paragraphs(0, 2)}</div></div></div></section><section><div>${paragraphs(2, 3)}</div></section><section><div>${paragraphs(5, 3)}</div></section></div></div></div>${footer}`,
  ),
};
