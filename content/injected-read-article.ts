/** @file A separate file in the package, which is run in a frame of any page. It defines a function, because a file is given no arguments. */
import { readArticleInPage } from "./article/read-article.ts";

globalThis.readAloudArticle = readArticleInPage;
