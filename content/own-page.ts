/** @file Runs in the extension's own pages, because the browser injects no script there. */
import { privateMark, readMark } from "../src/shared/document-marks.ts";
import { answer } from "../src/shared/messaging.ts";
import { maxSelectionLength } from "../src/shared/protocol.ts";
import { comeBack, startFollower } from "./follow/start-follower.ts";
import { readBookInPage } from "./article/read-book.ts";
import { readDocumentInPage } from "./article/read-document.ts";
import { readExampleInPage } from "./article/read-example.ts";
import { readMoreOfDocument } from "./article/read-more-of-document.ts";
import { readSelectionInPage } from "./text/read-selection.ts";
import { showToastInPage } from "../src/shared/show-toast-in-page.ts";

globalThis.readAloudExample = readExampleInPage;

answer("page", {
  getSelection() {
    const answered = readSelectionInPage(maxSelectionLength);
    return { ...answered, selection: answered.selection && { ...answered.selection, isPrivate: isPrivate() } };
  },
  async readArticle(request) {
    const article = await readDocumentInPage(request);
    return article && { ...article, isPrivate: isPrivate() };
  },
  readBook(request) {
    const book = readBookInPage(request);
    return book && { ...book, isPrivate: isPrivate() };
  },
  readMore: readMoreOfDocument,
  showToast: showToastInPage,
  follow: startFollower,
  comeBack,
});

/** True while the page shows a document from a private window. */
function isPrivate(): boolean {
  return document.querySelector(`[${readMark}][${privateMark}]`) !== null;
}
