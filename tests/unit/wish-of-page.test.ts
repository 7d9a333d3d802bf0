import assert from "node:assert/strict";
import { test } from "node:test";
import { textExportOf } from "../../src/background/text-editors.ts";
import { wishOfLink, wishOfPage, type SeenPage } from "../../src/background/wish-of-page.ts";

const id = "1AbCdEfGhIjKlMnOpQrStUvWxYz_0123-456";

test("a text editor on the web is known by the address of its open document, and its export is on its own site", () => {
  const exports: [address: string, expected: string | null | undefined][] = [
    [`https://docs.google.com/document/d/${id}/edit?tab=t.0#heading=h.x`, `https://docs.google.com/document/d/${id}/export?format=html`],
    [`https://docs.google.com/document/u/1/d/${id}/view`, `https://docs.google.com/document/u/1/d/${id}/export?format=html`],
    [`https://docs.google.com/document/d/${id}`, `https://docs.google.com/document/d/${id}/export?format=html`],
    [`https://docs.google.com/presentation/d/${id}/edit`, null],
    [`https://docs.google.com/spreadsheets/u/0/d/${id}/edit#gid=0`, null],
    ["https://firm.sharepoint.com/:w:/r/sites/a/Doc.docx", null],
    ["https://www.icloud.com/pages/0abc/Letter", null],
    // Pages of the same sites that are ordinary pages.
    [`https://docs.google.com/document/d/${id}/pub`, undefined],
    [`https://docs.google.com/document/d/${id}/mobilebasic`, undefined],
    ["https://docs.google.com/document/u/0/", undefined],
    ["https://firm.sharepoint.com/sites/a/SitePages/Home.aspx", undefined],
    ["https://www.icloud.com/", undefined],
    // Others that only look like it.
    [`https://docs.google.com.evil.example/document/d/${id}/edit`, undefined],
    [`https://evil.example/docs.google.com/document/d/${id}/edit`, undefined],
    [`ftp://docs.google.com/document/d/${id}/edit`, undefined],
    ["", undefined],
  ];
  for (const [address, expected] of exports) assert.deepEqual([address, textExportOf(address)], [address, expected]);
});

const seen = (address: string, contentType: string | null, reason = ""): SeenPage => ({ address, contentType, reason });

test("what a tab shows comes into the reader as a page, as a document of the web, or by the person's hand", () => {
  const wishes: [page: SeenPage, kind: string, address: string][] = [
    [seen("https://a.example/", "text/html"), "page", "https://a.example/"],
    [seen("https://a.example/b.txt", "text/plain"), "page", "https://a.example/b.txt"],
    [seen("file:///a/page.html", "text/html"), "page", "file:///a/page.html"],
    // Chromium's viewer lets a script in, and Firefox's does not.
    [seen("https://a.example/b", "application/pdf"), "address", "https://a.example/b"],
    [seen("https://a.example/b.pdf", null, "Error: Missing host permission for the tab"), "address", "https://a.example/b.pdf"],
    [seen("https://a.example/b", null, "Error: Missing host permission for the tab"), "address", "https://a.example/b"],
    [seen("file:///a/b.pdf", null), "file", "file:///a/b.pdf"],
    [seen("", null, 'Error: Cannot access contents of url "file:///a/b.pdf". Extension manifest must…'), "file", "file:///a/b.pdf"],
    [seen("blob:https://a.example/1", "application/pdf"), "file", "blob:https://a.example/1"],
    [
      seen(`https://docs.google.com/document/d/${id}/edit`, "text/html"),
      "export",
      `https://docs.google.com/document/d/${id}/export?format=html`,
    ],
  ];
  for (const [page, kind, address] of wishes)
    assert.deepEqual(wishOfPage(page), { kind, address, isDocument: kind !== "page" }, JSON.stringify(page));
});

test("where nothing comes from it is said why", () => {
  const refused: [page: SeenPage, code: string][] = [
    [seen("", null, "Error: Cannot access a chrome:// URL"), "browserPage"],
    [seen("https://addons.mozilla.org/", null), "storePage"],
    [seen("moz-extension://other/page.html", null), "otherExtensionPage"],
    [seen("", null, "Error: Missing host permission for the tab"), "pageRefused"],
    [seen(`https://docs.google.com/spreadsheets/d/${id}/edit`, "text/html"), "editorWithoutText"],
  ];
  for (const [page, code] of refused) assert.throws(() => wishOfPage(page), { code }, JSON.stringify(page));
});

test("a link leads to something on the web or on the disk, or to nothing to open", () => {
  assert.deepEqual(wishOfLink("https://a.example/b.pdf"), { kind: "address", address: "https://a.example/b.pdf", isDocument: false });
  assert.deepEqual(wishOfLink("file:///a/b.pdf"), { kind: "file", address: "file:///a/b.pdf", isDocument: false });
  for (const address of ["javascript:void 0", "mailto:a@b.example", "about:blank", "chrome://settings"])
    assert.throws(() => wishOfLink(address), { code: "linkNotDocument" }, address);
});
