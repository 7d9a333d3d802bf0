/** @file A separate file in the package, which is run in a frame of any page. It defines functions, because a file is given no arguments. */
import { readArticleInPage } from "./article/read-article.ts";
import { pageSnapshot } from "./article/page-snapshot.ts";
import { readMoreInPage } from "./article/read-more.ts";

globalThis.readAloudArticle = readArticleInPage;
globalThis.readAloudMore = readMoreInPage;
globalThis.readAloudSnapshot = pageSnapshot;
