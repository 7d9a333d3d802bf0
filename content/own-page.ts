/** @file Runs in the extension's own pages, because the browser injects no script there. */
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
  getSelection: () => readSelectionInPage(maxSelectionLength),
  readArticle: readDocumentInPage,
  readBook: readBookInPage,
  readMore: readMoreOfDocument,
  showToast: showToastInPage,
  follow: startFollower,
  comeBack,
});
